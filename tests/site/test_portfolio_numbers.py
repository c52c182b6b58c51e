"""Numbers of portfolio pages are those of the files and of the API."""

import json
import re
from collections import Counter
from decimal import Decimal

import httpx2
import pytest

from app.settings import ROOT
from tests.fixtures.html import rows_of, text_of
from tests.fixtures.portfolio import (
    REGIONS,
    bar_counts,
    in_region,
    matched,
    projects,
    read,
    tiles,
)


@pytest.mark.parametrize("code", REGIONS)
def test_numbers_of_a_region_are_those_of_the_files(client: httpx2.Client, code: str) -> None:
    page = read(client, f"/en/regions/{code}")
    own = in_region(code)
    values = list(tiles(page).values())
    organisations = {part["organisation"] for p in own for part in p["participations"]}
    assert values[0] == str(len(own)) == str(matched(client, f"region={code}"))
    assert values[1] == str(sum(p["activity_status"] == "2" for p in own))
    assert int(values[1]) == matched(client, f"region={code}&status=2")
    assert values[2] == str(len(organisations))
    themes = Counter(theme for p in own for theme in p["themes"])
    assert bar_counts(page, "themes-title") == themes
    funders = Counter(
        slug
        for p in own
        for slug in {x["organisation"] for x in p["participations"] if x["role"] == "funding"}
    )
    assert bar_counts(page, "funders-title") == funders


@pytest.mark.parametrize("code", REGIONS)
def test_provinces_of_a_region_tell_what_each_has(client: httpx2.Client, code: str) -> None:
    page = read(client, f"/en/regions/{code}")
    expected = Counter(
        province
        for p in projects()
        for province in {x["province"] for x in p["locations"] if x["region"] == code}
        if province
    )
    rows = [e for e in page.section("provinces-title").iter("tr") if e.get("id")]
    told = {row.get("id"): text_of(row.findall("td")[0]) for row in rows}
    features = json.loads((ROOT / "data/regions/provinces.geojson").read_bytes())["features"]
    own = {f["properties"]["code"] for f in features if f["properties"]["parent_code"] == code}
    assert set(told) == own
    for province, value in told.items():
        assert value == (str(expected[province]) if expected[province] else "no project found")


def expected_budgets(code: str) -> tuple[int, dict[str, set[str]]]:
    """How many are known, and by line the amounts, worked out from the files another way."""
    own = {p["identifier"]: p for p in in_region(code)}
    everything = {p["identifier"]: p for p in projects()}
    lines: dict[str, dict[str, Decimal]] = {}
    for project in own.values():
        budget, whole = project["budget"], project["part_of"]
        if budget is None:
            continue
        while whole is not None and not (whole in own and own[whole]["budget"]):
            whole = everything[whole]["part_of"]
        if whole is not None:
            continue
        regions = {x["region"] for x in project["locations"]} - {None}
        wide = len(regions) > 1 or any(x["level"] == "national" for x in project["locations"])
        line = {
            "morocco": "In several regions or the whole of Morocco (whole amounts)"
            if wide
            else "In this region only",
            "several_countries": "In several countries, Morocco among them",
            "unknown": "Extent not known",
        }[budget["scope"]]
        sums, currency = lines.setdefault(line, {}), budget["currency"]
        sums[currency] = sums.get(currency, Decimal(0)) + Decimal(str(budget["value"]))
    known = sum(p["budget"] is not None for p in own.values())
    return known, {
        line: {
            f"{value:,.2f}".removesuffix(".00") + f" {currency}" for currency, value in c.items()
        }
        for line, c in lines.items()
    }


@pytest.mark.parametrize("code", REGIONS)
def test_budgets_of_a_region_follow_the_rules(client: httpx2.Client, code: str) -> None:
    page = read(client, f"/en/regions/{code}")
    section = page.section("money-title")
    known, lines = expected_budgets(code)
    total = len(in_region(code))
    assert re.search(rf"Budgets? known for {known} of {total} projects", text_of(section))
    told = {
        text_of(row.findall("th")[0]): {text_of(amount) for amount in row.iter("bdi")}
        for table in page.by_class("money", section)
        for row in table.iter("tr")
        if row.findall("td")
    }
    assert told == lines


def test_projects_by_year_are_those_of_the_api(client: httpx2.Client) -> None:
    page = read(client, "/en/regions/MA-09")
    table = next(page.by_class("numbers-table", page.section("years-title")))
    told = {year: int(count) for year, count in rows_of(table) if count != "0"}
    api = client.get("/api/v1/facets?region=MA-09").json()["facets"]["year"]
    assert told == {each["value"]: each["count"] for each in api}
    assert told["2012"] == matched(client, "region=MA-09&year_from=2012&year_to=2012")


