"""« Comparez l’Oriental avec Souss-Massa », from the navigation, without a script."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import catalogue, expect_no_overflow
from tests.fixtures.sampling import full

pytestmark = pytest.mark.e2e

WORDS = {
    "fr": ("Analyse", "Comparer avec une autre sélection", "Comparer deux régions", "Comparer",
           "L'Oriental", "Souss-Massa"),
    "ar": ("تحليل", "قارن باختيار آخر", "قارن جهتين", "مقارنة", "الشرقية", "سوس-ماسة"),
}  # fmt: skip


def located_in(region: str) -> Sequence[str]:
    return [
        identifier
        for identifier, project in catalogue().items()
        if any(place["region"] == region for place in project["locations"])
    ]


@pytest.mark.parametrize(("language", "size"), [("fr", (1280, 800)), ("ar", (360, 740))])
def test_two_regions_are_compared_from_the_navigation(
    scriptless: Page, language: str, size: tuple[int, int]
) -> None:
    analysis, another, two, compare, oriental, souss = WORDS[language]
    page = scriptless
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/{language}/projects")
    folded = page.locator(".menu-folded > summary")
    if folded.is_visible():
        folded.click()
    page.get_by_role("navigation").get_by_role("link", name=analysis, exact=True).first.click()
    page.locator("summary", has_text=another).click()
    form = page.get_by_role("form", name=two)
    form.locator("[name=region]").select_option(label=oriental)
    form.locator("[name=other_region]").select_option(label=souss)
    form.get_by_role("button", name=compare).click()
    expect(page).to_have_url(re.compile(r"\?region=MA-02&other_region=MA-09$"))
    first, other = len(located_in("MA-02")), len(located_in("MA-09"))
    heading = page.locator("h1")
    expect(heading).to_contain_text(oriental)
    expect(heading).to_contain_text(souss)
    numbers = page.locator(".sides-table tbody tr").first.locator("td")
    expect(numbers).to_have_text([str(first), str(other)])
    expect(page.locator("#differences ~ .sides li")).not_to_have_count(0)
    expect_no_overflow(page)
    lines = page.locator("#theme .chart-summary, #year_active svg.columns")
    expect(lines).to_have_count(3)
    numbers.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/{language}/projects\?region=MA-09$"))
    expect(page.locator(".result-count")).to_contain_text(str(other))


def test_the_comparison_is_printed_with_its_numbers(scriptless: Page) -> None:
    scriptless.goto("/fr/analysis?region=MA-02&other_region=MA-09")
    scriptless.emulate_media(media="print")
    expect(scriptless.locator(".comparing")).to_be_hidden()
    expect(scriptless.locator(".analysis-tabs")).to_be_hidden()
    expect(scriptless.locator(".sides-table")).to_be_visible()
    expect(scriptless.locator("#rules")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", full("ar")])
def test_each_tab_is_in_sight_on_a_phone(scriptless: Page, language: str) -> None:
    page = scriptless
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/{language}/analysis/money")
    tabs = page.locator(".analysis-tabs a")
    expect(tabs).to_have_count(5)
    for tab in tabs.all():
        expect(tab).to_be_in_viewport(ratio=1)
    expect_no_overflow(page)


def test_an_empty_table_leads_back_to_all_projects(scriptless: Page) -> None:
    page = scriptless
    page.goto("/fr/analysis/table?rows=funder&columns=theme&region=MA-12&theme=health")
    page.locator(".empty-note").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/fr/analysis/table\?(?!.*region=)(?=.*rows=funder)"))
    expect(page.locator(".cross-table")).to_be_visible()
