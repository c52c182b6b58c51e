"""A catalogue small enough to count by hand, and the tables that it gives."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, takes_part

ADDRESS = "/api/v1/analysis/cross-table"
MERGED = {"agence-ancienne": "agence"}


def organisations() -> Sequence[Organisation]:
    return [make_organisation(slug) for slug in ("agence", "agence-ancienne", "banque")]


def budget(value: float, currency: str = "EUR", scope: str = "morocco") -> dict[str, object]:
    return {"value": value, "currency": currency, "scope": scope, "note": None}


def funded_by(*slugs: str) -> list[dict[str, Any]]:
    return [takes_part(slug) for slug in slugs]


COAST, PLAIN, DESERT = (located("region", f"MA-0{number}") for number in (1, 2, 3))

PROJECTS = [
    make_project(
        1, themes=["health", "gender"], locations=[COAST], budget=budget(100),
        start_date="2014-05", end_date="2016", activity_status="4", good_practice=True,
        participations=funded_by("agence-ancienne"),
    ),
    make_project(
        2, themes=["health"], locations=[located("province", "MA-01", "MA-AAA"), PLAIN],
        budget=budget(300), start_date="2015", end_date="2015", activity_status="4",
        participations=[*funded_by("agence", "banque"), takes_part("banque", "implementing")],
    ),
    make_project(
        3, locations=[located("province", "MA-02", f"MA-BB{letter}") for letter in "AB"],
        budget=budget(50, "MAD"), participations=funded_by("banque"),
    ),
    make_project(
        4, themes=["gender"], locations=[located("national")], start_date="2016", end_date="2016",
        budget=budget(1000, scope="several_countries"),
    ),
    make_project(  # a part of 2, whose budget holds its own
        5, themes=["health"], locations=[COAST], budget=budget(40), part_of="MA-MD-0002",
        start_date="2015", end_date="2015",
    ),
    make_project(6),
    make_project(
        7, themes=["gender"], locations=[DESERT, located("abroad", country="FR")],
        budget=budget(7, "USD", "unknown"), start_date="2016", activity_status="1",
    ),
]  # fmt: skip

TOTAL = None
PROJECT_TABLES: list[tuple[str, dict[str | None, dict[str | None, int]]]] = [
    (
        "rows=region&columns=theme",
        {
            "MA-01": {"health": 3, "gender": 1, TOTAL: 3},
            "MA-02": {"health": 1, "unknown": 1, TOTAL: 2},
            "MA-03": {"gender": 1, TOTAL: 1},
            "national": {"gender": 1, TOTAL: 1},
            "abroad": {"gender": 1, TOTAL: 1},
            "unknown": {"unknown": 1, TOTAL: 1},
            TOTAL: {"health": 3, "gender": 3, "unknown": 2, TOTAL: 7},
        },
    ),
    (
        "rows=funder&columns=year_active",
        {
            "agence": {"2014": 1, "2015": 2, "2016": 1, TOTAL: 2},
            "banque": {"2015": 1, "unknown": 1, TOTAL: 2},
            "unknown": {"2015": 1, "2016": 2, "unknown": 1, TOTAL: 4},
            TOTAL: {"2014": 1, "2015": 3, "2016": 3, "unknown": 2, TOTAL: 7},
        },
    ),
    (
        "rows=province&columns=implementer",
        {
            "MA-AAA": {"banque": 1, TOTAL: 1},
            "MA-BBA": {"unknown": 1, TOTAL: 1},
            "MA-BBB": {"unknown": 1, TOTAL: 1},
            "national": {"unknown": 1, TOTAL: 1},
            "abroad": {"unknown": 1, TOTAL: 1},
            "unknown": {"unknown": 4, TOTAL: 4},
            TOTAL: {"banque": 1, "unknown": 6, TOTAL: 7},
        },
    ),
    (
        "rows=status&columns=good_practice&theme=health",
        {
            "4": {"true": 1, "false": 1, TOTAL: 2},
            "unknown": {"false": 1, TOTAL: 1},
            TOTAL: {"true": 1, "false": 2, TOTAL: 3},
        },
    ),
    (
        "rows=year_started&columns=region&region=MA-01&region=unknown",
        {
            "2014": {"MA-01": 1, TOTAL: 1},
            "2015": {"MA-01": 2, TOTAL: 2},
            "unknown": {"unknown": 1, TOTAL: 1},
            TOTAL: {"MA-01": 3, "unknown": 1, TOTAL: 4},
        },
    ),
    (
        "rows=year_active&columns=status&year_from=2015&year_to=2015",
        {
            "2015": {"4": 2, "unknown": 1, TOTAL: 3},
            TOTAL: {"4": 2, "unknown": 1, TOTAL: 3},
        },
    ),
    ("rows=region&columns=theme&theme=agriculture_water", {TOTAL: {TOTAL: 0}}),
]


def ask(client: httpx2.Client, query: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"{ADDRESS}?{query}").raise_for_status().json()
    return answer


def every_cell(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [*answer["cells"], *answer["totals"]]


@pytest.mark.parametrize(("query", "expected"), PROJECT_TABLES)
def test_projects_are_counted_once_in_each_of_their_values(
    small_client: httpx2.Client, query: str, expected: dict[str | None, dict[str | None, int]]
) -> None:
    found: dict[str | None, dict[str | None, int]] = {}
    answer = ask(small_client, query)
    for cell in every_cell(answer):
        found.setdefault(cell["row"], {})[cell["column"]] = cell["projects"]
    assert found == expected
    assert answer["numberMatched"] == expected[TOTAL][TOTAL]


def amounts(client: httpx2.Client, query: str) -> dict[tuple[str | None, ...], dict[str, float]]:
    return {
        (cell["row"], cell["column"]): {
            f"{each['scope']} {each['currency']}": each["value"] for each in cell["budgets"]
        }
        for cell in every_cell(ask(client, f"measure=budget&{query}"))
        if cell["budgets"]
    }


def test_a_budget_for_several_regions_is_added_once(small_client: httpx2.Client) -> None:
    columns = {
        ("MA-01", "gender"): {"morocco EUR": 100},
        ("MA-02", "unknown"): {"morocco MAD": 50},
        ("MA-02", None): {"morocco MAD": 50},
        ("MA-03", "gender"): {"unknown USD": 7},
        ("MA-03", None): {"unknown USD": 7},
        ("national", "gender"): {"several_countries EUR": 1000},
        ("national", None): {"several_countries EUR": 1000},
        (None, "health"): {"morocco EUR": 400},
        (None, "gender"): {"morocco EUR": 100, "several_countries EUR": 1000, "unknown USD": 7},
        (None, "unknown"): {"morocco MAD": 50},
        (None, None): {
            "morocco EUR": 400,
            "morocco MAD": 50,
            "several_countries EUR": 1000,
            "unknown USD": 7,
        },
    }
    assert amounts(small_client, "rows=region&columns=theme") == columns | {
        ("MA-01", "health"): {"morocco EUR": 100},
        ("MA-01", None): {"morocco EUR": 100},
        ("several", "health"): {"morocco EUR": 300},
        ("several", None): {"morocco EUR": 300},
    }
    assert amounts(small_client, "rows=region&columns=theme&share=equal") == columns | {
        ("MA-01", "health"): {"morocco EUR": 250},
        ("MA-01", None): {"morocco EUR": 250},
        ("MA-02", "health"): {"morocco EUR": 150},
        ("MA-02", None): {"morocco EUR": 150, "morocco MAD": 50},
    }


def test_a_budget_is_shared_between_provinces_where_all_are_stated(
    small_client: httpx2.Client,
) -> None:
    def by_province(query: str) -> dict[str | None, dict[str, float]]:
        found = amounts(small_client, f"rows=province&columns=good_practice&{query}")
        return {row: values for (row, column), values in found.items() if column is None and row}

    elsewhere = {
        "national": {"several_countries EUR": 1000},
        # 1 is in a region without a province; so is 7.
        "unknown": {"morocco EUR": 100, "unknown USD": 7},
    }
    assert by_province("share=once") == elsewhere | {
        "several": {"morocco EUR": 300, "morocco MAD": 50}
    }
    assert by_province("share=equal") == elsewhere | {
        "MA-BBA": {"morocco MAD": 25},
        "MA-BBB": {"morocco MAD": 25},
        "several": {"morocco EUR": 300},  # of one of its regions no province is stated
    }


def test_a_part_counts_when_its_programme_is_not_in_the_selection(
    small_client: httpx2.Client,
) -> None:
    found = amounts(small_client, "rows=region&columns=theme&year_started=2015&region=MA-01")
    assert found[None, None] == {"morocco EUR": 300}
    assert found["several", None] == {"morocco EUR": 300}
    found = amounts(small_client, "rows=region&columns=theme&region=MA-01&province=unknown")
    assert found[None, None] == {"morocco EUR": 140}


def test_a_table_tells_of_how_many_the_budget_is_known(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "rows=theme&columns=status&measure=budget_known")
    found = {
        cell["row"]: (cell["budgets_known"], cell["projects"], cell["share_known"])
        for cell in answer["totals"]
        if cell["column"] is None
    }
    assert found == {
        "health": (3, 3, 1.0),
        "gender": (3, 3, 1.0),
        "unknown": (1, 2, 0.5),
        None: (6, 7, 0.8571),
    }
    assert "budgets" not in answer["cells"][0]


def test_three_dimensions_have_every_total(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "rows=region&columns=theme&layers=status&region=MA-01")
    found = {(cell["row"], cell["column"], cell["layer"]): cell["projects"]
             for cell in every_cell(answer)}  # fmt: skip
    assert found == {
        ("MA-01", "health", "4"): 2,
        ("MA-01", "health", "unknown"): 1,
        ("MA-01", "gender", "4"): 1,
        ("MA-01", "health", None): 3,
        ("MA-01", "gender", None): 1,
        ("MA-01", None, "4"): 2,
        ("MA-01", None, "unknown"): 1,
        (None, "health", "4"): 2,
        (None, "health", "unknown"): 1,
        (None, "gender", "4"): 1,
        ("MA-01", None, None): 3,
        (None, "health", None): 3,
        (None, "gender", None): 1,
        (None, None, "4"): 2,
        (None, None, "unknown"): 1,
        (None, None, None): 3,
    }


def test_a_table_tells_which_dimensions_overlap(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "rows=region&columns=theme&layers=status")
    flags = {name: answer[name]["overlapping"] for name in ("rows", "columns", "layers")}
    assert flags == {"rows": True, "columns": True, "layers": False}
    apart = ask(small_client, "rows=region&columns=theme&year_active=2016&region=MA-03")
    assert not apart["rows"]["overlapping"]  # one project, in one place
    assert any("se recouvrent" in rule for rule in answer["rules"])


@pytest.mark.parametrize(
    ("query", "undated"),
    [
        ("rows=region&columns=theme", None),
        ("rows=region&columns=year_active", 2),
        ("rows=region&columns=year_started&theme=health", 0),
        ("rows=region&columns=theme&year_from=2014", 2),
        ("rows=region&columns=theme&year_from=2014&region=MA-02", 1),
    ],
)
def test_an_answer_about_a_period_tells_how_many_are_undated(
    small_client: httpx2.Client, query: str, undated: int | None
) -> None:
    assert ask(small_client, query).get("numberUndated") == undated


def test_values_come_in_their_order_what_stands_apart_last(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "rows=region&columns=funder&lang=en&measure=budget")
    assert [each["value"] for each in answer["rows"]["values"]] == [
        "MA-01", "MA-02", "MA-03", "several", "national", "abroad", "unknown",
    ]  # fmt: skip
    assert [each["label"] for each in answer["rows"]["values"]][2:] == [
        "Blue Desert", "Several regions", "Nationwide", "Abroad", "Not stated",
    ]  # fmt: skip
    assert [each["value"] for each in answer["columns"]["values"]] == [
        "agence",
        "banque",
        "unknown",
    ]


def test_an_empty_selection_gives_valid_files(small_client: httpx2.Client) -> None:
    query = "rows=region&columns=theme&theme=agriculture_water&measure=budget"
    text = small_client.get(f"{ADDRESS}.csv?{query}").raise_for_status().content.decode("utf-8-sig")
    (total, known) = csv.DictReader(io.StringIO(text))
    assert (total["measure"], total["value"]) == ("projects", "0")
    assert (known["measure"], known["value"]) == ("budget_known", "0")
    assert small_client.get(f"{ADDRESS}.xlsx?{query}").raise_for_status().content[:2] == b"PK"
