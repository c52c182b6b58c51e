"""What the sample users propose: each text says of itself that it is a demonstration. Pure."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from app.review.submissions.schemas import ChangeSource

MARK = "[Démonstration]"
_NAMESPACE = UUID("6f0a1c5e-6a0d-4f0e-9f57-5d1f0c1b7a11")

TO_REVIEW, ASKED, TO_CORRECT, PUBLISHED = "MA-MD-0122", "MA-MD-0103", "MA-MD-0010", "MA-MD-0149"
REPORTED = "MA-MD-0137"
# Each with the organisation that is made its steward.
DUE = (("MA-MD-0143", "enabel"), ("MA-MD-0119", "enabel"),
       ("MA-MD-0081", "migrations-developpement"))  # fmt: skip

SOURCE = ChangeSource(
    url="https://demonstration.example/source",
    title=f"{MARK} Source d’exemple",
    evidence=f"{MARK} Citation d’exemple, qui ne vient d’aucun document.",
    accessed_at=None,
)
NOTE = f"{MARK} Proposition d’exemple, pour essayer la relecture."
QUESTION = f"{MARK} D’où vient ce résultat ? La source citée n’est qu’un exemple."
CORRECTION = f"{MARK} Ajoutez une source au document, puis renvoyez la proposition."
REFUSAL = f"{MARK} Refusé pour montrer un refus : rien n’atteste ce résultat."
THANKS = f"{MARK} Une partie est publiée, l’autre refusée."
REPORT = f"{MARK} Signalement d’exemple : une date de cette fiche serait à vérifier."


def _id(name: str) -> str:
    return str(uuid5(_NAMESPACE, name))


def result(name: str) -> tuple[str, Any]:
    """Path and value of a result."""
    key = _id(f"{name} result")
    text = {
        "fr": f"{MARK} Résultat d’exemple : ceci n’est pas un fait.",
        "ar": None,
        "en": None,
        "states": {"fr": "original"},
    }
    return f"results[{key}]", {"id": key, "text": text}


def document(name: str) -> tuple[str, Any]:
    key = _id(f"{name} document")
    title = f"{MARK} Document d’exemple"
    url = f"https://demonstration.example/{name}"
    return f"documents[{key}]", {"id": key, "title": title, "url": url}


def place(name: str) -> tuple[str, Any]:
    """In the middle of Tangier's harbour, where no project is."""
    key = _id(f"{name} place")
    value = {
        "id": key,
        "level": "commune",
        "region": "MA-01",
        "province": "MA-TNG",
        "country": "MA",
        "name": f"{MARK} Lieu d’exemple",
        "point": [-5.8, 35.78],
        "exactness": "2",
        "point_source": None,
    }
    return f"locations[{key}]", value


def extended(description: Mapping[str, Any] | None) -> tuple[str, str]:
    text = (description or {}).get("fr") or ""
    return "description.fr", f"{text} {MARK} Phrase d’exemple, à ne pas publier.".strip()


NEW_PROJECT: Mapping[str, Any] = {
    "title": {"fr": f"{MARK} Projet d’exemple : valorisation du safran"},
    "participations": {
        _id("new participation"): {"organisation": "enabel", "role": "implementing"},
    },
}
