"""What must hold for any question, asked of the real catalogue through a real server."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures import oracle
from tests.fixtures.oracle import VALUES, Filters, catalogue
from tests.fixtures.sampling import tries

Query = dict[str, list[str]]

LISTED = [name for name in VALUES if name not in ("year", "good_practice")]
ROLES = ["funding", "accountable", "extending", "implementing", "partner"]
BUDGETS = [project["budget"] for project in catalogue() if project["budget"]]
WORDS = sorted(
    {
        word
        for project in catalogue()
        for text in project["title"].values()
        if isinstance(text, str)
        for word in re.findall(r"\w{4,}", text)
    }
)
ALL_VALUES = {
    name: sorted(set().union(*(values(project) for project in catalogue())))
    for name, values in VALUES.items()
}

CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def asked(times: int) -> settings:
    """No example database: what fails is to be written down as a test."""
    return settings(
        max_examples=tries(times), deadline=None, database=None, suppress_health_check=CHECKS
    )


def some(name: str, project: dict[str, Any]) -> st.SearchStrategy[list[str]]:
    """Values of one filter; often one that the project has, so that not all answers are empty."""
    own = sorted(VALUES[name](project))
    strategy = st.sampled_from(ALL_VALUES[name])
    if own:
        strategy = st.sampled_from(own) | strategy
    return st.lists(strategy, min_size=1, max_size=3, unique=True)


@st.composite
def known_filters(draw: st.DrawFn, at_most: int = 3) -> Query:
    """Filters whose answer the oracle can work out."""
    project = draw(st.sampled_from(catalogue()))
    names = draw(st.lists(st.sampled_from(LISTED), max_size=at_most, unique=True))
    query = {name: draw(some(name, project)) for name in names}
    for extra in draw(st.lists(st.sampled_from(sorted(EXTRAS)), max_size=2, unique=True)):
        query |= draw(EXTRAS[extra])
    return query


@st.composite
def periods(draw: st.DrawFn) -> Query:
    low, high = sorted(draw(st.tuples(*[st.integers(1995, 2030)] * 2)))
    both = {"year_from": [str(low)], "year_to": [str(high)]}
    return {name: both[name] for name in draw(st.sets(st.sampled_from(sorted(both)), min_size=1))}


@st.composite
def amounts(draw: st.DrawFn) -> Query:
    if draw(st.booleans()):
        return {"budget_known": [draw(st.sampled_from(["true", "false"]))]}
    low, high = sorted((draw(st.sampled_from(BUDGETS)) for _ in range(2)), key=lambda b: b["value"])
    query = {"currency": [low["currency"]]}
    if draw(st.booleans()):
        query["budget_min"] = [str(low["value"])]
    if draw(st.booleans()):
        query["budget_max"] = [str(high["value"])]
    return query


EXTRAS = {
    "year": periods(),
    "money": amounts(),
    "role": st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True).map(
        lambda roles: {"role": roles}
    ),
    "practice": st.sampled_from(["true", "false"]).map(lambda value: {"good_practice": [value]}),
}


@st.composite
def boxes(draw: st.DrawFn) -> Query:
    west, east = sorted(draw(st.tuples(*[st.integers(-17, 0)] * 2)))
    south, north = sorted(draw(st.tuples(*[st.integers(21, 36)] * 2)))
    return {"bbox": [f"{west},{south},{east},{north}"]}


any_filters = st.builds(
    lambda known, other: {**known, **other},
    known_filters(at_most=1),
    st.just({}) | boxes() | st.sampled_from(WORDS).map(lambda word: {"q": [word]}),
)


def items_of(client: httpx2.Client, query: Filters, **extra: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/projects", params={**query, "limit": 1000, **extra})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["numberMatched"] == body["numberReturned"] == len(body["items"])
    items: list[dict[str, Any]] = body["items"]
    return items


def identifiers(client: httpx2.Client, query: Filters, **extra: Any) -> list[str]:
    return [item["identifier"] for item in items_of(client, query, **extra)]


def pages(client: httpx2.Client, query: Filters, limit: int) -> Iterator[list[str]]:
    offset, matched = 0, 1
    while offset < matched:
        params: dict[str, Any] = {**query, "limit": limit, "offset": offset}
        answer = client.get("/api/v1/projects", params=params).json()
        matched = answer["numberMatched"]
        yield [item["identifier"] for item in answer["items"]]
        offset += limit


def every_form_is_the_same(client: httpx2.Client, query: Query) -> None:
    expected = identifiers(client, query)
    assert len(set(expected)) == len(expected)
    for mode in ("auto", "points", "regions", "locations"):
        answer = client.get("/api/v1/projects.geojson", params={**query, "geometry": mode}).json()
        assert answer["numberMatched"] == len(expected)
        assert answer["numberReturned"] == len(answer["features"])
        if mode == "locations":
            shown = {feature["properties"]["project"] for feature in answer["features"]}
            placed = {p["identifier"] for p in catalogue() if p["locations"]}
            assert shown == set(expected) & placed
        else:
            assert [feature["id"] for feature in answer["features"]] == expected
    text = client.get("/api/v1/projects.csv", params=query).content.decode("utf-8-sig")
    assert [row["identifier"] for row in csv.DictReader(io.StringIO(text))] == expected


@asked(15)
@given(query=any_filters)
def test_every_form_has_the_same_projects(client: httpx2.Client, query: Query) -> None:
    every_form_is_the_same(client, query)


@pytest.mark.full
@asked(600)
@given(query=any_filters)
def test_every_form_has_the_same_projects_at_length(client: httpx2.Client, query: Query) -> None:
    every_form_is_the_same(client, query)


@asked(30)
@given(query=known_filters())
def test_filters_select_what_the_files_say(client: httpx2.Client, query: Query) -> None:
    response = client.get("/api/v1/projects", params={**query, "limit": 1000, "facets": True})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert {item["identifier"] for item in answer["items"]} == oracle.select(query)
    if {"year_from", "year_to"} & query.keys():
        assert answer["numberUndated"] == oracle.undated(query)
    for name, values in answer["facets"].items():
        counts = {value["value"]: value["count"] for value in values}
        chosen = dict.fromkeys(query.get(name, []), 0)
        assert counts == {**chosen, **oracle.count(query, name)}, name


@asked(15)
@given(query=any_filters, data=st.data())
def test_a_facet_counts_what_its_value_would_give(
    client: httpx2.Client, query: Query, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["theme", "region", "funder", "status", "target_group"]))
    facets = client.get("/api/v1/facets", params=query).json()["facets"][name]
    if facets:
        value = data.draw(st.sampled_from(facets))
        found = identifiers(client, {**query, name: [value["value"]]})
        assert len(found) == value["count"]


@asked(15)
@given(query=any_filters, data=st.data())
def test_one_more_value_never_loses_a_project(
    client: httpx2.Client, query: Query, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([key for key in query if key in LISTED] or ["theme"]))
    narrow = {**query, name: query.get(name) or [data.draw(st.sampled_from(ALL_VALUES[name]))]}
    wide = {**narrow, name: [*narrow[name], data.draw(st.sampled_from(ALL_VALUES[name]))]}
    assert set(identifiers(client, narrow)) <= set(identifiers(client, wide))


@asked(15)
@given(query=any_filters, data=st.data())
def test_the_order_of_the_filters_does_not_matter(
    client: httpx2.Client, query: Query, data: st.DataObject
) -> None:
    pairs = [(name, value) for name, values in query.items() for value in values]
    shuffled = data.draw(st.permutations(pairs))
    one = client.get("/api/v1/projects", params=tuple(pairs)).json()
    other = client.get("/api/v1/projects", params=tuple(shuffled)).json()
    assert one["items"] == other["items"]
    assert one["numberMatched"] == other["numberMatched"]


@asked(15)
@given(query=any_filters, level=st.sampled_from([1, 2]))
def test_regions_count_the_projects_of_the_list(
    client: httpx2.Client, query: Query, level: int
) -> None:
    answer = client.get("/api/v1/regions.geojson", params={**query, "admin_level": level}).json()
    assert answer["numberMatched"] == answer["numberReturned"] == (12 if level == 1 else 75)
    counts = {area["id"]: area["properties"]["projects"] for area in answer["features"]}
    name = "regions" if level == 1 else "provinces"
    expected = Counter(code for item in items_of(client, query) for code in item[name])
    assert {code: count for code, count in counts.items() if count} == expected


@asked(15)
@given(query=any_filters, limit=st.integers(5, 120), sort=st.sampled_from(["title", "-start"]))
def test_pages_give_each_project_once(
    client: httpx2.Client, query: Query, limit: int, sort: str
) -> None:
    query = {**query, "sort": [sort]}
    paged = [name for page in pages(client, query, limit) for name in page]
    assert paged == identifiers(client, query)
    assert len(set(paged)) == len(paged)


def bound(item: dict[str, Any], name: str, filler: str) -> str | None:
    """A partial date as its first or last day, comparable as text."""
    value: str | None = item[name]
    return value and value + filler[len(value) :]


KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "start": lambda item: bound(item, "start_date", "0000-01-01"),
    "end": lambda item: bound(item, "end_date", "0000-12-31"),
    "budget": lambda item: item["budget"] and item["budget"]["value"],
}


@asked(20)
@given(query=any_filters, name=st.sampled_from(sorted(KEYS)), descending=st.booleans())
def test_sorted_lists_are_in_order(
    client: httpx2.Client, query: Query, name: str, descending: bool
) -> None:
    items = items_of(client, query, sort=f"-{name}" if descending else name)
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        currency = item["budget"]["currency"] if name == "budget" and item["budget"] else ""
        groups.setdefault(currency, []).append(item)
    for group in groups.values():
        known = [KEYS[name](item) for item in group if KEYS[name](item) is not None]
        assert known == sorted(known, reverse=descending)
        assert all(KEYS[name](item) is not None for item in group[: len(known)]), "unknown last"
    ties = [(KEYS[name](item), item["identifier"]) for item in items if KEYS[name](item) is None]
    assert ties == sorted(ties)


def test_titles_are_a_permutation_in_the_order_of_readers(client: httpx2.Client) -> None:
    for language in ("fr", "ar", "en"):
        up = identifiers(client, {}, sort="title", lang=language)
        down = identifiers(client, {}, sort="-title", lang=language)
        assert sorted(up) == sorted(down) == sorted(oracle.select({}))
    first_letters = [item["title"].lstrip("«“\"' (")[0] for item in items_of(client, {})]
    accented = [letter for letter in first_letters if letter in "éèàçÉÈÀÇœŒ"]
    assert accented
    assert not any(letter in "éèÉÈ" for letter in first_letters[-20:]), "é is sorted as e"
