"""In which region and province a point falls."""

import httpx2
import pytest

from tests.fixtures.oracle import catalogue


def test_the_places_of_the_catalogue_fall_where_it_says(client: httpx2.Client) -> None:
    places = {
        (tuple(place["point"]), place["region"], place["province"])
        for project in catalogue()
        for place in project["locations"]
        if place["point"]
    }
    assert len(places) > 50
    wrong = []
    for (lon, lat), region, province in sorted(places):
        answer = client.get("/api/v1/places", params={"lon": lon, "lat": lat, "lang": "ar"})
        found = answer.raise_for_status().json()
        if (found["region"]["code"], found["province"]["code"]) != (region, province):
            wrong.append((lon, lat, region, province, found))
    # On a border two provinces are within the tolerance; either may be named.
    assert len(wrong) <= len(places) // 50, wrong


def test_names_are_in_the_language_asked_for(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/places?lon=-1.9115&lat=34.6814&lang=ar").json()
    assert answer["region"]["code"] == "MA-02"
    assert answer["region"]["name"] == answer["region"]["names"]["ar"] == "الشرقية"
    assert answer["province"]["code"] == "MA-OUJ"


@pytest.mark.parametrize(
    ("lon", "lat"), [(2.35, 48.85), (-12.0, 31.0), (0, 0), (180, 90), (-180, -90)]
)
def test_abroad_and_at_sea_there_is_none(client: httpx2.Client, lon: float, lat: float) -> None:
    answer = client.get("/api/v1/places", params={"lon": lon, "lat": lat})
    assert answer.json() == {"region": None, "province": None}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("lon=1", "lat"), ("lon=nan&lat=3", "lon"), ("lon=190&lat=3", "lon"), ("lon=1&lat=x", "lat")],
)
def test_a_bad_coordinate_is_named(client: httpx2.Client, query: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/places?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
