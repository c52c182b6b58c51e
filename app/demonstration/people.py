"""The sample users of the demonstration. They are nobody; their organisations are real. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import UserRole

# Known to everyone: it opens nothing but the demonstration.
PASSWORD = "kharita-demonstration"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """`organisation`: slug of the one that they act for, as its focal point."""

    email: str
    name: str
    role: UserRole
    organisation: str | None


SALMA = Person(
    "salma@demonstration.example", "Salma (démonstration)", UserRole.CONTRIBUTOR, "enabel"
)
BADR = Person(
    "badr@demonstration.example",
    "Badr (démonstration)",
    UserRole.CONTRIBUTOR,
    "migrations-developpement",
)
NADIA = Person("nadia@demonstration.example", "Nadia (démonstration)", UserRole.ANALYST, None)
OMAR = Person("omar@demonstration.example", "Omar (démonstration)", UserRole.ADMINISTRATOR, None)
PEOPLE: Sequence[Person] = (SALMA, BADR, NADIA, OMAR)
