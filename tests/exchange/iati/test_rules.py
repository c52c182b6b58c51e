"""Dates, and what a project lacks, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from app.exchange.iati.dates import activity_dates, budget_period
from app.exchange.iati.rules import left_out, missing
from tests.fixtures.factories import located, make_project, make_text, takes_part

TODAY = date(2020, 6, 15)
EUROS = {"value": 1000, "currency": "EUR", "scope": "morocco", "note": None}


@pytest.mark.parametrize(
    ("status", "start", "end", "expected"),
    [
        ("1", "2022", "2024-02", ["1 2022-01-01", "3 2024-02-29"]),
        ("2", "2014", "2021", ["2 2014-01-01", "3 2021-12-31"]),
        ("2", "2014-04", "2019", ["2 2014-04-01", "3 2019-12-31"]),
        ("3", "2014-04-14", "2018-11", ["2 2014-04-14", "4 2018-11-30"]),
        ("4", "2014", "2019-06-30", ["2 2014-01-01", "4 2019-06-30"]),
        ("5", "2014", "2016", ["1 2014-01-01", "3 2016-12-31"]),
        ("6", "2014", "2016", ["2 2014-01-01", "3 2016-12-31"]),
        # What is still ahead is planned, whatever the status says.
        ("4", "2019", "2020", ["2 2019-01-01", "3 2020-12-31"]),
        ("2", "2020-07", None, ["1 2020-07-01"]),
        ("4", "2020-06-15", "2020-06-15", ["2 2020-06-15", "4 2020-06-15"]),
    ],
)
def test_types_and_days_of_dates(
    status: str, start: str, end: str | None, expected: list[str]
) -> None:
    dates = activity_dates(status, start, end, TODAY)
    assert [f"{known.type} {known.day}" for known in dates] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2014", "2014", ("2014-01-01", "2014-12-31")),
        ("2014-04", "2015-03", ("2014-04-01", "2015-03-31")),
        ("2014-04-14", "2015-04-13", ("2014-04-14", "2015-04-13")),
        ("2014-04-14", "2015-04-14", None),
        ("2016-02-29", "2017-02-28", ("2016-02-29", "2017-02-28")),
        ("2014", "2015", None),
    ],
)
def test_a_budget_is_for_a_year_at_most(
    start: str, end: str, expected: tuple[str, str] | None
) -> None:
    period = budget_period(start, end)
    assert (period and tuple(map(str, period))) == expected


def whole(**over: Any) -> dict[str, Any]:
    return make_project(
        1,
        **{
            "activity_status": "4",
            "start_date": "2014",
            "description": make_text("Un projet."),
            "participations": [takes_part("alpha")],
            "themes": ["health"],
            **over,
        },
    )


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({}, []),
        ({"activity_status": None}, ["status"]),
        ({"start_date": None, "activity_status": None}, ["status", "start date"]),
        ({"description": None}, ["description"]),
        ({"participations": []}, ["organisation in a role of IATI"]),
        (
            {"participations": [takes_part("alpha", "partner")]},
            ["organisation in a role of IATI"],
        ),
        ({"themes": []}, ["theme"]),
    ],
)
def test_what_keeps_a_project_out(over: dict[str, Any], expected: list[str]) -> None:
    assert missing(whole(**over)) == expected


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({}, []),
        ({"budget": EUROS}, ["budget (its period is not known)"]),
        ({"budget": EUROS, "end_date": "2015"}, ["budget (its period is of more than a year)"]),
        ({"budget": EUROS, "end_date": "2014"}, []),
        (
            {"budget": {**EUROS, "scope": "unknown"}, "end_date": "2014"},
            ["budget (what it covers is not known)"],
        ),
        (
            {"budget": {**EUROS, "scope": "several_countries"}, "end_date": "2014"},
            [
                "budget (one amount for several countries)",
                "recipient country (shares of several countries are not known)",
            ],
        ),
        (
            {"budget": {**EUROS, "currency": "DEM"}, "end_date": "2014"},
            ["budget (DEM is no longer a currency)"],
        ),
        (
            {
                "participations": [
                    takes_part("alpha", contribution={"value": 5, "currency": "EUR"}),
                    takes_part("beta", "partner"),
                    takes_part("gamma", "partner"),
                ]
            },
            ["1 contribution (no date of payment)", "2 partners (no such role)"],
        ),
        (
            {"locations": [located("national"), located("abroad", country="FR")]},
            ["recipient country (shares of several countries are not known)"],
        ),
        ({"documents": [{}]}, ["1 document (no category, no format)"]),
    ],
)
def test_what_is_left_out_of_a_project(over: dict[str, Any], expected: list[str]) -> None:
    assert list(left_out(whole(**over))) == expected
