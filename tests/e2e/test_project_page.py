"""The page of a project on a screen and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.sampling import full

pytestmark = pytest.mark.e2e
MOST_SHEETS = 2


def test_a_reader_asks_where_a_date_comes_from(page: Page) -> None:
    page.goto("/fr/projects/primo")
    start = page.locator(".key-facts > div").filter(has_text="Début")
    start.get_by_role("link", name="Source 7").click()
    source = page.locator("#source-7")
    expect(source).to_be_in_viewport()
    expect(source).to_contain_text("Atteste : titre, opérateurs, lieux, début, fin")
    expect_no_overflow(page)


def test_a_reader_goes_on_to_a_similar_project(page: Page) -> None:
    page.goto("/ar/projects/primo")
    page.locator(".similar a").first.click()
    expect(page.locator("article.project")).not_to_have_attribute("data-project", "MA-MD-0103")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("slug", "language"),
    [
        ("primo", "ar"),
        ("sharaka", "fr"),
        *(full("primo", language) for language in ("fr", "en")),
        *(full("sharaka", language) for language in ("ar", "en")),
    ],
)
def test_the_sheet_of_a_project_fits_two_pages(desktop: Page, slug: str, language: str) -> None:
    desktop.goto(f"/{language}/projects/{slug}")
    expect(desktop.locator(".qr")).to_be_hidden()
    sheets = desktop.pdf(prefer_css_page_size=True, print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= MOST_SHEETS
    desktop.emulate_media(media="print")
    expect(desktop.locator(".qr")).to_be_visible()
    expect(desktop.locator(".site-header")).to_be_hidden()
    expect(desktop.locator(".actions")).to_be_hidden()
    expect(desktop.locator(".site-footer p")).to_have_count(2)
    expect(desktop.locator(".site-footer p").last).to_be_visible()
    expect(desktop.locator(".footer-links")).to_be_hidden()
