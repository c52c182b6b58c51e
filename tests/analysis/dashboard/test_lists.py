"""Every number of the dashboard of the real catalogue is the count of the list it leads to."""

import random
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures import oracle
from tests.fixtures.html import text_of
from tests.fixtures.oracle import VALUES, catalogue
from tests.fixtures.portfolio import matched, read
from tests.fixtures.sampling import tries

CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
COUNTED = ("theme", "target_group", "region", "funder", "organisation", "residence_country")
CHOICES = {
    "region": ["MA-02", "MA-09", "national", "unknown"],
    "theme": ["health", "labour_mobility", "unknown"],
    "funder": ["union-europeenne", "afd", "unknown"],
    "organisation": ["oim", "aecid"],
    "role": ["implementing"],
    "status": ["4", "unknown"],
    "target_group": ["returnees"],
    "residence_country": ["FR"],
    "year_from": ["2010"],
    "year_to": ["2014"],
    "year_active": ["2015", "unknown"],
    "year_started": ["2015"],
    "budget_known": ["true"],
    "currency": ["EUR"],
    "q": ["migration"],
}
SEVERAL = ("region", "theme", "funder", "status")


@st.composite
def selections(draw: st.DrawFn) -> dict[str, list[str]]:
    query = {}
    for name in draw(st.sets(st.sampled_from(sorted(CHOICES)), max_size=3)):
        most = 2 if name in SEVERAL else 1
        query[name] = draw(
            st.lists(st.sampled_from(CHOICES[name]), min_size=1, max_size=most, unique=True)
        )
    return query


def linked_numbers(selection: dict[str, Any]) -> list[tuple[str, int]]:
    """Query of a list of projects → the number that leads to it."""
    budget = selection["budget"]
    values = [each for found in selection["dimensions"].values() for each in found]
    return [
        (selection["query"], selection["numberMatched"]),
        (selection["undatedQuery"], selection["numberUndated"]),
        (budget["query"], budget["known"]) if budget["known"] else (selection["query"], -1),
        *((each["query"], each["projects"]) for each in [*values, *budget["currencies"]]),
    ]


def expect_lists(client: httpx2.Client, query: dict[str, list[str]], seed: int, some: int) -> None:
    answer = client.get("/api/v1/analysis/dashboard", params=query).raise_for_status().json()
    numbers = [pair for pair in linked_numbers(answer["selection"]) if pair[1] != -1]
    chosen = random.Random(seed).sample(numbers, min(some, len(numbers)))  # noqa: S311 - not secret
    for address, number in [*numbers[:3], *chosen]:
        assert matched(client, address) == number, (query, address)


@settings(max_examples=tries(6), deadline=None, database=None, suppress_health_check=CHECKS)
@given(query=selections(), seed=st.integers(0, 1000))
def test_each_number_is_the_count_of_its_list(
    client: httpx2.Client, query: dict[str, list[str]], seed: int
) -> None:
    expect_lists(client, query, seed, 6)


@pytest.mark.full
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=CHECKS)
@given(query=selections(), seed=st.integers(0, 1000))
def test_many_numbers_are_the_counts_of_their_lists(
    client: httpx2.Client, query: dict[str, list[str]], seed: int
) -> None:
    expect_lists(client, query, seed, 60)


@pytest.mark.parametrize("region", ["MA-02", "MA-09"])
def test_numbers_are_what_the_files_say(client: httpx2.Client, region: str) -> None:
    answer = client.get("/api/v1/analysis/dashboard", params={"region": region}).json()
    selection = answer["selection"]
    chosen = [project for project in catalogue() if region in VALUES["region"](project)]
    assert selection["numberMatched"] == len(chosen)
    assert selection["numberUndated"] == oracle.undated({"region": [region]})
    assert selection["organisations"] == len(set().union(*map(oracle.organisations, chosen)))
    assert selection["budget"]["known"] == sum(project["budget"] is not None for project in chosen)
    for name in COUNTED:
        if name != "region":
            expected = {
                value: number
                for value in set().union(*map(VALUES[name], chosen))
                if (number := sum(value in VALUES[name](project) for project in chosen))
            }
            found = selection["dimensions"][name]
            known = {each["value"]: each["projects"] for each in found}
            known.pop("unknown", None)
            assert known == expected, name


def test_the_numbers_of_the_page_lead_to_lists_of_as_many_projects(client: httpx2.Client) -> None:
    page = read(
        client, "/fr/analysis?region=MA-02&year_from=2010&other_region=MA-09&other_q=emploi"
    )
    links = {
        (link.get("href", ""), int(text_of(link)))
        for link in page.root.iter("a")
        if urlsplit(link.get("href", "")).path == "/fr/projects" and text_of(link).isdigit()
    }
    assert len(links) > 150
    for address, number in random.Random(4).sample(sorted(links), 20):  # noqa: S311 - not secret
        heading = next(read(client, address).by_class("result-count"))
        assert int(text_of(heading).split()[0]) == number, address


def test_the_page_links_its_json_and_says_the_same(client: httpx2.Client) -> None:
    page = read(client, "/ar/analysis?theme=health&other_theme=gender")
    forms = [
        link.get("href", "")
        for link in page.root.iter("link")
        if link.get("type") == "application/json"
    ]
    assert len(forms) == 1
    answer = client.get(forms[0]).raise_for_status().json()
    assert answer["selection"]["numberMatched"] == matched(client, "theme=health")
    assert answer["other"]["numberMatched"] == matched(client, "theme=gender")


def test_tabs_keep_the_filters_and_nothing_else(client: httpx2.Client) -> None:
    page = read(client, "/en/analysis?region=MA-02&q=emploi&other_region=MA-09")
    tabs = [link.get("href", "") for link in next(page.by_class("analysis-tabs")).iter("a")]
    assert tabs[0] == "/en/analysis?q=emploi&region=MA-02"
    assert all(address.endswith("?q=emploi&region=MA-02") for address in tabs)
    for address in tabs:
        assert client.get(address).status_code == 200, address
