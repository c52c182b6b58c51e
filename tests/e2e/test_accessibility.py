"""axe-core on every kind of page; narrow, enlarged and high-contrast views; the keyboard alone."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import PHONE, watched_page
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import catalogue, expect_count, expect_no_overflow, in_region
from tests.fixtures.server import Server
from tests.fixtures.site_pages import KINDS, Kind, View, dealt, every_view, sampled_views

pytestmark = pytest.mark.e2e
SAMPLE = sampled_views()
REST = [view for view in every_view() if view not in SAMPLE]
# Without those whose refusal the console tells.
PLAIN = [kind for kind in KINDS if not kind.scripted and kind.status == 200 and not kind.prepare]
WIDE_ENOUGH = [kind for kind in KINDS if kind.name != "api"]


@pytest.mark.parametrize(
    "view",
    [*SAMPLE, *(pytest.param(view, marks=pytest.mark.full) for view in REST)],
    ids=str,
)
def test_axe_finds_nothing(browser: Browser, server: Server, view: View) -> None:
    with watched_page(browser, server, view.size) as (page, _):
        page.emulate_media(color_scheme="dark" if view.scheme == "dark" else "light")
        view.kind.open(page, view.language)
        found = find_violations(page)
        assert found == [], "\n".join(found)


def test_the_sample_covers_every_kind_and_every_way_to_look() -> None:
    assert {view.kind for view in SAMPLE} == set(KINDS)
    ways = {(view.language, view.size, view.scheme) for view in SAMPLE}
    assert len(ways) == 12


@pytest.mark.parametrize(("language", "kinds"), dealt(WIDE_ENOUGH, ("fr", "ar")))
def test_nothing_scrolls_sideways_at_320_pixels(
    browser: Browser, server: Server, language: str, kinds: Sequence[Kind]
) -> None:
    """Also a screen of 1280 pixels enlarged to 400 %, as WCAG 1.4.10 has it."""
    with watched_page(browser, server, (320, 640)) as (page, _):
        for kind in kinds:
            kind.open(page, language)
            expect_no_overflow(page, kind.name)


@pytest.mark.parametrize(
    "kinds", [WIDE_ENOUGH[::3], pytest.param(WIDE_ENOUGH, marks=pytest.mark.full)]
)
def test_nothing_scrolls_sideways_at_200_percent(
    browser: Browser, server: Server, kinds: Sequence[Kind]
) -> None:
    """A screen of 1280 by 800 pixels is then one of 640 by 400; and letters alone may be twice as
    large."""
    with watched_page(browser, server, (640, 400)) as (page, _):
        for kind in kinds:
            kind.open(page, "fr")
            expect_no_overflow(page, kind.name)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            expect_no_overflow(page, f"{kind.name}, letters twice as large")


def test_forced_colours_keep_the_classes_of_the_map_and_the_focus(desktop: Page) -> None:
    desktop.emulate_media(forced_colors="active")
    desktop.goto("/fr/")
    expect_count(desktop, len(catalogue()), filtered=False)
    desktop.wait_for_function(
        """new Set([...document.querySelectorAll('path[data-region]')]
             .map(shape => getComputedStyle(shape).fill)).size > 2"""
    )
    for path in ("/fr/", "/fr/projects/primo"):
        desktop.goto(path)
        desktop.keyboard.press("Tab")
        desktop.keyboard.press("Tab")
        assert desktop.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, id=kind.name, marks=[pytest.mark.full] if number % 4 else [])
        for number, kind in enumerate(kind for kind in KINDS if not kind.scripted)
    ],
)
def test_the_first_step_of_the_keyboard_skips_to_the_content(desktop: Page, kind: Kind) -> None:
    kind.open(desktop, "fr")
    desktop.keyboard.press("Tab")
    expect(focused(desktop)).to_have_class("skip-link")
    expect(focused(desktop)).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    desktop.wait_for_function(
        "document.activeElement.id === 'content' || location.hash === '#content'"
    )
    desktop.keyboard.press("Tab")
    expect(desktop.locator("main *:focus, main:focus, footer *:focus")).to_have_count(1)


@pytest.mark.parametrize(
    "path",
    [
        "/ar/",
        "/fr/projects",
        *(pytest.param(path, marks=pytest.mark.full) for path in ("/fr/", "/fr/projects/primo")),
    ],
)
def test_focus_goes_through_the_page_in_its_order_and_is_seen(desktop: Page, path: str) -> None:
    """No element asks for another place in the order; each one that takes the focus shows it."""
    desktop.goto(path)
    if path in ("/fr/", "/ar/"):
        expect(desktop.locator(".map [data-projects]").first).to_be_visible()
        expect(desktop.locator("[data-ref=cards]")).to_have_attribute("aria-busy", "false")
    assert desktop.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    desktop.evaluate("window.passed = [document.body]")
    for _ in range(40):
        desktop.keyboard.press("Tab")
        step = desktop.evaluate(
            """() => {
              const at = document.activeElement
              const before = window.passed.at(-1)
              window.passed.push(at)
              const style = getComputedStyle(at)
              const shown = at.matches(':focus-visible') &&
                (style.outlineStyle !== 'none' || style.boxShadow !== 'none')
              return {
                name: at.outerHTML.slice(0, 120),
                after: (before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) > 0,
                shown,
              }
            }"""
        )
        assert step["after"], step["name"]
        assert step["shown"], step["name"]


def test_a_project_is_opened_and_closed_by_keyboard(page: Page) -> None:
    page.goto("/fr/?region=MA-02&q=primo")
    expect(page.locator("[data-ref=results]")).to_have_attribute("data-loading", "false")
    link = page.locator(".card[data-project=MA-MD-0103] h3 a")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article[data-project=MA-MD-0103]")).to_be_visible()
    expect(page.locator("[data-ref=panel] [data-ref=close]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_filters_are_opened_chosen_and_closed_by_keyboard(desktop: Page) -> None:
    desktop.goto("/fr/")
    desktop.wait_for_function("performance.getEntriesByName('kharita:interactive').length")
    expect_count(desktop, len(catalogue()), filtered=False)
    summary = desktop.locator("details[data-facet=region] > summary")
    summary.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("details[data-facet=region] [type=checkbox]").first).to_be_visible()
    desktop.keyboard.press("Tab")
    search = desktop.locator("details[data-facet=region] [data-ref=search]")
    if search.is_visible():
        expect(search).to_be_focused()
        desktop.keyboard.type("oriental")
        desktop.keyboard.press("Tab")
    box = desktop.get_by_label(re.compile("Oriental")).and_(desktop.locator("[type=checkbox]"))
    box.first.focus()
    desktop.keyboard.press("Space")
    expect_count(desktop, len(in_region("MA-02")))
    expect(desktop.locator("[role=status] [data-ref=count]")).to_have_count(1)
    desktop.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(desktop.locator("details[data-facet=region]")).not_to_have_attribute("open", "")


def test_the_drawer_of_a_phone_gives_the_focus_back(browser: Browser, server: Server) -> None:
    with watched_page(browser, server, PHONE) as (page, _):
        page.goto("/fr/")
        expect_count(page, len(catalogue()), filtered=False)
        opener = page.locator("[data-ref=filters-open]")
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog.drawer")).to_be_visible()
        for _ in range(30):
            page.keyboard.press("Tab")
            inside = (
                "document.activeElement.closest('dialog') || document.activeElement.matches('body')"
            )
            assert page.evaluate(f"Boolean({inside})")
        page.keyboard.press("Escape")
        expect(page.locator("dialog.drawer")).to_be_hidden()
        expect(opener).to_be_focused()
