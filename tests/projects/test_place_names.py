"""Places of the catalogue have a name in each language."""

from app.codelists import Language
from app.projects.place_names import OTHER_SPELLINGS, place_names
from tests.fixtures.oracle import catalogue


def test_each_commune_of_the_catalogue_has_a_name_in_arabic_letters() -> None:
    named = {
        place["name"]
        for project in catalogue()
        for place in project["locations"]
        if place["level"] == "commune"
    }
    for name in named:
        arabic = place_names(name).get(Language.AR)
        assert arabic, name
        assert "\u0600" <= arabic[0] <= "\u06ff"


def test_another_place_keeps_its_only_name() -> None:
    assert place_names("Ksar Safi") == {"fr": "Ksar Safi"}


def test_other_spellings_are_of_known_places() -> None:
    assert all(place_names(name).get(Language.AR) for name in OTHER_SPELLINGS)
