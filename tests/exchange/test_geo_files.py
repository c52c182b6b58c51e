"""GeoPackage and KML as GDAL reads them, beside the GeoJSON of the same selection."""

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx2
import pytest
import shapely
from sqlalchemy.orm import Session

from app.exchange import gpkg
from app.exchange.kml import NAMESPACE
from app.exchange.selection import make_selection
from app.models import Organisation
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from tests.fixtures.database import engine_of
from tests.fixtures.factories import located, make_organisation, make_project, make_text, takes_part
from tests.fixtures.gdal import ogrinfo, read_layer
from tests.site.hostile import TITLES

Feature = dict[str, Any]
SELECTIONS = ("", "region=MA-09&sort=-start", "status=2&q=retour&lang=en", "theme=health&limit=5")
NOTHING = "year_to=1900"


def organisations() -> Sequence[Organisation]:
    return [make_organisation("agence", names={"fr": "<b>Agence</b>", "ar": "الوكالة", "en": None})]


PROJECTS = [
    make_project(
        1,
        title=make_text("Tout & <i>rien</i>", "عنوان"),
        acronym="]]>",
        participations=[takes_part("agence")],
        budget={"value": 1234567.5, "currency": "EUR", "scope": "morocco", "note": None},
        locations=[
            located("commune", "MA-01", "MA-AAA", (-8.9, 29.1)),
            located("province", "MA-02", "MA-BBA"),
            located("region", "MA-03"),
            located("national"),
            located("abroad", country="FR"),
        ],
        start_date="2014",
        end_date="2015-03",
        good_practice=True,
    ),
    make_project(2, locations=[located("region", "MA-01"), located("region", "MA-02")]),
    make_project(3, locations=[located("national")], good_practice=False, start_date="2014-04-14"),
    make_project(4, start_date="2020", activity_status="2"),
    *(make_project(10 + n, title=make_text(text[:480])) for n, text in enumerate(TITLES)),
]


def fetch(client: httpx2.Client, directory: Path, name: str, query: str = "") -> Path:
    answer = client.get(f"/api/v1/projects.{name}?{query}").raise_for_status()
    assert f'filename="kharita-projects.{name}"' in answer.headers["content-disposition"]
    path = directory / f"projects.{name}"
    path.write_bytes(answer.content)
    return path


def geojson(client: httpx2.Client, query: str) -> list[Feature]:
    features: list[Feature] = client.get(f"/api/v1/projects.geojson?{query}").json()["features"]
    return features


