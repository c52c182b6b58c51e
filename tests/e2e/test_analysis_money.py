"""How much is known of the money, and what nobody explains? In French and in Arabic."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.oracle import areas, catalogue

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_from_the_budgets_of_a_region_to_their_projects(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/analysis/money?region=MA-09")
    there = [project for project in catalogue() if "MA-09" in areas(project, "region")]
    known = [project for project in there if project["budget"]]
    head = page.locator("#budgets-title")
    expect(head.locator("a")).to_have_text([str(len(known)), str(len(there))])
    expect_no_overflow(page)
    page.locator(".switch a:not([aria-current])").click()
    page.wait_for_url("**share=equal**")
    row = page.locator("section[aria-labelledby=regions-title] tbody tr", has=page.locator("a"))
    expect(row).to_have_count(1)
    expect(row.locator(".money-amount").first).to_be_visible()
    row.locator(".known a").first.click()
    page.wait_for_url(re.compile("budget_known=true"))
    expect(page.locator(".card-list > li")).to_have_count(len(known))
