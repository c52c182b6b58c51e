"""Regions and provinces as they are served."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
import shapely
from shapely import Point

from tests.fixtures.gdal import ogrinfo
from tests.fixtures.oracle import catalogue

COASTAL_TOLERANCE = 0.03  # degrees: served shapes are simplified by 0.01
LEVELS = [(1, 12), (2, 75)]


def served(client: httpx2.Client, level: int, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/regions.geojson?admin_level={level}&{query}")
    assert answer.headers["content-type"] == "application/geo+json"
    body: dict[str, Any] = answer.raise_for_status().json()
    assert body["numberMatched"] == body["numberReturned"] == len(body["features"])
    features: list[dict[str, Any]] = body["features"]
    return features


def shapes(client: httpx2.Client, level: int) -> dict[str, Any]:
    return {
        area["id"]: shapely.from_geojson(json.dumps(area["geometry"]))
        for area in served(client, level)
    }


@pytest.mark.parametrize(("level", "count"), LEVELS)
def test_there_are_all_of_them(client: httpx2.Client, level: int, count: int) -> None:
    areas = served(client, level)
    assert len({area["id"] for area in areas}) == count
    for area in areas:
        properties = area["properties"]
        assert area["id"] == properties["code"]
        assert properties["admin_level"] == level
        assert (properties["parent_code"] is None) == (level == 1)
        assert all(properties["names"].values())
        assert (properties["population_2024"] is not None) == (level == 1)
        label = Point(properties["label_point"])
        assert shapely.from_geojson(json.dumps(area["geometry"])).buffer(0.02).contains(label)


@pytest.mark.parametrize(("level", "count"), LEVELS)
def test_they_cover_the_country_without_gap_or_overlap(
    client: httpx2.Client, level: int, count: int
) -> None:
    areas = list(shapes(client, level).values())
    assert len(areas) == count
    assert all(shape.is_valid and shape.geom_type == "MultiPolygon" for shape in areas)
    assert shapely.coverage_is_valid(areas)
    whole = shapely.coverage_union_all(areas)
    holes = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    assert holes == []
    assert all(shapely.LinearRing(part.exterior).is_ccw for shape in areas for part in shape.geoms)


def test_provinces_lie_in_their_regions(client: httpx2.Client) -> None:
    regions, provinces = shapes(client, 1), shapes(client, 2)
    for area in served(client, 2):
        parent = regions[area["properties"]["parent_code"]]
        shape = provinces[area["id"]]
        assert shape.intersection(parent).area / shape.area > 0.95, area["id"]


def test_each_located_point_lies_in_its_region_and_province(client: httpx2.Client) -> None:
    regions, provinces = shapes(client, 1), shapes(client, 2)
    checked = 0
    for project in catalogue():
        for place in project["locations"]:
            if place["point"]:
                point = Point(place["point"])
                for areas, name in ((regions, "region"), (provinces, "province")):
                    distance = areas[place[name]].distance(point)
                    assert distance <= COASTAL_TOLERANCE, (project["identifier"], place["name"])
                    checked += 1
    assert checked > 300


def test_numbers_have_at_most_six_decimals(client: httpx2.Client) -> None:
    text = client.get("/api/v1/regions.geojson?admin_level=2").text
    body = json.loads(text, parse_float=str)
    assert "crs" not in body
    stack = [area["geometry"]["coordinates"] for area in body["features"]]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += item
        else:
            assert len(str(item).partition(".")[2]) <= 6


@pytest.mark.parametrize(("level", "count"), LEVELS)
def test_gdal_reads_them(client: httpx2.Client, tmp_path: Path, level: int, count: int) -> None:
    path = tmp_path / "regions.geojson"
    path.write_bytes(client.get(f"/api/v1/regions.geojson?admin_level={level}").content)
    summary = ogrinfo(path)
    assert f"Feature Count: {count}\n" in summary
    assert "Geometry: Multi Polygon" in summary
    assert 'ID["EPSG",4326]' in summary


def test_names_are_in_the_language_asked_for(client: httpx2.Client) -> None:
    for language in ("fr", "ar", "en"):
        for area in served(client, 1, f"lang={language}"):
            assert area["properties"]["name"] == area["properties"]["names"][language]


def test_an_empty_selection_still_draws_the_country(client: httpx2.Client) -> None:
    areas = served(client, 1, "year_to=1900")
    assert len(areas) == 12
    assert {area["properties"]["projects"] for area in areas} == {0}