def test_the_index_of_regions_counts_as_the_api_does(client: httpx2.Client) -> None:
    rows = rows_of(next(read(client, "/en/regions").by_class("grid-table")))
    features = client.get("/api/v1/regions.geojson?lang=en").json()["features"]
    told = {name: (count, people, rate) for name, count, people, rate in rows}
    for feature in features:
        properties = feature["properties"]
        people = properties["population_2024"]
        rate = f"{properties['projects'] * 100_000 / people:.2f}"
        assert told[properties["name"]] == (str(properties["projects"]), f"{people:,}", rate)


@pytest.mark.parametrize("slug", ["aecid", "union-europeenne", "migrations-developpement"])
def test_numbers_of_an_organisation_are_those_of_the_files(
    client: httpx2.Client, slug: str
) -> None:
    page = read(client, f"/en/organisations/{slug}")
    own = [p for p in projects() if any(x["organisation"] == slug for x in p["participations"])]
    values = tiles(page)
    assert (
        next(iter(values.values())) == str(len(own)) == str(matched(client, f"organisation={slug}"))
    )
    labels = client.get("/api/v1/codelists?lang=en").json()["role"]
    for role in labels:
        expected = sum(
            any(
                x["organisation"] == slug and x["role"] == role["code"] for x in p["participations"]
            )
            for p in own
        )
        assert values.get(role["label"]) == (str(expected) if expected else None)
    partners = Counter(
        other for p in own for other in {x["organisation"] for x in p["participations"]} - {slug}
    )
    told = bar_counts(page, "partners-title")
    assert len(told) == min(len(partners), 100)
    assert all(partners[other] == count for other, count in told.items())
    regions = Counter(code for p in own for code in {x["region"] for x in p["locations"]} if code)
    assert bar_counts(page, "where-title") == regions


def test_contributions_of_a_funder_are_the_stated_ones(client: httpx2.Client) -> None:
    slug = "union-europeenne"
    page = read(client, f"/en/organisations/{slug}")
    funded = [
        (p, x)
        for p in projects()
        for x in p["participations"]
        if x["organisation"] == slug and x["role"] == "funding"
    ]
    stated = [(p, x["contribution"]) for p, x in funded if x["contribution"]]
    section = text_of(page.section("money-title"))
    assert re.search(
        rf"Contributions? stated for {len(stated)} of {len(funded)} funded projects", section
    )
    by_project = {p["identifier"] for p, _ in stated}
    included = [p for p, _ in stated if p["part_of"] in by_project]
    assert included, "the catalogue has such a case"
    assert f"The contribution to {len(included)} project is not added" in section
    here: dict[str, Decimal] = {}
    for project, amount in stated:
        if project in included:
            continue
        if not (project["budget"] and project["budget"]["scope"] == "several_countries"):
            currency = amount["currency"]
            here[currency] = here.get(currency, Decimal(0)) + Decimal(str(amount["value"]))
    for currency, value in here.items():
        assert f"{value:,.2f}".removesuffix(".00") + f" {currency}" in section


def test_practices_say_why_and_according_to_whom(client: httpx2.Client) -> None:
    page = read(client, "/fr/practices")
    good = [p for p in projects() if p["good_practice"]]
    cards = list(page.by_class("project-card"))
    assert len(cards) == len(good) == matched(client, "good_practice=true")
    told = {
        next(next(page.by_class("card-title", card)).iter("a")).get("href", "").rpartition("/")[2]:
        [text_of(quote) for quote in card.iter("blockquote")]
        for card in cards
    }  # fmt: skip
    for project in good:
        quotes = [
            s["evidence"]
            for s in project["sources"]
            if "good_practice" in s["supports"] and s["evidence"]
        ]
        assert sorted(told[project["slug"]]) == sorted(quotes)
    themes = Counter(theme for p in good for theme in p["themes"])
    assert bar_counts(page, "all-themes") == themes


def test_data_and_about_count_the_catalogue(client: httpx2.Client) -> None:
    data = tiles(read(client, "/en/data"))
    files = json.loads((ROOT / "data/organisations.json").read_bytes())
    assert data["projects"] == str(len(projects()))
    assert data["organisations"] == str(len(files))
    assert (data["regions"], data["provinces and prefectures"]) == ("12", "75")
    assert data["known budgets"] == str(sum(p["budget"] is not None for p in projects()))
    about = tiles(read(client, "/en/about"))
    assert about["sources"] == str(sum(len(p["sources"]) for p in projects()))
    assert about["projects that state their doubts"] == str(
        sum(bool(p["uncertain"]) for p in projects())
    )
    schema = client.get("/api/v1/project.schema.json")
    assert schema.headers["content-type"] == "application/schema+json"
    assert schema.json() == json.loads((ROOT / "data/project.schema.json").read_bytes())
