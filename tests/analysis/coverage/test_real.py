"""Coverage of the real catalogue against what its files say, and its page."""

import html
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import httpx2
import pytest

from tests.fixtures import oracle
from tests.fixtures.html import text_of
from tests.fixtures.oracle import VALUES, catalogue
from tests.fixtures.portfolio import REGIONS, read

QUESTIONS: list[Mapping[str, Sequence[str]]] = [
    {},
    {"year_from": ["2010"]},
    {"year_from": ["2005"], "year_to": ["2012"], "status": ["4"]},
    {"funder": ["union-europeenne", "aecid"]},
    {"residence_country": ["FR"], "good_practice": ["false"]},
]


def national(project: Mapping[str, Any]) -> bool:
    return any(place["level"] == "national" for place in project["locations"])


@pytest.mark.parametrize("columns", ["theme", "target_group"])
@pytest.mark.parametrize("query", QUESTIONS, ids=str)
def test_cells_are_what_the_files_say(
    client: httpx2.Client, query: Mapping[str, Sequence[str]], columns: str
) -> None:
    answer = client.get("/api/v1/analysis/coverage", params={**query, "columns": columns}).json()
    chosen = [project for project in catalogue() if oracle.matches(project, query)]
    assert [row["region"] for row in answer["rows"]] == REGIONS
    for row in answer["rows"]:
        for cell in row["cells"]:
            bearing = [p for p in chosen if cell["code"] in VALUES[columns](p)]
            here = sum(row["region"] in VALUES["region"](p) for p in bearing)
            everywhere = sum(national(p) for p in bearing)
            state = "located" if here else "national_only" if everywhere else "nothing_found"
            assert (cell["projects"], cell["national"], cell["state"]) == (here, everywhere, state)
            assert cell["per_100k"] == round(100_000 * here / row["population"], 2)
    assert answer["numberMatched"] == len(chosen)
    assert answer["numberLocated"] == sum(bool(VALUES["region"](p)) for p in chosen)
    assert answer["numberNational"] == sum(map(national, chosen))
    if "year_from" in query:
        assert answer["numberUndated"] == oracle.undated(query)


def test_links_of_the_page_lead_to_as_many_projects_as_it_says(client: httpx2.Client) -> None:
    page = read(client, "/en/analysis/coverage?year_from=2012&columns=target_group&q=emploi")
    table = next(page.by_class("matrix"))
    links = [
        (link.get("href", ""), int(text_of(link).split()[0]))
        for link in table.iter("a")
        if "/projects?" in link.get("href", "") and text_of(link)[0].isdigit()
    ]
    assert len(links) > 30
    for address, number in random.Random(5).sample(links, 12):  # noqa: S311 - the same each time
        heading = next(read(client, address).by_class("result-count"))
        assert int(text_of(heading).split()[0]) == number


def test_the_page_says_what_the_api_says(client: httpx2.Client) -> None:
    query = "columns=target_group&year_from=2010"
    answer = client.get(f"/api/v1/analysis/coverage?{query}").json()
    page = read(client, f"/fr/analysis/coverage?{query}")
    table = next(page.by_class("matrix"))
    assert len(list(page.by_class("is-nothing", table))) == answer["numberCells"]["nothing_found"]
    assert len(list(page.by_class("is-national", table))) == answer["numberCells"]["national_only"]
    assert "recensement de 2024" in text_of(page.section("matrix-title"))
    undated = f"{answer['numberUndated']} projets sans date"
    assert undated in text_of(page.section("matrix-title"))


def test_its_tab_leaves_out_the_filters_that_it_refuses(client: httpx2.Client) -> None:
    page = client.get("/fr/analysis?province=MA-AGD&theme=unknown&theme=health&year_from=2010").text
    (address,) = re.findall(r'href="(/fr/analysis/coverage[^"]*)"', page)
    assert html.unescape(address) == "/fr/analysis/coverage?theme=health&year_from=2010"
    assert client.get(html.unescape(address)).status_code == 200
