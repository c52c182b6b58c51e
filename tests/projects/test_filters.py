"""What each filter selects, in a catalogue small enough to work out by hand."""

from collections.abc import Sequence

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    numbers,
    takes_part,
)


def organisations() -> Sequence[Organisation]:
    return [
        make_organisation("agence-nord", acronym="AN"),
        make_organisation("agence-ancienne"),
        make_organisation("fondation-sud"),
        make_organisation("ville-de-lyon"),
    ]


MERGED = {"agence-ancienne": "agence-nord"}


def euros(value: float, scope: str = "morocco", currency: str = "EUR") -> dict[str, object]:
    return {"value": value, "currency": currency, "scope": scope, "note": None}


PROJECTS = [
    make_project(
        1,
        activity_status="4",
        themes=["health", "gender"],
        target_groups=["women"],
        migration_dimensions=["return"],
        residence_countries=["FR", "BE"],
        good_practice=True,
        budget=euros(1000.5),
        participations=[takes_part("agence-nord"), takes_part("fondation-sud", "implementing")],
        locations=[located("commune", "MA-01", "MA-AAA", (-8.9, 29.1))],
    ),
    make_project(
        2,
        activity_status="2",
        themes=["health"],
        target_groups=["women", "youth"],
        migration_dimensions=["emigration", "return"],
        residence_countries=["FR"],
        good_practice=False,
        budget=euros(250_000, "several_countries"),
        participations=[
            takes_part("fondation-sud"),
            takes_part("agence-nord", "implementing"),
            takes_part("ville-de-lyon", "partner"),
        ],
        locations=[located("province", "MA-01", "MA-AAB"), located("region", "MA-02")],
    ),
    make_project(
        3,
        themes=["gender"],
        budget=euros(250_000, currency="MAD"),
        participations=[takes_part("agence-nord", "accountable")],
        locations=[located("region", "MA-03"), located("national")],
    ),
    make_project(4, activity_status="6", locations=[located("national")]),
    make_project(
        5,
        locations=[
            located("abroad", country="FR"),
            located("commune", "MA-02", "MA-BBA", (-7.9, 29.9)),
            located("commune", "MA-02", "MA-BBB", (-7.1, 29.9)),
        ],
        title=make_text("Cinq", en="Five"),
    ),
    make_project(6),
]