def same_place(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    first, second = (shapely.geometry.shape(each) for each in (one, other))
    return bool(first.normalize().equals_exact(second.normalize(), 1e-5))


@pytest.mark.parametrize("query", SELECTIONS)
def test_a_geopackage_holds_the_same_projects(
    client: httpx2.Client, tmp_path: Path, query: str
) -> None:
    path = fetch(client, tmp_path, "gpkg", query)
    expected = geojson(client, query)
    found = read_layer(path, "projects")
    assert expected
    assert [each["properties"]["identifier"] for each in found] == [each["id"] for each in expected]
    for one, other in zip(found, expected, strict=True):
        assert same_place(one["geometry"], other["geometry"]), other["id"]
        item = other["properties"]
        assert one["properties"]["title"] == item["title"]
        assert one["properties"]["budget_value"] == (item["budget"] or {"value": None})["value"]
        assert one["properties"]["active_first"] == item["active_first"]
    places = geojson(client, f"{query}&geometry=locations")
    locations = {each["properties"]["id"]: each for each in read_layer(path, "locations")}
    assert set(locations) == {each["id"] for each in places}
    for place in places:
        assert same_place(locations[place["id"]]["geometry"], place["geometry"])
        assert (
            locations[place["id"]]["properties"]["name"] == place["properties"]["location"]["name"]
        )
    counts = Counter(code for each in expected for code in each["properties"]["regions"])
    regions = read_layer(path, "regions")
    assert len(regions) == 12
    assert {each["properties"]["code"]: each["properties"]["projects"] for each in regions} == {
        each["properties"]["code"]: counts[each["properties"]["code"]] for each in regions
    }


def test_no_location_of_a_geopackage_has_a_false_point(
    small_client: httpx2.Client, tmp_path: Path
) -> None:
    path = fetch(small_client, tmp_path, "gpkg", "lang=ar")
    locations = {each["properties"]["id"]: each for each in read_layer(path, "locations")}
    kinds = {
        name: each["geometry"] and each["geometry"]["type"] for name, each in locations.items()
    }
    assert kinds == {
        "MA-MD-0001/1": "Point",
        "MA-MD-0001/2": "MultiPolygon",
        "MA-MD-0001/3": "MultiPolygon",
        "MA-MD-0001/4": None,
        "MA-MD-0001/5": None,
        "MA-MD-0002/1": "MultiPolygon",
        "MA-MD-0002/2": "MultiPolygon",
        "MA-MD-0003/1": None,
    }
    abroad = locations["MA-MD-0001/5"]["properties"]
    assert (abroad["title"], abroad["level"], abroad["country_name"]) == (
        "عنوان",
        "abroad",
        "فرنسا",
    )


def test_the_values_of_a_geopackage_are_typed(small_client: httpx2.Client, tmp_path: Path) -> None:
    path = fetch(small_client, tmp_path, "gpkg")
    summary = ogrinfo(path)
    for line in (
        f"Feature Count: {len(PROJECTS)}", "Feature Count: 8", "Feature Count: 3",
        "budget_value: Real (0.0)", "good_practice: Integer(Boolean) (0.0)",
        "active_first: Date (0.0)", "start_date: String (0.0)", 'ID["EPSG",4326]',
    ):  # fmt: skip
        assert line in summary
    found = {each["properties"]["identifier"]: each for each in read_layer(path, "projects")}
    first, second, third, fourth = (
        found[f"MA-MD-000{number}"]["properties"] for number in (1, 2, 3, 4)
    )
    assert (first["budget_value"], first["good_practice"]) == (1234567.5, True)
    assert (first["start_date"], first["end_date"]) == ("2014", "2015-03")
    assert (second["good_practice"], third["good_practice"]) == (None, False)
    assert (third["active_first"], fourth["active_last"]) == ("2014-04-14", None)
    assert first["title"] == "Tout & <i>rien</i>"
    assert first["funders"] == "<b>Agence</b>"


def test_a_geopackage_leaves_nothing_behind(
    catalogue_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with engine_of(catalogue_url) as engine, Session(engine) as session:
        selection = make_selection(session, FileQuery(), read_reference(session), "")
        chunks = gpkg.write(selection)
        assert next(chunks).startswith(b"SQLite format 3\x00")
        assert list(tmp_path.iterdir()) != []
        chunks.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("query", SELECTIONS)
def test_kml_holds_the_same_projects(client: httpx2.Client, tmp_path: Path, query: str) -> None:
    path = fetch(client, tmp_path, "kml", query)
    expected = geojson(client, query)
    layer = "Projects" if "lang=en" in query else "Projets"
    assert f"Feature Count: {len(expected)}\n" in ogrinfo(path)
    found = read_layer(path, layer)
    assert [each["properties"]["identifier"] for each in found] == [each["id"] for each in expected]
    for one, other in zip(found, expected, strict=True):
        assert one["properties"]["Name"] == other["properties"]["title"]
        assert same_place(one["geometry"], other["geometry"]), other["id"]


def test_kml_keeps_texts_and_precision(small_client: httpx2.Client, tmp_path: Path) -> None:
    path = fetch(small_client, tmp_path, "kml")
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own file
    marks = {mark.get("id"): mark for mark in root.iter(f"{{{NAMESPACE}}}Placemark")}
    assert len(marks) == len(PROJECTS)

    def text(number: int, *path: str) -> str | None:
        return marks[f"MA-MD-{number:04}"].findtext(
            "/".join(f"{{{NAMESPACE}}}{tag}" for tag in path)
        )

    assert text(1, "name") == "Tout & <i>rien</i>"
    assert (text(1, "TimeSpan", "begin"), text(1, "TimeSpan", "end")) == ("2014", "2015-03")
    assert (text(3, "TimeSpan", "begin"), text(3, "TimeSpan", "end")) == ("2014-04-14", None)
    assert marks["MA-MD-0002"].find(f"{{{NAMESPACE}}}TimeSpan") is None
    data = {
        each.get("name"): each.text
        for each in marks["MA-MD-0001"].iter(f"{{{NAMESPACE}}}SimpleData")
    }
    assert (data["acronym"], data["funders"]) == ("]]>", "<b>Agence</b>")
    assert (data["budget_value"], data["good_practice"]) == ("1234567.5", "1")
    for number, title in enumerate(TITLES):
        shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", title[:480])
        assert (text(10 + number, "name") or "").split() == shown.split()


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_an_empty_selection_is_a_valid_file(
    client: httpx2.Client, tmp_path: Path, lang: str
) -> None:
    counts = re.findall(
        r"Layer name: (\w+)[\s\S]*?Feature Count: (\d+)",
        ogrinfo(fetch(client, tmp_path, "gpkg", f"{NOTHING}&lang={lang}")),
    )
    assert counts == [("projects", "0"), ("locations", "0"), ("regions", "12")]
    assert "Feature Count: 0\n" in ogrinfo(fetch(client, tmp_path, "kml", f"{NOTHING}&lang={lang}"))


def test_files_say_when_and_what(client: httpx2.Client, tmp_path: Path) -> None:
    query = "region=MA-02&lang=ar"
    told = rf"Kharita, {date.today().year}-\d\d-\d\d \| الجهة: الشرقية"  # noqa: DTZ011
    assert re.search(told, ogrinfo(fetch(client, tmp_path, "gpkg", query)))
    assert re.search(told, fetch(client, tmp_path, "kml", query).read_text())


@pytest.mark.parametrize("name", ["gpkg", "kml", "jsonld", "html"])
def test_bad_parameters_are_named(client: httpx2.Client, name: str) -> None:
    for query in ("region=MA-99", "colour=red", "limit=0"):
        answer = client.get(f"/api/v1/projects.{name}?{query}")
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["parameter"] == query.partition("=")[0]
