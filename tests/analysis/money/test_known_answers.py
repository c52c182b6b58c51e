"""The money of a small catalogue, worked out by hand, through the API."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from sqlalchemy.orm import Session

from app.analysis.money.rate_file import parse_rates
from app.analysis.money.service import load_rates, remove_rates
from app.audit.events import Actor
from app.codelists import Channel
from tests.analysis.money import catalogue
from tests.fixtures.server import Application, wait_until

MERGED, PROJECTS, organisations = catalogue.MERGED, catalogue.PROJECTS, catalogue.organisations
ACTOR = Actor(None, Channel.COMMAND)
Lines = dict[str, list[tuple[float, str, int]]]


def ask(client: httpx2.Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/analysis/money?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def lines(row: dict[str, Any]) -> Lines:
    return {
        line["line"]: [
            (amount["value"], amount["currency"], amount["projects"]) for amount in line["amounts"]
        ]
        for line in row["lines"]
    }


def converted(row: dict[str, Any]) -> dict[str, tuple[float | None, str, int, int]]:
    return {
        line["line"]: tuple(line["converted"][name] for name in Converted) for line in row["lines"]
    }


Converted = ("value", "currency", "amounts", "stated")


def table(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int, int, Lines]]:
    """Value → matched, known, left out, lines."""
    return {
        row["value"]: (row["matched"], row["known"], row["left_out"], lines(row)) for row in rows
    }


@pytest.fixture
def rates(small: Application) -> Iterator[None]:
    def change(put: bool) -> None:
        with Session(small.app.state.database.writer) as session, session.begin():
            if put:
                load_rates(session, ACTOR, parse_rates(catalogue.RATES, "r.csv"), "r.csv")
            else:
                remove_rates(session, ACTOR)

    def told(version: int | None) -> bool:
        return small.watcher.version != version

    before = small.watcher.version
    change(True)
    wait_until(lambda: told(before))
    yield
    before = small.watcher.version
    change(False)
    wait_until(lambda: told(before))


def test_budgets(small_client: httpx2.Client) -> None:
    """Project 2 is in the budget of its programme, 3 and 8 state none."""
    found = ask(small_client)
    total = found["budgets"]
    assert (total["matched"], total["known"], total["left_out"]) == (8, 6, 1)
    assert lines(total) == {
        "morocco": [(1_000_100, "EUR", 2), (1000.01, "MAD", 1)],
        "several_countries": [(90, "USD", 1)],
        "unknown": [(500, "EUR", 1)],
    }
    assert {each["currency"]: each["projects"] for each in found["stated_in"]} == {
        "EUR": 4,
        "MAD": 1,
        "USD": 1,
    }
    assert found["conversion"] is None
    assert found["currencies"] == []


def test_a_part_counts_when_its_programme_is_not_selected(small_client: httpx2.Client) -> None:
    found = ask(small_client, "region=MA-01")
    assert lines(found["budgets"]) == {
        "morocco": [(300_000, "EUR", 1), (1000.01, "MAD", 1)],
        "several_countries": [(90, "USD", 1)],
    }
    assert lines(found["contributions"])["morocco"] == [(300_000, "EUR", 1), (1200, "MAD", 1)]


def test_regions_with_a_budget_once(small_client: httpx2.Client) -> None:
    assert table(ask(small_client)["regions"]) == {
        "MA-01": (3, 3, 1, {"several_countries": [(90, "USD", 1)]}),
        "MA-02": (3, 2, 0, {"morocco": [(100, "EUR", 1)]}),
        "MA-03": (2, 1, 0, {}),
        "several": (1, 1, 0, {"morocco": [(1000.01, "MAD", 1)]}),
        "national": (1, 1, 0, {"morocco": [(1_000_000, "EUR", 1)]}),
        "unknown": (1, 1, 0, {"unknown": [(500, "EUR", 1)]}),
    }


def test_regions_in_equal_shares(small_client: httpx2.Client) -> None:
    """1000.01 in three: 333.33, and the two cents that are left to the first two."""
    assert table(ask(small_client, "share=equal")["regions"]) == {
        "MA-01": (
            3, 3, 1,
            {"morocco": [(333.34, "MAD", 1)], "several_countries": [(90, "USD", 1)]},
        ),
        "MA-02": (3, 2, 0, {"morocco": [(333.34, "MAD", 1), (100, "EUR", 1)]}),
        "MA-03": (2, 1, 0, {"morocco": [(333.33, "MAD", 1)]}),
        "several": (1, 1, 0, {}),
        "national": (1, 1, 0, {"morocco": [(1_000_000, "EUR", 1)]}),
        "unknown": (1, 1, 0, {"unknown": [(500, "EUR", 1)]}),
    }  # fmt: skip


def test_themes_overlap(small_client: httpx2.Client) -> None:
    assert table(ask(small_client)["themes"]) == {
        "health": (3, 3, 1, {"morocco": [(1_000_000, "EUR", 1), (1000.01, "MAD", 1)]}),
        "gender": (2, 2, 1, {"morocco": [(1000.01, "MAD", 1)]}),
        "unknown": (
            5, 3, 0,
            {
                "morocco": [(100, "EUR", 1)],
                "several_countries": [(90, "USD", 1)],
                "unknown": [(500, "EUR", 1)],
            },
        ),
    }  # fmt: skip


def test_contributions_count_once_at_their_funder(small_client: httpx2.Client) -> None:
    """AFD passes on in project 2 what the EU gave to the programme that it implements; what the
    EU gives to project 3 is in that too; what passes through an NGO in 7 is not its own."""
    found = ask(small_client)
    total = found["contributions"]
    assert (total["matched"], total["known"], total["left_out"]) == (8, 6, 2)
    assert lines(total) == {
        "morocco": [(700_060, "EUR", 2), (1200, "MAD", 1)],
        "several_countries": [(40, "USD", 1), (10, "EUR", 1)],
    }
    assert table(found["funders"]) == {
        "ue": (4, 4, 1, {"morocco": [(700_060, "EUR", 2), (1200, "MAD", 1)]}),
        "afd": (1, 1, 1, {}),
        "giz": (1, 1, 0, {"several_countries": [(40, "USD", 1)]}),
        "ville": (1, 1, 0, {"several_countries": [(10, "EUR", 1)]}),
        "unknown": (2, 0, 0, {}),
    }
    assert found["not_added"]["count"] == 3
    assert [
        (each["project"]["identifier"], each["organisation"], each["value"], each["reason"])
        for each in found["not_added"]["listed"]
    ] == [
        ("MA-MD-0002", "afd", 300_000, "intermediary"),
        ("MA-MD-0003", "ue", 50_000, "programme"),
        ("MA-MD-0007", "ong", 100, "role"),
    ]


def test_an_intermediary_counts_when_what_it_passes_on_is_not_selected(
    small_client: httpx2.Client,
) -> None:
    found = ask(small_client, "funder=afd")
    assert table(found["funders"]) == {"afd": (1, 1, 0, {"morocco": [(300_000, "EUR", 1)]})}


def test_contributions_against_budgets(small_client: httpx2.Client) -> None:
    found = ask(small_client)["comparison"]
    assert found["states"] == {
        "whole": 1, "rest": 2, "above": 1, "other_currency": 1, "unstated": 1,
    }  # fmt: skip
    names = ("line", "currency", "projects", "budget", "contributions", "rest", "excess")
    assert [tuple(line[name] for name in names) for line in found["lines"]] == [
        ("morocco", "EUR", 2, 1_000_100, 700_060, 300_040, 0),
        ("morocco", "MAD", 1, 1000.01, 1200, 0, 199.99),
    ]
    assert [
        (each["project"]["identifier"], each["state"], each["budget"], each["rest"])
        for each in found["listed"]
    ] == [
        ("MA-MD-0004", "above", 1000.01, -199.99),
        ("MA-MD-0005", "other_currency", 90, None),
        ("MA-MD-0001", "rest", 1_000_000, 300_000),
        ("MA-MD-0007", "rest", 100, 40),
    ]


@pytest.mark.usefixtures("rates")
def test_converted_to_the_reference(small_client: httpx2.Client) -> None:
    """4 began in May 2014: 1000.01 x 0.09. 5 began in 2014: 90 x (181 x 0.7 + 184 x 0.8) / 365.
    6 has no start, and needs none: it is stated in euros."""
    found = ask(small_client, "convert_to=EUR")
    assert lines(found["budgets"]) == lines(ask(small_client)["budgets"])
    assert converted(found["budgets"]) == {
        "morocco": (1_000_190, "EUR", 3, 3),
        "several_countries": (67.54, "EUR", 1, 1),
        "unknown": (500, "EUR", 1, 1),
    }
    assert converted(found["contributions"]) == {
        "morocco": (700_168, "EUR", 3, 3),
        "several_countries": (40.02, "EUR", 2, 2),
    }
    conversion = found["conversion"]
    counts = ("already", "converted", "no_start", "no_rate", "numberRates")
    assert [conversion[name] for name in counts] == [3, 2, 0, 0, 4]
    assert (conversion["reference"], conversion["file"]) == ("EUR", "r.csv")
    assert conversion["rates"][0] == {
        "currency": "MAD", "first": "2014-01-01", "last": "2014-12-31", "rate": 0.09,
        "source_title": "Office des changes", "source_url": None,
    }  # fmt: skip
    assert found["currencies"] == ["EUR", "MAD", "USD"]


@pytest.mark.usefixtures("rates")
def test_converted_through_the_reference(small_client: httpx2.Client) -> None:
    """1: 1000000 x 365 / 273.9; 7 began on the last day of 2014: 100 / 0.8; 4: 1000.01 x 0.09 /
    0.7; 6 has no start."""
    found = ask(small_client, "convert_to=USD")
    assert converted(found["budgets"]) == {
        "morocco": (1_332_856.71, "USD", 3, 3),
        "several_countries": (90, "USD", 1, 1),
        "unknown": (None, "USD", 0, 1),
    }
    conversion = found["conversion"]
    assert [conversion[name] for name in ("already", "converted", "no_start", "no_rate")] == [
        1, 3, 1, 0,
    ]  # fmt: skip
    assert [
        (each["project"]["identifier"], each["value"], each["currency"], each["reason"])
        for each in conversion["not_converted"]
    ] == [("MA-MD-0006", 500, "EUR", "no_start")]


@pytest.mark.usefixtures("rates")
def test_no_rate_for_the_start_is_told(small_client: httpx2.Client) -> None:
    """Alone, project 2 counts; it began in 2015, when the dollar has no rate."""
    found = ask(small_client, "convert_to=USD&year_from=2015&theme=health&region=MA-01")
    assert lines(found["budgets"]) == {"morocco": [(300_000, "EUR", 1)]}
    assert converted(found["budgets"]) == {"morocco": (None, "USD", 0, 1)}
    assert found["conversion"]["no_rate"] == 1
    assert found["numberUndated"] == 0


def test_nothing_is_converted_without_rates(small_client: httpx2.Client) -> None:
    answer = small_client.get("/api/v1/analysis/money?convert_to=EUR")
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["parameter"] == "convert_to"
    assert "no table of exchange rates is loaded" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("convert_to=CHF", "convert_to"),
        ("convert_to=euro", "convert_to"),
        ("share=half", "share"),
        ("share=once&share=equal", "share"),
        ("region=MA-99", "region"),
    ],
)
@pytest.mark.usefixtures("rates")
def test_bad_parameters_are_named(small_client: httpx2.Client, query: str, parameter: str) -> None:
    for form in ("money", "money.csv"):
        answer = small_client.get(f"/api/v1/analysis/{form}?{query}")
        assert answer.status_code == 400
        assert answer.json()["parameter"] == parameter


def test_each_number_is_that_of_the_list_it_leads_to(small_client: httpx2.Client) -> None:
    checked = 0
    for query in ("", "theme=gender", "region=MA-01&region=MA-02", "funder=ancienne-ue"):
        found = ask(small_client, query)
        counts = [(each["url"], each["projects"]) for each in found["stated_in"]]
        for row in [found["budgets"], *found["regions"], *found["themes"], *found["funders"]]:
            counts += [(row["url"], row["matched"]), (row["known_url"], row["known"])]
        for url, expected in counts:
            if url is not None:
                listed = small_client.get(url.replace("/fr/projects", "/api/v1/projects"))
                assert listed.json()["numberMatched"] == expected, url
                checked += 1
    assert checked > 60


def test_the_file_has_the_rows_of_the_answer(small_client: httpx2.Client) -> None:
    answer = small_client.get("/api/v1/analysis/money.csv?share=equal")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = ask(small_client, "share=equal")
    for name, made in (("region", found["regions"]), ("funder", found["funders"])):
        listed = [
            (row["value"], row["line"], float(row["amount"]), row["currency"], row["projects"])
            for row in rows
            if row["table"] == name and row["amount"]
        ]
        assert listed == [
            (row["value"], line, value, currency, str(projects))
            for row in made
            for line, amounts in lines(row).items()
            for value, currency, projects in amounts
        ]
    assert [row["state"] for row in rows if row["table"] == "compared_project"] == [
        "above", "other_currency", "rest", "rest",
    ]  # fmt: skip
    assert sum(row["table"] == "contribution_not_added" for row in rows) == 3


def test_an_empty_selection_is_a_valid_answer(small_client: httpx2.Client) -> None:
    found = ask(small_client, "q=introuvable")
    assert found["budgets"] | {"url": None} == {
        "value": "", "label": "", "matched": 0, "known": 0, "left_out": 0, "lines": [],
        "url": None, "known_url": None,
    }  # fmt: skip
    assert found["regions"] == found["themes"] == found["funders"] == []
    answer = small_client.get("/api/v1/analysis/money.csv?q=introuvable")
    assert [row.split(",")[0] for row in answer.text.splitlines()[1:]] == [
        "budgets", "contributions",
    ]  # fmt: skip
