"""The network of the real catalogue against what its files say, and its page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import httpx2
import pytest

from tests.fixtures import oracle
from tests.fixtures.html import text_of
from tests.fixtures.oracle import catalogue, organisations
from tests.fixtures.portfolio import matched, read

QUESTIONS: list[Mapping[str, Sequence[str]]] = [
    {},
    {"region": ["MA-09"]},
    {"theme": ["health"], "year_from": ["2012"]},
    {"funder": ["union-europeenne"]},
]


@pytest.mark.parametrize("query", QUESTIONS, ids=str)
def test_pairs_are_what_the_files_say(
    client: httpx2.Client, query: Mapping[str, Sequence[str]]
) -> None:
    answer = client.get("/api/v1/analysis/network", params={**query, "limit": 1000, "minimum": 2})
    expected: Counter[frozenset[str]] = Counter()
    funding: Counter[tuple[str, str]] = Counter()
    for project in catalogue():
        if oracle.matches(project, query):
            expected.update(map(frozenset, combinations(organisations(project), 2)))
            funding.update(
                (giver, taker)
                for giver in organisations(project, "funding")
                for taker in organisations(project, "implementing")
            )
    strong = {pair: number for pair, number in expected.items() if number >= 2}
    body = answer.json()
    assert body["numberPairs"] == len(strong)
    found = {frozenset((edge["first"], edge["second"])): edge for edge in body["edges"]}
    assert {pair: edge["projects"] for pair, edge in found.items()} == strong
    for edge in body["edges"]:
        first, second = edge["first"], edge["second"]
        assert edge["first_funds_second"]["projects"] == funding[first, second]
        assert edge["second_funds_first"]["projects"] == funding[second, first]


def test_the_page_has_the_pairs_of_the_api_and_draws_them(client: httpx2.Client) -> None:
    query = "region=MA-09&minimum=2"
    answer = client.get(f"/api/v1/analysis/network?{query}&lang=en").json()
    page = read(client, f"/en/analysis/network?{query}")
    cells = [
        row.findall("td")[0]
        for table in page.by_class("pairs")
        for row in table.iter("tr")
        if row.findall("td")
    ]
    numbers = [int(text_of(cell).split()[0]) for cell in cells]
    assert numbers == [edge["projects"] for edge in answer["edges"]]
    drawing = next(page.by_class("arcs"))
    assert 0 < len(list(drawing.iter("path"))) <= len(numbers)
    for cell, number in list(zip(cells, numbers, strict=True))[::20]:
        address = next(cell.iter("a")).get("href", "")
        assert matched(client, address.partition("?")[2]) == number
