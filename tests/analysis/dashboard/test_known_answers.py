"""The dashboard of a small catalogue, counted by hand."""

from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, takes_part
from tests.fixtures.html import Page, rows_of, text_of

MERGED = {"donor-former": "donor"}


def organisations() -> Sequence[Organisation]:
    slugs = ("donor", "donor-former", "second", "doer")
    return [make_organisation(slug) for slug in slugs]


def money(value: float, currency: str = "EUR", scope: str = "morocco") -> dict[str, Any]:
    return {"value": value, "currency": currency, "scope": scope, "note": None}


PROJECTS = [
    make_project(
        1,
        start_date="2010",
        end_date="2012",
        activity_status="4",
        themes=["health", "gender"],
        target_groups=["women"],
        residence_countries=["FR"],
        budget=money(1000),
        locations=[located("region", "MA-01"), located("region", "MA-02")],
        participations=[takes_part("donor"), takes_part("doer", "implementing")],
    ),
    make_project(
        2,
        part_of="MA-MD-0001",
        start_date="2011-06",
        end_date="2011-12",
        themes=["health"],
        budget=money(300),
        locations=[located("province", "MA-01", "MA-AAA")],
        participations=[takes_part("donor-former"), takes_part("second")],
    ),
    make_project(
        3,
        end_date="2013",
        activity_status="4",
        themes=["health"],
        residence_countries=["FR", "ES"],
        budget=money(50, "MAD"),
        locations=[located("region", "MA-02"), located("national")],
        participations=[takes_part("second")],
    ),
    make_project(4, budget=money(9, scope="several_countries"), locations=[located("national")]),
    make_project(5, target_groups=["women"], participations=[takes_part("doer", "implementing")]),
]

EVERYTHING = {
    "year_active": {"2010": 1, "2011": 2, "2012": 1, "2013": 1, "unknown": 2},
    "year_started": {"2010": 1, "2011": 1, "unknown": 3},
    "status": {"4": 2, "unknown": 3},
    "theme": {"health": 3, "gender": 1, "unknown": 2},
    "target_group": {"women": 2, "unknown": 3},
    "region": {"MA-01": 2, "MA-02": 2, "national": 2, "unknown": 1},
    "funder": {"donor": 2, "second": 2, "unknown": 2},
    "organisation": {"donor": 2, "second": 2, "doer": 2},
    "residence_country": {"FR": 2, "ES": 1, "unknown": 3},
}


