"""Every page is complete without JavaScript; the map is then an image and a list."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import catalogue, expect_no_overflow
from tests.fixtures.sampling import full
from tests.fixtures.site_pages import KINDS, Kind, dealt

pytestmark = pytest.mark.e2e
PLAIN = [kind for kind in KINDS if not kind.scripted and kind.status == 200]


@pytest.mark.parametrize(("language", "kinds"), dealt(PLAIN, ("fr", "ar")))
def test_pages_are_whole(scriptless: Page, language: str, kinds: Sequence[Kind]) -> None:
    for kind in kinds:
        Kind(kind.name, kind.path).open(scriptless, language)
        expect(scriptless.locator("h1")).to_be_visible()
        # What only a script can do is shown by that script.
        hidden = scriptless.locator(
            "main [hidden]:not([data-ref]), main [aria-busy=true], main [data-loading]"
        )
        assert hidden.count() == 0, kind.name
        assert len(scriptless.locator("main").inner_text()) > 100, kind.name
        expect_no_overflow(scriptless, kind.name)


@pytest.mark.parametrize("language", ["ar", full("fr"), full("en")])
def test_the_map_is_an_image_and_a_list(scriptless: Page, language: str) -> None:
    scriptless.goto(f"/{language}/")
    plain = scriptless.locator("section.plain")
    expect(plain.locator("svg").first).to_be_visible()
    expect(plain.locator("ol > li > a")).to_have_count(len(catalogue()))
    expect_no_overflow(scriptless)
    plain.locator("ol > li > a").first.click()
    expect(scriptless.locator("article.project h1")).to_be_visible()


def test_the_list_is_filtered_by_its_form(scriptless: Page) -> None:
    expected = [
        project
        for project in catalogue().values()
        if any(place["region"] == "MA-09" for place in project["locations"])
    ]
    scriptless.goto("/fr/projects")
    group = scriptless.locator("form#filters details:has(input[name=region], [name=region])").first
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_label(re.compile("Souss-Massa")).check()
    scriptless.get_by_role("button", name="Appliquer les filtres").click()
    expect(scriptless).to_have_url(re.compile(r"[?&]region=MA-09(&|$)"))
    expect(scriptless.locator("main")).to_contain_text(f"{len(expected)} projets")


def test_a_language_is_changed_by_a_link(scriptless: Page) -> None:
    scriptless.goto("/fr/projects?region=MA-09")
    scriptless.get_by_role("link", name="English").click()
    expect(scriptless).to_have_url(re.compile(r"/en/projects\?region=MA-09$"))


def test_the_menu_of_a_phone_opens(scriptless: Page) -> None:
    scriptless.set_viewport_size({"width": 360, "height": 740})
    scriptless.goto("/fr/projects")
    scriptless.locator(".menu-folded > summary").click()
    scriptless.locator(".menu-folded").get_by_role("link", name="Régions").click()
    expect(scriptless).to_have_url(re.compile("/fr/regions$"))


def test_an_error_is_reported_by_the_form(scriptless: Page) -> None:
    scriptless.goto("/fr/projects/primo")
    scriptless.get_by_role("link", name=re.compile("Signaler une erreur")).first.click()
    message = scriptless.locator("#message")
    message.fill("L’année de début est 2015, selon le rapport final.")
    scriptless.wait_for_timeout(3500)  # who writes in less is taken for a robot
    scriptless.get_by_role("button", name="Envoyer le signalement").click()
    expect(scriptless).to_have_url(re.compile("/fr/projects/primo/report/thanks$"))
