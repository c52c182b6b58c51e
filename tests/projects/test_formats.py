"""The files as other programs read them, and the whole document of a project."""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
import shapely

from app.kit.csv_cells import neutralise
from app.models import Organisation
from app.settings import ROOT
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    takes_part,
)
from tests.fixtures.gdal import ogrinfo
from tests.fixtures.oracle import catalogue

Feature = dict[str, Any]
MODES = ["auto", "points", "regions", "locations"]
NASTY = "=HYPERLINK(\"http://evil\")\r\n; 'quoté' <b>دراسة</b> 😀, fin"
STARTS = ["=1+1", "+33 6", "-5", "@SUM(A1)", "＝1", "＋1", "－1", "＠x"]


def organisations() -> Sequence[Organisation]:
    name = '@Agence; « d\'ici », "ou" là'
    return [make_organisation("agence", names={"fr": name, "ar": "الوكالة", "en": None})]


PROJECTS = [
    make_project(
        1,
        title=make_text(NASTY, ar="=عنوان"),
        acronym="=CMD()",
        budget={"value": 1234567.5, "currency": "EUR", "scope": "morocco", "note": "+note"},
        participations=[takes_part("agence"), takes_part("agence", "partner")],
        locations=[located("region", "MA-02"), located("commune", "MA-01", "MA-AAA", (-8.9, 29.1))],
        themes=["health", "gender"],
        good_practice=True,
        start_date="2015-02",
    ),
    make_project(2, locations=[located("province", "MA-01", "MA-AAB"), located("region", "MA-02")]),
    make_project(3, locations=[located("national"), located("abroad", country="FR")]),
    make_project(4, locations=[located("region", "MA-01"), located("region", "MA-02")]),
    make_project(5),
    *(make_project(10 + n, title=make_text(start)) for n, start in enumerate(STARTS)),
]


def features(client: httpx2.Client, query: str = "") -> dict[str, Feature]:
    answer = client.get(f"/api/v1/projects.geojson?{query}")
    assert answer.headers["content-type"] == "application/geo+json"
    return {feature["id"]: feature for feature in answer.json()["features"]}