SELECTED = [
    ("region=MA-01", [1, 2]),
    ("region=MA-02", [2, 5]),
    ("region=MA-03", [3]),
    ("region=MA-01&region=MA-03", [1, 2, 3]),
    ("province=MA-AAA", [1]),
    ("province=MA-AAB", [2]),
    ("province=MA-BBA", [5]),
    ("province=MA-CCA", []),
    ("province=MA-AAA&province=MA-BBB", [1, 5]),
    ("region=MA-02&province=MA-AAB", [2]),
    ("level=commune", [1, 5]),
    ("level=province", [2]),
    ("level=region", [2, 3]),
    ("level=national", [3, 4]),
    ("level=abroad", [5]),
    ("level=national&level=province", [2, 3, 4]),
    ("level=national&region=MA-03", [3]),
    ("funder=agence-nord", [1]),
    ("funder=fondation-sud", [2]),
    ("funder=agence-nord&funder=fondation-sud", [1, 2]),
    ("funder=ville-de-lyon", []),
    ("organisation=agence-nord", [1, 2, 3]),
    ("organisation=ville-de-lyon", [2]),
    ("organisation=agence-nord&role=implementing", [2]),
    ("organisation=agence-nord&role=implementing&role=accountable", [2, 3]),
    ("organisation=agence-nord&organisation=fondation-sud&role=implementing", [1, 2]),
    ("organisation=ville-de-lyon&role=funding", []),
    ("organisation=agence-nord&with_organisation=ville-de-lyon", [2]),
    ("with_organisation=ville-de-lyon", [2]),
    ("organisation=fondation-sud&with_organisation=agence-ancienne", [1, 2]),
    ("role=accountable", [3]),
    ("role=partner", [2]),
    ("role=extending", []),
    ("funder=fondation-sud&organisation=ville-de-lyon&role=partner", [2]),
    ("funder=agence-ancienne", [1]),
    ("organisation=agence-ancienne", [1, 2, 3]),
    ("organisation=agence-ancienne&role=implementing", [2]),
    ("theme=health", [1, 2]),
    ("theme=health&theme=gender", [1, 2, 3]),
    ("theme=agriculture_water", []),
    ("target_group=women", [1, 2]),
    ("target_group=youth", [2]),
    ("migration_dimension=return", [1, 2]),
    ("migration_dimension=emigration", [2]),
    ("residence_country=FR", [1, 2]),
    ("residence_country=BE", [1]),
    ("residence_country=JP", []),
    ("status=4", [1]),
    ("status=2", [2]),
    ("status=6", [4]),
    ("status=1", []),
    ("status=unknown", [3, 5, 6]),
    ("status=4&status=unknown", [1, 3, 5, 6]),
    ("good_practice=true", [1]),
    ("good_practice=false", [2, 3, 4, 5, 6]),
    ("budget_known=true", [1, 2, 3]),
    ("budget_known=false", [4, 5, 6]),
    ("currency=EUR", [1, 2]),
    ("currency=MAD", [3]),
    ("currency=USD", []),
    ("currency=EUR&budget_min=1000.5", [1, 2]),
    ("currency=EUR&budget_min=1000.51", [2]),
    ("currency=EUR&budget_max=1000.5", [1]),
    ("currency=EUR&budget_max=1000.49", []),
    ("currency=MAD&budget_min=250000&budget_max=250000", [3]),
    ("currency=EUR&budget_min=0&budget_known=false", []),
    ("theme=health&region=MA-02&status=2", [2]),
    ("theme=health&status=unknown", []),
    ("region=several", [2]),
    ("region=national", [3, 4]),
    ("region=abroad", [5]),
    ("region=unknown", [6]),
    ("region=unknown&region=MA-01", [1, 2, 6]),
    ("region=national&province=abroad", []),
    ("province=several", [2, 5]),
    ("province=unknown", [3, 6]),
    ("funder=unknown", [3, 4, 5, 6]),
    ("funder=unknown&funder=agence-ancienne", [1, 3, 4, 5, 6]),
    ("implementer=agence-ancienne", [2]),
    ("implementer=fondation-sud", [1]),
    ("implementer=unknown", [3, 4, 5, 6]),
    ("theme=unknown", [4, 5, 6]),
    ("theme=unknown&theme=health", [1, 2, 4, 5, 6]),
    ("target_group=unknown", [3, 4, 5, 6]),
    ("migration_dimension=unknown&status=6", [4]),
    ("residence_country=unknown", [3, 4, 5, 6]),
    ("year_active=unknown", [1, 2, 3, 4, 5, 6]),
    ("year_active=2014", []),
    ("year_started=unknown&year_started=2014", [1, 2, 3, 4, 5, 6]),
    ("region=&theme=", [1, 2, 3, 4, 5, 6]),
    ("", [1, 2, 3, 4, 5, 6]),
]

IN_BOX = [
    ("-9,29,-8.6,29.2", [1]),  # the point of 1
    ("-8.9,29.1,-8.9,29.1", [1]),  # a box without area, on the point
    ("-8.99,29.2,-8.6,29.9", []),  # in the province of 1, away from its point
    ("-8.3,29.3,-8.2,29.4", [2]),  # inside the province AAB of 2
    ("-7.6,29.4,-7.4,29.6", [2]),  # inside the region of 2, away from the points of 5
    ("-7.2,29.8,-7.05,29.95", [2, 5]),
    ("-6.5,29.5,-6.4,29.6", [3]),
    ("-9,29,-6,30", [1, 2, 3, 5]),  # never 4 nor 6, which have no geometry
    ("-180,-90,180,90", [1, 2, 3, 5]),
    ("10,40,11,41", []),
]


