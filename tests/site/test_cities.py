"""Names of cities on the map."""

from app.codelists import Language
from app.projects.cities import CITIES, city_labels
from tests.fixtures.oracle import catalogue


def test_each_city_is_a_place_of_our_data_at_its_point() -> None:
    places = {
        (place["name"], tuple(place["point"]))
        for project in catalogue()
        for place in project["locations"]
        if place["point"]
    }
    for city in CITIES:
        assert (city.names["fr"], (city.longitude, city.latitude)) in places


def test_each_city_has_a_name_in_each_language() -> None:
    for language in Language:
        assert all(label["name"] for label in city_labels(language))
    assert any("\u0600" <= str(label["name"])[0] <= "\u06ff" for label in city_labels(Language.AR))