def shape(feature: Feature) -> Any:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def read_csv(client: httpx2.Client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/api/v1/projects.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_mode_has_its_geometry(small_client: httpx2.Client) -> None:
    auto = features(small_client)
    assert auto["MA-MD-0001"]["geometry"] == {"type": "MultiPoint", "coordinates": [[-8.9, 29.1]]}
    assert shape(auto["MA-MD-0002"]).equals(shapely.box(-8.5, 29, -8, 30))  # provinces first
    assert shape(auto["MA-MD-0004"]).equals(shapely.box(-9, 29, -7, 30))
    assert auto["MA-MD-0004"]["geometry"]["type"] == "MultiPolygon"
    for identifier in ("MA-MD-0003", "MA-MD-0005"):
        assert auto[identifier]["geometry"] is None
    points = features(small_client, "geometry=points")
    assert [name for name, feature in points.items() if feature["geometry"]] == ["MA-MD-0001"]
    regions = features(small_client, "geometry=regions")
    assert shape(regions["MA-MD-0001"]).equals(shapely.box(-9, 29, -7, 30))
    assert shape(regions["MA-MD-0002"]).equals(shapely.box(-9, 29, -7, 30))
    assert regions["MA-MD-0003"]["geometry"] is None


def test_locations_are_features_of_their_own(small_client: httpx2.Client) -> None:
    answer = small_client.get("/api/v1/projects.geojson?geometry=locations").json()
    by_id = {feature["id"]: feature for feature in answer["features"]}
    assert answer["numberMatched"] == 5 + len(STARTS)  # always of projects
    assert answer["numberReturned"] == len(by_id) == 8
    assert by_id["MA-MD-0001/2"]["geometry"] == {"type": "Point", "coordinates": [-8.9, 29.1]}
    assert shape(by_id["MA-MD-0001/1"]).equals(shapely.box(-8, 29, -7, 30))
    assert by_id["MA-MD-0003/1"]["geometry"] is None
    assert by_id["MA-MD-0003/2"]["properties"]["location"]["country"] == "FR"
    assert {feature["properties"]["project"] for feature in by_id.values()} == {
        f"MA-MD-000{number}" for number in (1, 2, 3, 4)
    }


@pytest.mark.parametrize("mode", MODES)
def test_geojson_follows_rfc_7946(client: httpx2.Client, mode: str) -> None:
    answer = client.get(f"/api/v1/projects.geojson?geometry={mode}").raise_for_status()
    body = json.loads(answer.content, parse_float=Decimal)
    assert body["type"] == "FeatureCollection"
    assert "crs" not in body
    assert len({feature["id"] for feature in body["features"]}) == len(body["features"])
    assert body["numberMatched"] == 221
    for feature in body["features"]:
        assert feature["type"] == "Feature"
        assert "crs" not in feature
        for ring, outer in rings(feature["geometry"]):
            assert shapely.LinearRing(ring).is_ccw is outer
        for number in coordinates(feature["geometry"]):
            assert number == round(number, 6)
            assert -18 < number < 37


def rings(geometry: Any) -> list[tuple[Any, bool]]:
    """Each ring of the polygons, and whether it is an outer one."""
    if geometry is None or "Polygon" not in geometry["type"]:
        return []
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    return [(ring, index == 0) for polygon in polygons for index, ring in enumerate(polygon)]


def coordinates(geometry: Any) -> list[Decimal]:
    if geometry is None:
        return []
    found: list[Decimal] = []
    stack = [geometry["coordinates"]]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += item
        else:
            found.append(Decimal(item))
    return found


@pytest.mark.parametrize("mode", MODES)
def test_gdal_reads_the_projects(client: httpx2.Client, tmp_path: Path, mode: str) -> None:
    body = client.get(f"/api/v1/projects.geojson?geometry={mode}&status=2").content
    (tmp_path / "projects.geojson").write_bytes(body)
    summary = ogrinfo(tmp_path / "projects.geojson")
    count = len(json.loads(body)["features"])
    assert count > 5
    assert f"Feature Count: {count}\n" in summary
    assert 'ID["EPSG",4326]' in summary
    for field in ("identifier", "title", "url"):
        assert f"\n{field}: String" in summary


@pytest.mark.parametrize("mode", MODES)
def test_an_empty_selection_is_a_valid_file(
    client: httpx2.Client, tmp_path: Path, mode: str
) -> None:
    query = f"year_to=1900&geometry={mode}"
    body = client.get(f"/api/v1/projects.geojson?{query}").content
    answer = json.loads(body)
    assert (answer["numberMatched"], answer["features"]) == (0, [])
    (tmp_path / "none.geojson").write_bytes(body)
    assert "Feature Count: 0\n" in ogrinfo(tmp_path / "none.geojson")


def test_an_empty_csv_has_its_header(client: httpx2.Client) -> None:
    everything = client.get("/api/v1/projects.csv").content
    nothing = client.get("/api/v1/projects.csv?year_to=1900").content
    assert everything.startswith(nothing)
    assert nothing.count(b"\r\n") == 1
    assert nothing.endswith(b"\r\n")


def test_csv_is_for_spreadsheets(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/projects.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfidentifier,")
    assert answer.content.count(b"\xef\xbb\xbf") == 1
    outside_quotes = answer.content.split(b'"')[::2]
    assert all(part.count(b"\n") == part.count(b"\r\n") for part in outside_quotes)
    assert len(read_csv(client)) == 221


def test_csv_says_what_the_list_says(client: httpx2.Client) -> None:
    for language in ("fr", "ar"):
        items = client.get(f"/api/v1/projects?limit=1000&lang={language}").json()["items"]
        for item, row in zip(items, read_csv(client, f"lang={language}"), strict=True):
            for name in ("identifier", "title", "title_lang", "start_date", "url"):
                assert row[name].removeprefix("'") == (item[name] or "")
            for name in ("regions", "provinces", "themes", "levels", "residence_countries"):
                assert row[name] == "; ".join(item[name])
            funders = [part for part in item["participations"] if part["role"] == "funding"]
            assert row["funders"].removeprefix("'") == "; ".join(part["name"] for part in funders)
            budget = item["budget"] or {"value": 0, "currency": "", "note": None}
            assert float(row["budget_value"] or 0) == budget["value"]
            assert row["budget_currency"] == budget["currency"]
            practice = {True: "true", False: "false", None: ""}[item["good_practice"]]
            assert row["good_practice"] == practice


def test_csv_never_starts_a_formula(small_client: httpx2.Client) -> None:
    rows = {row["identifier"]: row for row in read_csv(small_client)}
    for row in rows.values():
        for value in row.values():
            assert not value.startswith(tuple("=+-@\t\r\n＝＋－＠")), value
    nasty = rows["MA-MD-0001"]
    assert nasty["title"] == f"'{NASTY}"
    assert nasty["acronym"] == "'=CMD()"
    assert nasty["budget_note"] == "'+note"
    assert float(nasty["budget_value"]) == 1234567.5
    assert nasty["funders"].startswith("'@Agence; «")
    assert {rows[f"MA-MD-{10 + n:04}"]["title"] for n in range(len(STARTS))} == {
        f"'{start}" for start in STARTS
    }
    arabic = {row["identifier"]: row for row in read_csv(small_client, "lang=ar")}
    assert arabic["MA-MD-0001"]["title"] == "'=عنوان"
    assert arabic["MA-MD-0001"]["funders"] == "الوكالة"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1"])
def test_space_before_a_formula_does_not_hide_it(text: str) -> None:
    assert neutralise(text) == f"'{text}"


def test_numbers_are_not_text(small_client: httpx2.Client) -> None:
    assert neutralise(-5) == -5
    assert neutralise("a-b=c") == "a-b=c"
    assert [row["budget_value"] for row in read_csv(small_client, "currency=EUR")] == ["1234567.5"]


def test_a_detail_is_the_file_and_fits_its_schema(client: httpx2.Client) -> None:
    schema = json.loads((ROOT / "data" / "project.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    added = {"revision", "last_confirmed_at", "url", "labels"}
    for document in catalogue()[::7]:
        detail = client.get(f"/api/v1/projects/{document['slug']}").raise_for_status().json()
        validator.validate(detail)
        assert {name: value for name, value in detail.items() if name not in added} == document
        assert detail["revision"] == 1
        assert detail["url"] == f"/fr/projects/{document['slug']}"


def test_a_detail_names_its_codes_in_the_language_asked_for(small_client: httpx2.Client) -> None:
    names = {}
    for language in ("fr", "ar", "en"):
        detail = small_client.get(f"/api/v1/projects/projet-1?lang={language}").json()
        assert detail["url"] == f"/{language}/projects/projet-1"
        assert detail["title"]["fr"] == NASTY.strip()
        names[language] = detail["labels"]
    assert names["ar"]["organisations"]["agence"]["name"] == "الوكالة"
    assert names["en"]["organisations"]["agence"]["name"].startswith("@Agence")
    assert names["ar"]["regions"]["MA-01"] == "الساحل الأخضر"
    assert names["en"]["regions"]["MA-01"] == "Green Coast"
    assert names["en"]["provinces"]["MA-AAA"] == "Province MA-AAA"
    assert names["fr"]["themes"]["health"] == "Santé"
    assert names["en"]["themes"]["health"] == "Health"
