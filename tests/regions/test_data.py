"""The boundary files: a true coverage, the official division, names, points of real projects."""

import json
import re
from typing import Any

import pytest
import shapely
from shapely import LinearRing, MultiPolygon, Point

from app.projects.catalogue_files import RegionEntry, read_catalogue
from tests.fixtures.data_files import DATA

# Decree 2-15-40 of 20 February 2015.
DIVISION = {
    "MA-01": "TNG MDF TET FAH LAR HOC CHE OUZ",
    "MA-02": "OUJ NAD DRI JRA BER TAI GUF FIG",
    "MA-03": "MEK FES BOM HAJ IFR SEF TAO TAZ MOU",
    "MA-04": "RAB SAL SKH KEN KHE SIK SIL",
    "MA-05": "BEM AZI FQH KHN KHO",
    "MA-06": "CAS MOH JDI NOU MED BES BRR SET SIB",
    "MA-07": "MAR CHI HAO KES ESI REH SAF YUS",
    "MA-08": "ERR OUA MID TIN ZAG",
    "MA-09": "AGD INE CHT TAR TIZ TAT",
    "MA-10": "GUE ASZ TNT SIF",
    "MA-11": "LAA BOD TAF ESM",
    "MA-12": "OUD AOU",
}
PREFECTURES = "TNG MDF OUJ MEK FES RAB SAL SKH CAS MOH MAR AGD INE"
FILES = ("regions", "provinces", "regions-simplified", "provinces-simplified")
COASTAL_TOLERANCE = 0.02


