"""Rules of portfolio pages over a small catalogue written by hand: merged organisations, projects
in several regions, parts of programmes, texts that would attack."""

from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    takes_part,
)
from tests.fixtures.html import Page, rows_of, text_of

ATTACK = "<script>alert(1)</script> \u202egnp.exe " + "x" * 400


def organisations() -> Sequence[Organisation]:
    return [
        make_organisation("bailleur", acronym="BA", aliases=["Ancien nom"], country="FR"),
        make_organisation("bailleur-bis"),
        make_organisation("operateur", website="javascript:alert(1)", scope="international"),
        make_organisation("absent"),
    ]


MERGED = {"bailleur-bis": "bailleur"}


def money(value: float, currency: str = "EUR", scope: str = "morocco") -> dict[str, Any]:
    return {"value": value, "currency": currency, "scope": scope, "note": None}


def share(value: float, currency: str = "EUR") -> dict[str, Any]:
    return {"value": value, "currency": currency}


PROJECTS = [
    make_project(
        1,
        title=make_text(ATTACK[:400], en="A programme"),
        budget=money(1000),
        start_date="2010",
        end_date="2012",
        activity_status="4",
        themes=["health"],
        good_practice=True,
        locations=[located("region", "MA-01"), located("region", "MA-02")],
        participations=[
            takes_part("bailleur", contribution=share(600)),
            takes_part("operateur", "implementing"),
        ],
    ),
    make_project(
        2,
        part_of="MA-MD-0001",
        budget=money(300),
        locations=[located("province", "MA-01", "MA-AAA")],
        participations=[takes_part("bailleur-bis", contribution=share(200))],
    ),
    make_project(
        3,
        part_of="MA-MD-0001",
        budget=money(50, "MAD"),
        activity_status="2",
        start_date="2011",
        locations=[located("province", "MA-03", "MA-CCA")],
        participations=[takes_part("bailleur", contribution=share(70, "MAD"))],
    ),
    make_project(
        4,
        budget=money(9, scope="several_countries"),
        locations=[located("region", "MA-01"), located("national")],
        participations=[takes_part("bailleur", contribution=share(7))],
    ),
    make_project(5, budget=money(20.5), locations=[located("region", "MA-01")]),
    make_project(6, locations=[located("region", "MA-01")], good_practice=True),
    make_project(7, budget=money(4), locations=[located("region", "MA-01"), located("national")]),
    make_project(8, locations=[located("national")]),
]


def read(client: httpx2.Client, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


def money_lines(page: Page) -> dict[str, str]:
    section = page.section("money-title")
    tables = list(page.by_class("money", section))
    return {head: cell for table in tables for head, cell in rows_of(table)}


def test_a_budget_is_on_one_line_and_in_no_region_twice(small_client: httpx2.Client) -> None:
    page = read(small_client, "/en/regions/MA-01")
    assert money_lines(page) == {
        "In this region only": "20.50 EUR 1 project",
        "In several regions or the whole of Morocco (whole amounts)": "1,004 EUR 2 projects",
        "In several countries, Morocco among them": "9 EUR 1 project",
    }
    told = text_of(page.section("money-title"))
    assert "Budgets known for 5 of 6 projects." in told
    assert "The budget of 1 project is not added: its programme includes it." in told


def test_a_part_counts_where_its_programme_is_not(small_client: httpx2.Client) -> None:
    page = read(small_client, "/en/regions/MA-03")
    assert money_lines(page) == {"In this region only": "50 MAD 1 project"}
    assert "not added" not in text_of(page.section("money-title"))


def test_a_region_tells_how_dense_it_is_and_what_is_left_out(small_client: httpx2.Client) -> None:
    page = read(small_client, "/en/regions/MA-02")
    values = [text_of(value) for value in next(page.by_class("numbers")).iter("dd")]
    assert values == ["1", "0", "2", "1,000", "100.00"]
    assert "Besides, 3 projects concern the whole of Morocco; they are not counted here." in (
        text_of(page.root)
    )
    provinces = rows_of(next(page.by_class("grid-table", page.section("provinces-title"))))
    assert [count for _, count in provinces] == ["no project found", "no project found"]
    assert "1 project is known at the level of the region only." in text_of(page.root)


def test_merged_organisations_are_one(small_client: httpx2.Client) -> None:
    moved = small_client.get("/ar/organisations/bailleur-bis", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/ar/organisations/bailleur")
    page = read(small_client, "/en/organisations/bailleur")
    values = [text_of(value) for value in next(page.by_class("numbers")).iter("dd")]
    assert values == ["4", "1", "4"]
    listed = read(small_client, "/en/organisations?sort=name")
    names = [text_of(next(row.iter("a"))) for row in next(listed.by_class("directory"))]
    assert names == ["Absent", "Bailleur", "Operateur"]
    former = read(small_client, "/en/organisations?q=ancien+NOM")
    assert [a.get("href") for a in next(former.by_class("directory")).iter("a")] == [
        "/en/organisations/bailleur"
    ]
    selected = read(small_client, "/en/projects?organisation=bailleur-bis")
    assert "4 projects" in text_of(next(selected.by_class("result-count")))
    assert "Bailleur" in text_of(next(selected.by_class("chip")))


def test_contributions_are_counted_once(small_client: httpx2.Client) -> None:
    """The share of a part is in that of its programme, also through the organisation merged."""
    page = read(small_client, "/en/organisations/bailleur")
    assert money_lines(page) == {
        "As a funder": "600 EUR 1 project",
        "As a funder of projects in several countries": "7 EUR 1 project",
    }
    told = text_of(page.section("money-title"))
    assert "Contributions stated for 4 of 4 funded projects." in told
    assert "The contributions to 2 projects are not added" in told


def test_an_organisation_without_projects_has_its_page(small_client: httpx2.Client) -> None:
    page = read(small_client, "/fr/organisations/absent")
    assert "Aucun projet du catalogue ne cite cet organisme." in text_of(page.root)
    assert "pays non connu" in text_of(page.root)


@pytest.mark.parametrize(
    "path", ["projects", "regions/MA-01", "organisations/bailleur", "practices"]
)
def test_stored_texts_are_texts(small_client: httpx2.Client, path: str) -> None:
    answer = small_client.get(f"/fr/{path}")
    page = Page(answer.text)
    assert "<script>alert(1)</script>" in text_of(page.root)
    assert "<script>alert" not in answer.text
    assert 'href="javascript:' not in small_client.get("/fr/organisations/operateur").text


def test_a_practice_without_source_says_so(small_client: httpx2.Client) -> None:
    page = read(small_client, "/en/practices")
    assert len(list(page.by_class("project-card"))) == 2
    assert text_of(page.root).count("Source not recorded") == 2
    assert "For 2 projects, the source of this judgement is not recorded." in text_of(page.root)
    headings = [text_of(e) for e in page.root.iter("h2")]
    assert "Without theme" in headings


def test_a_part_of_the_years_without_date_is_told(small_client: httpx2.Client) -> None:
    page = read(small_client, "/en/projects?year_from=2010&year_to=2011")
    assert "2 projects" in text_of(next(page.by_class("result-count")))
    assert "6 projects of this selection have no date" in text_of(page.root)
    chart = read(small_client, "/en/regions/MA-02").section("years-title")
    assert "From 2010 to 2012" in text_of(chart)
