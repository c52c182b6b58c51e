"""Pages other than the French map, and what happens when things fail."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import (
    catalogue,
    choose,
    expect_count,
    expect_listed,
    expect_no_overflow,
    in_region,
)

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/ar/", "221 مشروعا"),
        ("/ar/?project=primo", "جهة الشرق"),
        ("/ar/projects/primo", "من يقوم بماذا"),
    ],
)
def test_arabic_is_right_to_left_and_fits(page: Page, path: str, text: str) -> None:
    page.goto(path)
    expect(page.locator("main")).to_contain_text(text)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    expect_no_overflow(page)


def test_a_change_of_language_keeps_the_view(desktop: Page) -> None:
    desktop.goto("/fr/?region=MA-02&view=34.0000,-3.0000,7")
    expect(desktop.locator("h2[data-ref=count]")).to_contain_text("projets trouvés")
    expect_listed(desktop, in_region("MA-02"))
    desktop.get_by_role("link", name="English").click()
    expect(desktop.locator("h2[data-ref=count]")).to_contain_text("projects found")
    expect_listed(desktop, in_region("MA-02"))
    expect(desktop).to_have_url(re.compile(r"/en/\?region=MA-02&view=34\.0000,-3\.0000,7$"))


def test_a_funder_is_found_by_its_acronym(desktop: Page) -> None:
    desktop.goto("/fr/")
    expect_count(desktop, len(catalogue()), filtered=False)
    choose(desktop, "funder", "AECID")
    desktop.wait_for_url(re.compile(r"funder=aecid"))


def test_an_address_with_an_unknown_filter_says_so(failing: Page) -> None:
    failing.goto("/fr/?region=MA-99")
    alert = failing.get_by_role("alert")
    expect(alert).to_contain_text("un filtre que le catalogue ne connaît pas")
    expect(failing.locator(".card")).to_have_count(0)
    alert.get_by_role("button", name="Effacer les filtres").click()
    expect_count(failing, len(catalogue()), filtered=False)


def test_an_unreachable_server_is_said_and_tried_again(failing: Page) -> None:
    failing.route("**/api/v1/**", lambda route: route.abort())
    failing.goto("/fr/")
    alert = failing.get_by_role("alert")
    expect(alert).to_contain_text("Le serveur ne répond pas")
    failing.unroute("**/api/v1/**")
    alert.get_by_role("button", name="Réessayer").click()
    expect_count(failing, len(catalogue()), filtered=False)
    expect(failing.locator("path[data-region]")).to_have_count(12)


def test_a_project_page_is_complete_without_scripts(scriptless: Page) -> None:
    scriptless.goto("/fr/projects/primo")
    article = scriptless.locator("article")
    for text in ("Objectifs", "Résultats", "Union européenne", "Saïdia", "Ce que nous ne savons"):
        expect(article).to_contain_text(text)
    assert article.locator(".sources li").count() == len(catalogue()["MA-MD-0103"]["sources"])
    expect_no_overflow(scriptless)


def test_the_api_documentation_works_offline(desktop: Page) -> None:
    desktop.goto("/api/v1/docs")
    expect(desktop.get_by_text("/api/v1/projects.geojson")).to_be_visible()
    desktop.locator(".opblock-summary").first.click()
    expect(desktop.get_by_text("Parameters").first).to_be_visible()
