"""Field changes in words, also of drafts that hold anything."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.codelists import Language
from app.i18n.reading import reading_direction
from app.projects.reference import read_reference
from app.workspace.wording import Wording
from tests.fixtures.factories import add_vocabulary, make_organisation

ID = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def wordings(session: Session) -> dict[Language, Wording]:
    add_vocabulary(session)
    names = {"fr": "Agence A", "ar": "الوكالة أ", "en": None}
    session.add(make_organisation("agence-a", names=names))
    session.flush()
    reference = read_reference(session)
    return {language: Wording(reference, language) for language in Language}


def plain(text: str) -> str:
    return "".join(character for character in text if character not in "\u2066\u2067\u2069")


@pytest.mark.parametrize(
    ("path", "value", "french"),
    [
        ("title.ar", "نص", "Titre (arabe)"),
        ("title.fr.state", "confirmed", "Titre (français) : état du texte"),
        ("start_date", "2014", "Début"),
        ("themes[health]", True, "Thème : Santé"),
        ("residence_countries[FR]", True, "Pays de résidence : France"),
        (
            f"participations[{ID}]",
            {"organisation": "agence-a", "role": "funding"},
            "Organisme : Agence A – Bailleur",
        ),
        (f"locations[{ID}]", None, "Lieu : "),
        ("nonsense[x]", None, "nonsense[x]"),
    ],
)
def test_a_path_is_named(
    wordings: dict[Language, Wording], path: str, value: Any, french: str
) -> None:
    assert plain(wordings[Language.FR].path(path, value)) == french


@pytest.mark.parametrize(
    ("path", "value", "arabic"),
    [
        ("start_date", "2014-04", "أبريل 2014"),
        ("start_date", "2014-13-99", "2014-13-99"),
        ("good_practice", True, "نعم"),
        ("acronym", None, "لا شيء"),
        ("steward", "agence-a", "الوكالة أ"),
        ("budget", {"value": 5, "currency": "MAD", "scope": None, "note": None}, "5 MAD"),
        ("budget", {"value": "beaucoup", "currency": None}, "beaucoup"),
        (f"objectives[{ID}]", {"text": {"fr": "Un but", "ar": "هدف"}}, "هدف"),
        (f"objectives[{ID}]", {"text": None}, ""),
        (f"documents[{ID}]", {"title": None, "url": "https://example.org"}, "https://example.org"),
    ],
)
def test_a_value_is_told(
    wordings: dict[Language, Wording], path: str, value: Any, arabic: str
) -> None:
    assert plain(wordings[Language.AR].value(path, value)).replace("\xa0", " ") == arabic


def test_a_place_is_told_with_its_point_the_latitude_first(
    wordings: dict[Language, Wording],
) -> None:
    place = {"name": "Saïdia", "level": "commune", "region": "MA-01", "point": [-2.2, 35.1]}
    told = wordings[Language.FR].value(f"locations[{ID}]", place)
    assert plain(told) == "Saïdia – Commune – Côte Verte – 35.1000, -2.2000"


@pytest.mark.parametrize(
    ("text", "direction"),
    [("PRIMO – البرنامج الجهوي", "rtl"), ("Le mot « العربية » ici", "ltr"), ("", "ltr")],
)
def test_most_letters_say_in_which_direction_a_text_is_read(text: str, direction: str) -> None:
    assert reading_direction(text) == direction


def test_an_item_that_names_a_path_is_read_in_its_own_direction(
    wordings: dict[Language, Wording],
) -> None:
    path = "results[0b6a3d6e-8a52-4bb4-9f5a-1d2f3a4b5c6d]"
    told = wordings[Language.AR].path(path, {"text": {"fr": "[Note] Un résultat."}})
    assert told.endswith(": \u2066[Note] Un résultat.\u2069")


def test_the_address_of_a_document_is_told_with_it(wordings: dict[Language, Wording]) -> None:
    path = "documents[0b6a3d6e-8a52-4bb4-9f5a-1d2f3a4b5c6d]"
    document = {"title": "Rapport", "url": "https://example.org/r.pdf"}
    assert plain(wordings[Language.FR].path(path, document)) == "Document : Rapport"
    told = wordings[Language.FR].value(path, document)
    assert plain(told) == "Rapport – https://example.org/r.pdf"
