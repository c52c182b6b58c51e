"""The browser filters by itself: whatever is asked, it must find what the server finds."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
COMPARE = """
async ({ questions, modules }) => {
  const [{ Catalogue }, { select }, { inOrder }, { serverPart }] = await Promise.all(
    modules.map((address) => import(address)))
  const index = await (await fetch('/api/v1/index?lang=fr')).json()
  const catalogue = new Catalogue(index)
  const same = (one, two) => JSON.stringify(one) === JSON.stringify(two)
  const counts = (values) => values.map(({ value, count }) => `${value} ${count}`).sort()
  const faults = []
  for (const filters of questions) {
    const query = new URLSearchParams(
      Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value])))
    const ask = async (name) => (await fetch(`/api/v1/${name}?${query}&lang=fr`)).json()
    const { sort: [sort] = [null], ...asked } = filters
    if (serverPart(catalogue, asked)) faults.push({ query: `${query}`, what: 'left to the server' })
    const found = select(catalogue, asked)
    const order = inOrder(found.positions.map((i) => catalogue.projects[i]), sort, null)
    const { identifiers } = await ask('identifiers')
    if (!same(order.map(({ identifier }) => identifier), identifiers)) {
      faults.push({ query: `${query}`, what: 'identifiers', identifiers })
    }
    query.delete('sort')
    const { facets, numberUndated = 0 } = await ask('facets')
    if (numberUndated !== found.numberUndated) faults.push({ query: `${query}`, what: 'undated' })
    for (const [name, values] of Object.entries(facets)) {
      if (!same(counts(values), counts(found.facet(name)))) {
        faults.push({ query: `${query}`, what: name })
      }
    }
  }
  return faults
}
"""
SORTS = ["title", "-title", "start", "-start", "end", "-end", "budget", "-budget", "-confirmed"]


def _question(chance: random.Random, facets: dict[str, list[str]]) -> dict[str, list[str]]:
    names = chance.sample(sorted(facets), chance.choice((1, 1, 2, 2, 3)))
    asked = {name: chance.sample(facets[name], min(len(facets[name]), chance.choice((1, 1, 2, 4))))
             for name in names}  # fmt: skip
    if "good_practice" in asked:
        asked["good_practice"] = asked["good_practice"][:1]
    if chance.random() < 0.3:
        asked["role"] = [chance.choice(("funding", "implementing", "partner", "accountable"))]
    if chance.random() < 0.2:
        asked["with_organisation"] = [chance.choice(facets["organisation"])]
    if chance.random() < 0.4:
        years = sorted(chance.sample(range(1995, 2030), 2))
        bounds = chance.choice((("year_from",), ("year_to",), ("year_from", "year_to")))
        asked |= {name: [str(year)] for name, year in zip(bounds, years, strict=False)}
    if chance.random() < 0.3:
        asked["budget_known"] = [chance.choice(("true", "false"))]
    if chance.random() < 0.3:
        asked["currency"] = [chance.choice(("EUR", "MAD"))]
        if chance.random() < 0.5:
            asked["budget_min"] = [chance.choice(("0", "50000", "1000000.5"))]
    if chance.random() < 0.5:
        asked["sort"] = [chance.choice(SORTS)]
    return asked


@pytest.mark.parametrize("number", [25, pytest.param(200, marks=pytest.mark.full)])
def test_the_browser_finds_what_the_server_finds(desktop: Page, number: int) -> None:
    desktop.goto("/fr/")
    source = desktop.locator("script[type=module][src]").get_attribute("src") or ""
    core = "/".join(source.split("/")[:3]) + "/js/core/"
    names = ("catalogue", "selection", "order", "vocabulary")
    answer: dict[str, Any] = desktop.request.get("/api/v1/facets").json()
    facets = {
        name: [each["value"] for each in values]
        for name, values in answer["facets"].items()
        if name != "year"
    }
    chance = random.Random(20261121)  # noqa: S311 - the same questions each time
    questions: list[dict[str, list[str]]] = [{}, {"sort": ["-budget"]}]
    questions += [_question(chance, facets) for _ in range(number)]
    faults = desktop.evaluate(
        COMPARE, {"questions": questions, "modules": [f"{core}{name}.js" for name in names]}
    )
    assert faults == []
