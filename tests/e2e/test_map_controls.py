"""The brush over the years, the measures of the map, the sheet of the phone, paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, watched_page
from tests.fixtures.explorer import catalogue, expect_count, expect_query, in_region, settled
from tests.fixtures.sampling import full
from tests.fixtures.server import Server

pytestmark = pytest.mark.e2e


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server, PHONE) as (page, watch):
        yield page
        assert watch.faults == []


@pytest.mark.parametrize("lang", ["ar", full("fr")])
def test_years_are_brushed_in_one_step_back(desktop: Page, lang: str) -> None:
    desktop.goto(f"/{lang}/")
    expect(desktop.locator(".card")).to_have_count(len(catalogue()))
    handle = desktop.locator("[data-ref=year-low]")
    left, _, width, _ = settled(desktop, "[data-ref=years-track]")
    grip = settled(desktop, "[data-ref=year-low]")
    x, y = grip[0] + grip[2] / 2, grip[1] + grip[3] / 2
    way = -1 if lang == "ar" else 1
    assert abs(x - (left + (width if lang == "ar" else 0))) < 2
    first, last = (
        int(desktop.locator(f"[data-ref=year-{end}]").get_attribute("aria-valuenow") or 0)
        for end in ("low", "high")
    )
    middle = first + (last - first) // 2
    assert first < middle
    desktop.mouse.move(x, y)
    desktop.mouse.down()
    for step in (0.2, 0.4, 0.5):
        desktop.mouse.move(x + way * step * width, y, steps=3)
    desktop.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", re.compile(f"^({middle}|{middle + 1})$"))
    expect_query(desktop, f"year_from={handle.get_attribute('aria-valuenow')}")
    expect(desktop.locator(".card")).not_to_have_count(len(catalogue()))
    desktop.go_back()
    expect(desktop.locator(".card")).to_have_count(len(catalogue()))
    expect(desktop).not_to_have_url(re.compile("year_from"))


def test_years_play_until_stopped(desktop: Page) -> None:
    desktop.clock.install()
    desktop.goto("/fr/?year_from=2010&year_to=2011")
    play = desktop.locator("[data-ref=years-play]")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    desktop.wait_for_url(re.compile(r"year_from=2012&year_to=2013"))
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = desktop.evaluate("location.search")
    desktop.clock.run_for(3000)
    assert desktop.evaluate("location.search") == stopped


def test_a_measure_is_explained_and_kept(desktop: Page) -> None:
    desktop.goto("/fr/")
    expect_count(desktop, len(catalogue()), filtered=False)
    desktop.get_by_label("Ce que montre la couleur des régions").select_option("budget-EUR")
    desktop.wait_for_url(re.compile("measure=budget-EUR"))
    region = desktop.locator("path[data-region=MA-09]")
    expect(region).to_have_attribute(
        "aria-label", re.compile(r"Souss-Massa\s: \d+ projets.*€, connu pour \d+ sur \d+")
    )
    expect(desktop.locator(".legend")).to_contain_text("aucun montant connu")
    expect(desktop.locator(".legend")).to_contain_text("ne sont pas répartis")
    desktop.get_by_label("Ce que montre la couleur des régions").select_option("per_100k")
    expect(region).to_have_attribute("aria-label", re.compile(r"pour 100 000 habitants \(2024\)"))
    desktop.reload()
    expect(desktop.locator(".legend-measure")).to_have_value("per_100k")


def test_the_sheet_of_the_phone_has_three_stops(phone: Page) -> None:
    phone.goto("/ar/")
    grip = phone.locator("[data-ref=sheet]")
    expect(phone.locator("[data-ref=cards]")).to_have_attribute("aria-busy", "false")

    _, bench, _, height = settled(phone, "[data-ref=workbench]")

    def top() -> float:
        return (settled(phone, "[data-ref=results]")[1] - bench) / height

    assert 0.3 < top() < 0.6
    grip.focus()
    phone.keyboard.press("ArrowUp")
    expect(grip).to_have_attribute("aria-valuenow", "2")
    assert top() < 0.05
    phone.keyboard.press("Home")
    assert top() > 0.75
    phone.mouse.move(180, settled(phone, "[data-ref=sheet]")[1] + 10)
    phone.mouse.down()
    phone.mouse.move(180, bench + height * 0.5, steps=5)
    phone.mouse.up()
    expect(grip).to_have_attribute("aria-valuenow", "1")


def test_paper_has_the_map_its_legend_and_the_whole_list(desktop: Page) -> None:
    desktop.goto("/fr/?region=MA-09")
    expect_count(desktop, len(in_region("MA-09")))
    desktop.emulate_media(media="print")
    desktop.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(desktop.locator(".card")).to_have_count(len(in_region("MA-09")))
    for shown in (".map", ".legend", ".cards", ".attribution"):
        expect(desktop.locator(shown)).to_be_visible()
    for hidden in (".toolbar", ".list-tools", ".timeline", ".site-header"):
        expect(desktop.locator(hidden)).to_be_hidden()
    paper = desktop.locator(".map").bounding_box()
    assert paper is not None
    assert paper["width"] == pytest.approx(180 / 25.4 * 96, abs=2)
    desktop.evaluate("dispatchEvent(new Event('afterprint'))")
