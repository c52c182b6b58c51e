"""When a project was active: the rules of the design against tables written by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import make_project, numbers

THIS_YEAR = datetime.now(UTC).year

PROJECTS = [
    make_project(1, start_date="2014-04-14", end_date="2016-02", activity_status="4"),
    make_project(2, start_date="2015", activity_status="2"),  # under way: until today
    make_project(3, start_date="2015-06", activity_status="4"),  # end unknown: 2015 only
    make_project(4, start_date="2015"),  # end and status unknown: 2015 only
    make_project(5, end_date="2018-03"),  # start unknown: 2018 only
    make_project(6),  # in no period
    make_project(7, activity_status="2"),  # in no period either
    make_project(8, start_date="2020", end_date="2020"),
    make_project(9, start_date="2012-12-31", end_date="2013-01-01"),
    make_project(10, start_date="2018", activity_status="1"),  # planned: 2018 only
    make_project(11, end_date="2019", activity_status="2"),  # start unknown: 2019 only
]


def organisations() -> Sequence[Organisation]:
    return []


ACTIVE = [
    ({"year_from": 2014, "year_to": 2014}, [1]),
    ({"year_from": 2015, "year_to": 2015}, [1, 2, 3, 4]),
    ({"year_from": 2016, "year_to": 2017}, [1, 2]),
    ({"year_from": 2018, "year_to": 2018}, [2, 5, 10]),
    ({"year_from": 2019, "year_to": 2019}, [2, 11]),
    ({"year_from": 2019}, [2, 8, 11]),
    ({"year_from": 2021}, [2]),
    ({"year_to": 2011}, []),
    ({"year_to": 2012}, [9]),
    ({"year_from": 2013, "year_to": 2013}, [9]),
    ({"year_to": 2014}, [1, 9]),
    ({"year_from": 1900, "year_to": 2100}, [1, 2, 3, 4, 5, 8, 9, 10, 11]),
    ({"year_from": THIS_YEAR}, [2]),
    ({"year_from": THIS_YEAR + 1}, []),
]


@pytest.mark.parametrize(("period", "expected"), ACTIVE)
def test_active_in_a_period(
    small_client: httpx2.Client, period: dict[str, int], expected: list[int]
) -> None:
    answer = small_client.get("/api/v1/projects", params={**period, "limit": 100}).json()
    assert sorted(numbers(answer["items"])) == expected
    assert answer["numberMatched"] == len(expected)
    assert answer["numberUndated"] == 2
    features = small_client.get("/api/v1/projects.geojson", params=period).json()
    assert features["numberUndated"] == 2


YEARS = [
    ("year_active=2015", [1, 2, 3, 4], 2),
    ("year_active=2013&year_active=2018", [2, 5, 9, 10], 2),
    ("year_active=2018&year_from=2016&year_to=2017", [2], 2),
    ("year_active=unknown", [6, 7], None),
    ("year_active=unknown&year_active=2013", [6, 7, 9], None),
    ("year_active=unknown&year_from=2013", [], 2),
    ("year_started=2015", [2, 3, 4], None),
    ("year_started=2012&year_started=2018", [9, 10], None),
    ("year_started=unknown", [5, 6, 7, 11], None),
    ("year_started=unknown&year_from=2013", [5, 11], 2),
]


@pytest.mark.parametrize(("query", "expected", "undated"), YEARS)
def test_years_one_by_one(
    small_client: httpx2.Client, query: str, expected: list[int], undated: int | None
) -> None:
    answer = small_client.get(f"/api/v1/projects?{query}").json()
    assert sorted(numbers(answer["items"])) == expected
    assert answer.get("numberUndated") == undated


def test_undated_projects_are_counted_within_the_other_filters(
    small_client: httpx2.Client,
) -> None:
    answer = small_client.get("/api/v1/projects?year_from=2019&status=2").json()
    assert sorted(numbers(answer["items"])) == [2, 11]
    assert answer["numberUndated"] == 1
    facets = small_client.get("/api/v1/facets?year_from=2019&status=2").json()
    assert (facets["numberMatched"], facets["numberUndated"]) == (2, 1)


def test_nothing_is_undated_where_no_period_is_asked_for(small_client: httpx2.Client) -> None:
    assert "numberUndated" not in small_client.get("/api/v1/projects").json()
    assert "numberUndated" not in small_client.get("/api/v1/projects.geojson").json()


def test_dates_stay_as_precise_as_they_were_given(small_client: httpx2.Client) -> None:
    items = small_client.get("/api/v1/projects?limit=100").json()["items"]
    dates = dict(zip(numbers(items), items, strict=True))
    assert (dates[1]["start_date"], dates[1]["end_date"]) == ("2014-04-14", "2016-02")
    assert (dates[2]["start_date"], dates[2]["end_date"]) == ("2015", None)
    assert (dates[6]["start_date"], dates[6]["end_date"]) == (None, None)


def test_the_facet_of_years_counts_the_active_ones(small_client: httpx2.Client) -> None:
    facets = small_client.get("/api/v1/facets?year_from=2015&year_to=2015").json()["facets"]
    counts = {item["value"]: item["count"] for item in facets["year"]}
    for period, expected in ACTIVE:
        if period.get("year_from") == period.get("year_to") and expected:
            assert counts[str(period["year_from"])] == len(expected)
    assert list(counts) == sorted(counts)
    assert str(THIS_YEAR + 1) not in counts