def ask(client: httpx2.Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/analysis/dashboard?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counts(selection: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {each["value"]: each["projects"] for each in values}
        for name, values in selection["dimensions"].items()
    }


def amounts(selection: dict[str, Any]) -> list[tuple[str, str, float, int]]:
    return [
        (each["line"], each["currency"], each["value"], each["projects"])
        for each in selection["budget"]["amounts"]
    ]


def test_everything_is_counted_as_by_hand(small_client: httpx2.Client) -> None:
    answer = ask(small_client)
    found = answer["selection"]
    assert counts(found) == EVERYTHING
    assert (found["numberMatched"], found["numberUndated"]) == (5, 2)
    assert (found["organisations"], found["regions"]) == (3, 2)
    assert (found["budget"]["known"], found["budget"]["included"]) == (4, 1)
    assert amounts(found) == [
        ("morocco", "EUR", 1000, 1),
        ("morocco", "MAD", 50, 1),
        ("several_countries", "EUR", 9, 1),
    ]
    assert {each["value"]: each["projects"] for each in found["budget"]["currencies"]} == {
        "EUR": 3,
        "MAD": 1,
    }
    assert (answer["other"], answer["differences"]) == (None, None)


def test_values_are_in_order_and_what_is_apart_comes_last(small_client: httpx2.Client) -> None:
    found = ask(small_client, "lang=en")["selection"]["dimensions"]
    assert [each["value"] for each in found["year_active"]][-2:] == ["2013", "unknown"]
    assert [each["value"] for each in found["region"]] == ["MA-01", "MA-02", "national", "unknown"]
    assert [each["label"] for each in found["region"]][:2] == ["Green Coast", "High Plain"]
    assert [each["value"] for each in found["theme"]] == ["health", "gender", "unknown"]


def test_a_part_counts_where_its_programme_is_not(small_client: httpx2.Client) -> None:
    found = ask(small_client, "funder=second")["selection"]
    assert amounts(found) == [("morocco", "EUR", 300, 1), ("morocco", "MAD", 50, 1)]
    assert found["budget"]["included"] == 0


def test_only_chosen_values_are_counted_where_a_filter_chooses(
    small_client: httpx2.Client,
) -> None:
    """Project 1 is also in MA-02, which no list of projects in MA-01 alone could show."""
    found = counts(ask(small_client, "region=MA-01&funder=donor-former")["selection"])
    assert found["region"] == {"MA-01": 2}
    assert found["funder"] == {"donor": 2}
    assert found["theme"] == {"health": 2, "gender": 1}


def test_a_period_says_how_many_have_no_date(small_client: httpx2.Client) -> None:
    found = ask(small_client, "year_from=2011&year_to=2011")["selection"]
    assert (found["numberMatched"], found["numberUndated"]) == (2, 2)
    assert counts(found)["year_active"] == {"2010": 1, "2011": 2, "2012": 1}


def test_two_selections_stand_side_by_side(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "region=MA-01&other_region=MA-02&lang=en")
    first, other = counts(answer["selection"]), counts(answer["other"])
    assert (answer["selection"]["numberMatched"], answer["other"]["numberMatched"]) == (2, 2)
    assert first["theme"] == {"health": 2, "gender": 1}
    assert other["residence_country"] == {"FR": 2, "ES": 1}
    told = [
        tuple(each[name] for name in ("dimension", "value", "first", "other"))
        for each in answer["differences"]
    ]
    assert told == [
        ("funder", "donor", 2, 1),
        ("organisation", "donor", 2, 1),
        ("residence_country", "FR", 1, 2),
        ("status", "4", 1, 2),
    ]


def test_an_empty_selection_is_a_valid_answer(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "theme=agriculture_water&other_theme=health")
    found = answer["selection"]
    assert (found["numberMatched"], found["organisations"], found["regions"]) == (0, 0, 0)
    assert counts(found)["theme"] == {"agriculture_water": 0}
    assert (found["budget"]["known"], found["budget"]["amounts"]) == (0, [])
    assert answer["differences"] == []


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ("region=MA-99", "region", "MA-01"),
        ("other_region=MA-99", "other_region", "MA-01"),
        ("other_theme=nothing", "other_theme", "health"),
        ("other_year_from=x", "other_year_from", "whole number"),
        ("other_year_from=5", "other_year_from", "at least 1900"),
        ("other_year_from=2012&other_year_to=2010", "other_year_from", "must not be after"),
        ("other_budget_min=5", "other_currency", "is needed"),
        ("other_bbox=1,2", "other_bbox", "needs 4 numbers"),
        ("other_q=a&other_q=b", "other_q", "2 times"),
        ("other_lang=fr", "other_lang", "other_region"),
        ("compare=MA-01", "compare", "other_region"),
    ],
)
def test_a_bad_second_selection_is_named(
    small_client: httpx2.Client, query: str, parameter: str, told: str
) -> None:
    answer = small_client.get(f"/api/v1/analysis/dashboard?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert told in answer.text
    page = small_client.get(f"/fr/analysis?{query}")
    assert page.status_code == 400
    assert parameter in text_of(Page(page.text).root)


def test_the_page_shows_the_same_numbers_with_their_tables(small_client: httpx2.Client) -> None:
    page = Page(small_client.get("/en/analysis").text)
    for name, expected in EVERYTHING.items():
        section = next(each for each in page.root.iter("section") if each.get("id") == name)
        cells = [row[-1] for table in section.iter("table") for row in rows_of(table)]
        linked = sorted(int(cell) for cell in cells if cell not in ("0", "Projects"))
        known = sorted(
            number
            for value, number in expected.items()
            if not (name.startswith("year") and value == "unknown")
        )
        assert linked == known, name
    money_table = [row for table in page.section("money").iter("table") for row in rows_of(table)]
    assert ["EUR", "3", "1,000 EUR", "9 EUR"] in [list(row) for row in money_table]


def test_two_selections_share_one_scale_on_the_page(small_client: httpx2.Client) -> None:
    page = Page(small_client.get("/en/analysis?region=MA-01&other_region=MA-02").text)
    section = next(each for each in page.root.iter("section") if each.get("id") == "theme")
    shares = [
        [bar.get("width") for bar in row.iter("rect") if bar.get("class") == "bar-fill"]
        for row in section.iter("tr")
    ]
    assert [each for each in shares if each] == [["100.0", "100.0"], ["50.0", "50.0"]]
    told = text_of(page.root)
    assert "Green Coast: 2 projects." in told
    assert "As many on one side as on the other." in told
