"""A visitor explores the catalogue, on a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import (
    catalogue,
    choose,
    expect_count,
    expect_framing,
    expect_listed,
    expect_mapped,
    expect_mapped_within,
    expect_no_overflow,
    expect_query,
    framing,
    funded_by,
    in_region,
    mapped,
    with_point,
)

pytestmark = pytest.mark.e2e


def test_everything_is_there_at_first(page: Page) -> None:
    page.goto("/fr/")
    expect_count(page, len(catalogue()), filtered=False)
    expect_listed(page, set(catalogue()))
    expect(page.locator(".map [data-projects]").first).to_be_visible()
    expect_mapped(page, with_point(catalogue()))
    expect(page.locator("path[data-region]")).to_have_count(12)
    expect_no_overflow(page)


def test_filter_by_region_and_funder_reload_back_and_forward(page: Page) -> None:
    of_region, of_funder = in_region("MA-02"), funded_by("union-europeenne")
    both = of_region & of_funder
    page.goto("/fr/")
    expect_count(page, len(catalogue()), filtered=False)

    choose(page, "funder", "Union européenne")
    expect_count(page, len(of_funder))
    expect_listed(page, of_funder)
    expect_mapped(page, with_point(of_funder))

    choose(page, "region", "L'Oriental")
    expect_count(page, len(both))
    expect_listed(page, both)
    expect_mapped_within(page, with_point(both))
    expect(page.locator("path[data-region=MA-02]")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"\?region=MA-02&funder=union-europeenne$"))
    seen, points = framing(page), mapped(page)

    page.reload()
    expect_count(page, len(both))
    expect_listed(page, both)
    expect_framing(page, seen)
    expect_mapped(page, points)

    page.go_back()
    expect_count(page, len(of_funder))
    expect_listed(page, of_funder)
    page.go_back()
    expect_count(page, len(catalogue()), filtered=False)
    page.go_forward()
    page.go_forward()
    expect_count(page, len(both))
    expect_listed(page, both)
    expect_framing(page, seen)

    page.locator("[data-ref=applied-list]").get_by_role("button").first.click()
    expect_count(page, len(of_funder))
    page.locator("[data-ref=clear-all]").click()
    expect_count(page, len(catalogue()), filtered=False)


def test_open_a_project_and_come_back(page: Page) -> None:
    page.goto("/fr/?region=MA-02&q=primo")
    expect(page.locator("[data-project=MA-MD-0103]")).to_be_visible()
    before = framing(page, "MA-02")
    page.locator("[data-project=MA-MD-0103] a").click()
    article = page.locator("article[data-project=MA-MD-0103]")
    expect(article.get_by_role("heading", level=1)).to_contain_text("PRIMO")
    expect(article).to_contain_text("6 mai 2016")
    expect_query(page, "project=primo")
    expect(page.locator(".pin.is-marked")).to_have_count(1)
    expect(page.locator("path.is-concerned")).to_have_count(1)

    page.reload()
    expect(article).to_be_visible()
    expect(page.locator(".pin.is-marked")).to_have_count(1)

    page.keyboard.press("Escape")
    expect(article).to_be_hidden()
    expect(page).not_to_have_url(re.compile("project="))
    expect_framing(page, before, "MA-02")
    page.go_back()
    expect(article).to_be_visible()


def test_a_part_leads_to_its_programme(page: Page) -> None:
    page.goto("/fr/?project=primo")
    page.locator("[data-project-link=sharaka]").click()
    expect(page.locator("article[data-project=MA-MD-0077]")).to_be_visible()
    expect_query(page, "project=sharaka")


def test_the_view_that_the_reader_chose_is_kept(page: Page) -> None:
    page.goto("/fr/")
    expect_count(page, len(catalogue()), filtered=False)
    page.get_by_role("button", name="Zoomer", exact=True).click()
    page.wait_for_url(re.compile(r"view="))
    seen = framing(page)
    page.reload()
    expect_count(page, len(catalogue()), filtered=False)
    expect_framing(page, seen)


def test_a_region_of_the_map_shows_its_projects_by_keyboard(page: Page) -> None:
    page.goto("/fr/")
    expect_count(page, len(catalogue()), filtered=False)
    region = page.locator("path[data-region=MA-09]")
    expected = in_region("MA-09")
    placeless = {
        identifier
        for identifier in expected
        if not any(
            place["point"] and place["region"] == "MA-09"
            for place in catalogue()[identifier]["locations"]
        )
    }
    expect(region).to_have_attribute(
        "aria-label",
        f"Souss-Massa\u00a0: {len(expected)} projets, dont {len(placeless)} sans lieu précis",
    )
    region.focus()
    page.keyboard.press("Enter")
    expect_count(page, len(expected))
    expect_listed(page, expected)
    page.keyboard.press("Enter")
    expect_count(page, len(catalogue()), filtered=False)


def test_national_projects_are_one_step_away(page: Page) -> None:
    national = {
        identifier
        for identifier, project in catalogue().items()
        if any(place["level"] == "national" for place in project["locations"])
    }
    page.goto("/fr/")
    page.locator(".chip-toggle[data-level=national]").click()
    expect_count(page, len(national))
    expect_listed(page, national)


def test_projects_without_date_are_counted_when_years_are_chosen(page: Page) -> None:
    undated = sum(
        1
        for project in catalogue().values()
        if not project["start_date"] and not project["end_date"]
    )
    page.goto("/fr/?year_from=2012")
    expect(page.locator("[data-ref=undated]")).to_have_text(
        f"{undated} autres projets n’ont pas de date connue : ils ne sont pas comptés."
    )


def test_search_is_one_step_back_however_many_letters(page: Page) -> None:
    page.goto("/fr/")
    expect_count(page, len(catalogue()), filtered=False)
    page.locator("#q").press_sequentially("oujda", delay=120)
    page.wait_for_url(re.compile(r"q=oujda"))
    expect(page.locator("h2[data-ref=count]")).to_have_text(re.compile(r"\d+ projets? trouvé"))
    page.go_back()
    expect_count(page, len(catalogue()), filtered=False)
    expect(page.locator("#q")).to_have_value("")


def test_nothing_found_says_which_filter_to_remove(page: Page) -> None:
    page.goto("/fr/?q=zzqqxx&region=MA-02")
    empty = page.locator("[data-ref=empty]")
    expect(empty).to_contain_text("Aucun projet trouvé")
    empty.get_by_role("button", name="Retirer le filtre « zzqqxx »").click()
    expect_count(page, len(in_region("MA-02")))