def features(name: str) -> list[dict[str, Any]]:
    content = json.loads((DATA / "regions" / f"{name}.geojson").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["features"]
    return found


def shapes(name: str) -> list[MultiPolygon]:
    return [shapely.from_geojson(json.dumps(item["geometry"])) for item in features(name)]


@pytest.fixture(scope="module")
def regions() -> dict[str, RegionEntry]:
    return read_catalogue(DATA).regions


@pytest.mark.parametrize("name", FILES)
def test_the_shapes_are_a_coverage(name: str) -> None:
    areas = shapes(name)
    assert all(isinstance(area, MultiPolygon) and area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)


@pytest.mark.parametrize("name", FILES)
def test_the_country_has_no_gap(name: str) -> None:
    country = shapely.get_parts(shapely.coverage_union_all(shapes(name)))
    assert sum(len(part.interiors) for part in country) == 0
    mainland, *islets = sorted(country, key=lambda part: -part.area)
    assert mainland.area > 63
    assert all(islet.area < 1e-4 for islet in islets)


@pytest.mark.parametrize("suffix", ["", "-simplified"])
def test_regions_are_the_unions_of_their_provinces(suffix: str) -> None:
    provinces = dict(zip(codes("provinces"), shapes(f"provinces{suffix}"), strict=True))
    for code, region in zip(codes("regions"), shapes(f"regions{suffix}"), strict=True):
        parts = [provinces[f"MA-{short}"] for short in DIVISION[code].split()]
        assert shapely.union_all(parts).symmetric_difference(region).area == 0


def test_the_simplified_country_is_the_country() -> None:
    fine = shapely.coverage_union_all(shapes("regions"))
    simplified = shapely.coverage_union_all(shapes("regions-simplified"))
    assert fine.symmetric_difference(simplified).area < 0.005 * fine.area


@pytest.mark.parametrize("name", FILES)
def test_rings_follow_the_right_hand_rule_with_few_decimals(name: str) -> None:
    for item in features(name):
        for exterior, *interiors in item["geometry"]["coordinates"]:
            assert LinearRing(exterior).is_ccw
            assert not any(LinearRing(ring).is_ccw for ring in interiors)
            for position in exterior:
                assert all(round(value, 5) == value for value in position)


def codes(name: str) -> list[str]:
    return [item["id"] for item in features(name)]


@pytest.mark.parametrize("name", FILES)
def test_features_are_named_by_their_codes_in_order(name: str) -> None:
    found = codes(name)
    assert found == sorted(found)
    assert found == [item["properties"]["code"] for item in features(name)]
    assert len(found) == (12 if name.startswith("regions") else 75)


def test_provinces_belong_to_the_regions_of_the_2015_division() -> None:
    official = {f"MA-{p}": region for region, line in DIVISION.items() for p in line.split()}
    found = {item["id"]: item["properties"]["parent_code"] for item in features("provinces")}
    assert found == official


def test_kinds_and_levels(regions: dict[str, RegionEntry]) -> None:
    kinds: dict[str, set[str]] = {"region": set(), "prefecture": set(), "province": set()}
    for code, entry in regions.items():
        kinds[entry.properties.kind].add(code)
        assert entry.properties.admin_level == (1 if entry.properties.kind == "region" else 2)
    assert kinds["region"] == set(DIVISION)
    assert kinds["prefecture"] == {f"MA-{code}" for code in PREFECTURES.split()}
    assert len(kinds["province"]) == 62


def test_provinces_have_clean_names() -> None:
    names = [item["properties"]["names"] for item in features("provinces")]
    for name in names:
        assert re.fullmatch(r"(Province|Préfecture) (de |d')[A-Z][A-Za-zâéèêïÉ' -]+", name["fr"])
        assert re.fullmatch(r"(إقليم|عمالة) [\u0621-\u064a -]+", name["ar"])
        assert name["fr"].endswith(name["en"])
        assert not name["en"].startswith(("Province", "Préfecture"))
        assert name["fr"].startswith("Préfecture") == name["ar"].startswith("عمالة")
    for language in ("fr", "ar", "en"):
        assert len({name[language] for name in names}) == 75


@pytest.mark.parametrize(
    ("code", "french", "arabic"),
    [
        ("MA-FIG", "Province de Figuig", "إقليم فجيج"),
        ("MA-NAD", "Province de Nador", "إقليم الناظور"),
        ("MA-RAB", "Préfecture de Rabat", "عمالة الرباط"),
        ("MA-ESI", "Province d'Essaouira", "إقليم الصويرة"),
        ("MA-HOC", "Province d'Al Hoceïma", "إقليم الحسيمة"),
        ("MA-IFR", "Province d'Ifrane", "إقليم إفران"),
    ],
)
def test_names_that_the_source_gets_wrong_or_mixes(
    regions: dict[str, RegionEntry], code: str, french: str, arabic: str
) -> None:
    names = regions[code].properties.names
    assert (names.fr, names.ar) == (french, arabic)


def test_regions_carry_their_facts(regions: dict[str, RegionEntry]) -> None:
    facts = json.loads((DATA / "regions" / "facts.json").read_text(encoding="utf-8"))
    assert sum(entry["population_2024"] for entry in facts) == 36_828_330
    for entry in facts:
        properties = regions[entry["code"]].properties
        assert properties.names.model_dump() == entry["names"]
        assert "EH" not in properties.names.en
        for key in ("chef_lieu", "population_2014", "population_2024"):
            assert getattr(properties, key) == entry[key]


def test_label_points_lie_well_inside(regions: dict[str, RegionEntry]) -> None:
    for entry in regions.values():
        assert entry.geometry.contains(entry.label_point)
        assert entry.simplified.contains(entry.label_point)
        assert entry.geometry.boundary.distance(entry.label_point) > 0.03


def test_every_point_of_a_project_lies_in_its_region_and_province(
    regions: dict[str, RegionEntry],
) -> None:
    located = [
        location
        for project in read_catalogue(DATA).projects
        for location in project.locations
        if location.point is not None
    ]
    assert len(located) == 189
    for location in located:
        for code in (location.region, location.province):
            assert code is not None
            away = regions[code].geometry.distance(Point(location.point))
            assert away <= COASTAL_TOLERANCE, (location.name, code, away)