@pytest.mark.parametrize(("query", "expected"), SELECTED)
def test_a_filter_selects(small_client: httpx2.Client, query: str, expected: list[int]) -> None:
    answer = small_client.get(f"/api/v1/projects?{query}").raise_for_status().json()
    assert sorted(numbers(answer["items"])) == expected
    assert answer["numberMatched"] == answer["numberReturned"] == len(expected)


@pytest.mark.parametrize(("box", "expected"), IN_BOX)
def test_a_box_meets_points_provinces_and_regions(
    small_client: httpx2.Client, box: str, expected: list[int]
) -> None:
    answer = small_client.get("/api/v1/projects", params={"bbox": box}).raise_for_status().json()
    assert sorted(numbers(answer["items"])) == expected


def test_regions_count_the_projects_of_the_selection(small_client: httpx2.Client) -> None:
    def counts(query: str) -> dict[str, int]:
        answer = small_client.get(f"/api/v1/regions.geojson?{query}").raise_for_status().json()
        return {
            area["id"]: area["properties"]["projects"]
            for area in answer["features"]
            if area["properties"]["projects"]
        }

    assert counts("") == {"MA-01": 2, "MA-02": 2, "MA-03": 1}
    assert counts("theme=health") == {"MA-01": 2, "MA-02": 1}
    assert counts("region=MA-02") == {"MA-01": 1, "MA-02": 2}  # 2 is in both
    assert counts("level=national") == {"MA-03": 1}
    assert counts("admin_level=2") == {"MA-AAA": 1, "MA-AAB": 1, "MA-BBA": 1, "MA-BBB": 1}
    assert counts("status=6") == {}


def test_facets_ignore_their_own_filter_and_no_other(small_client: httpx2.Client) -> None:
    def facets(query: str) -> dict[str, dict[str, int]]:
        answer = small_client.get(f"/api/v1/projects?facets=true&{query}").json()
        return {
            name: {item["value"]: item["count"] for item in items}
            for name, items in answer["facets"].items()
        }

    everything = facets("")
    assert everything["region"] == {"MA-01": 2, "MA-02": 2, "MA-03": 1}
    assert everything["status"] == {"4": 1, "2": 1, "6": 1, "unknown": 3}
    assert everything["funder"] == {"agence-nord": 1, "fondation-sud": 1}
    assert everything["organisation"] == {"agence-nord": 3, "fondation-sud": 2, "ville-de-lyon": 1}
    assert everything["good_practice"] == {"true": 1, "false": 5}
    chosen = facets("theme=health&region=MA-02")
    assert chosen["theme"] == {"health": 1}  # of those in MA-02
    assert chosen["region"] == {"MA-01": 2, "MA-02": 1}  # of those about health
    assert chosen["status"] == {"2": 1}
    assert facets("region=MA-03&status=6")["region"] == {"MA-03": 0}  # chosen, so still there
    assert facets("theme=unknown")["theme"] == {"health": 2, "gender": 2, "unknown": 3}
    old = facets("funder=agence-ancienne")
    assert old["funder"] == {"agence-nord": 1, "fondation-sud": 1}


def test_facets_have_labels_in_the_language_asked_for(small_client: httpx2.Client) -> None:
    for language, region, unknown in (
        ("fr", "Côte Verte", "Non connu"),
        ("ar", "الساحل الأخضر", "غير معروف"),
        ("en", "Green Coast", "Not known"),
    ):
        facets = small_client.get(f"/api/v1/facets?lang={language}").json()["facets"]
        labels = {(name, item["value"]): item["label"] for name in facets for item in facets[name]}
        assert labels["region", "MA-01"] == region
        assert labels["status", "unknown"] == unknown
        assert labels["province", "MA-AAA"] == "Province MA-AAA"  # French where there is no other
