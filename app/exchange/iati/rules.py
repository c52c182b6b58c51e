"""What IATI 2.03 requires that a project may lack, and what of a project it cannot say. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from babel.numbers import get_territory_currencies

from app.codelists import BudgetScope, LocationLevel, Role
from app.exchange.iati.dates import budget_period
from app.projects.fields import COUNTRIES
from app.projects.parts import MOROCCO

Document = Mapping[str, Any]

# IATI OrganisationRole.
ROLES = {Role.FUNDING: "1", Role.ACCOUNTABLE: "2", Role.EXTENDING: "3", Role.IMPLEMENTING: "4"}


def missing(document: Document) -> list[str]:
    """What keeps a project out of the file; all that the schema and the ruleset require."""
    held = {
        "status": document["activity_status"],
        "start date": document["start_date"],
        "description": document["description"],
        "organisation in a role of IATI": any(
            part["role"] in ROLES for part in document["participations"]
        ),
        "theme": document["themes"],
    }
    return [name for name, value in held.items() if not value]


def country(document: Document) -> str | None:
    """The one that benefits; None when there are several, for their shares are not known."""
    budget = document["budget"]
    abroad = any(place["level"] == LocationLevel.ABROAD for place in document["locations"])
    several = budget is not None and budget["scope"] == BudgetScope.SEVERAL_COUNTRIES
    return None if abroad or several else MOROCCO


def is_national(document: Document) -> bool:
    levels = {place["level"] for place in document["locations"]}
    return LocationLevel.NATIONAL in levels and LocationLevel.ABROAD not in levels


def budget_fault(document: Document) -> str | None:
    """Why the budget, which is known, cannot be written."""
    budget, start, end = document["budget"], document["start_date"], document["end_date"]
    if budget["scope"] == BudgetScope.SEVERAL_COUNTRIES:
        return "one amount for several countries"
    if budget["scope"] == BudgetScope.UNKNOWN:
        return "what it covers is not known"
    if budget["currency"] not in _PRESENT_CURRENCIES:
        return f"{budget['currency']} is no longer a currency"
    if end is None:
        return "its period is not known"
    if budget_period(start, end) is None:
        return "its period is of more than a year"
    return None


def _in_use() -> Iterator[str]:
    for territory in COUNTRIES:
        yield from get_territory_currencies(territory)


_PRESENT_CURRENCIES = frozenset(_in_use())


def left_out(document: Document) -> Iterator[str]:
    """What is known and not written of a project that is."""
    if document["budget"] is not None and (fault := budget_fault(document)) is not None:
        yield f"budget ({fault})"
    parts = document["participations"]
    paid = sum(part["contribution"] is not None for part in parts)
    if paid:
        yield f"{_several(paid, 'contribution')} (no date of payment)"
    partners = sum(part["role"] not in ROLES for part in parts)
    if partners:
        yield f"{_several(partners, 'partner')} (no such role)"
    if country(document) is None:
        yield "recipient country (shares of several countries are not known)"
    documents = len(document["documents"])
    if documents:
        yield f"{_several(documents, 'document')} (no category, no format)"


def _several(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
