"""The brush over the years, the measures of the map, the sheet of the phone, paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, watched_page
from tests.fixtures.explorer import catalogue, expect_count, listed
from tests.fixtures.server import Server

pytestmark = pytest.mark.e2e


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server, PHONE) as (page, watch):
        yield page
        assert watch.faults == []


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_years_are_brushed_in_one_step_back(desktop: Page, lang: str) -> None:
    desktop.goto(f"/{lang}/")
    expect(desktop.locator(".card")).to_have_count(len(catalogue()))
    handle = desktop.locator("[data-ref=year-low]")
    first = int(handle.get_attribute("aria-valuenow") or 0)
    grip, track = handle.bounding_box(), desktop.locator("[data-ref=years-track]").bounding_box()
    assert grip is not None
    assert track is not None
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    way = -1 if lang == "ar" else 1
    assert abs(x - (track["x"] + (track["width"] if lang == "ar" else 0))) < 2
    desktop.mouse.move(x, y)
    desktop.mouse.down()
    for step in (0.2, 0.4, 0.5):
        desktop.mouse.move(x + way * step * track["width"], y, steps=3)
    desktop.mouse.up()
    year = int(handle.get_attribute("aria-valuenow") or 0)
    assert year > first + 10
    desktop.wait_for_url(re.compile(rf"year_from={year}"))
    assert len(listed(desktop)) < len(catalogue())
    desktop.go_back()
    expect(desktop.locator(".card")).to_have_count(len(catalogue()))
    assert "year_from" not in desktop.url


def test_years_play_until_stopped(desktop: Page) -> None:
    desktop.goto("/fr/?year_from=2010&year_to=2011")
    play = desktop.locator("[data-ref=years-play]")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    desktop.wait_for_url(re.compile(r"year_from=2012&year_to=2013"))
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = desktop.url
    desktop.wait_for_timeout(1200)
    assert desktop.url == stopped


def test_a_measure_is_explained_and_kept(desktop: Page) -> None:
    desktop.goto("/fr/")
    expect_count(desktop, len(catalogue()), filtered=False)
    desktop.get_by_label("Ce que montre la couleur des régions").select_option("budget-EUR")
    desktop.wait_for_url(re.compile("measure=budget-EUR"))
    region = desktop.locator("path[data-region=MA-09]")
    expect(region).to_have_attribute(
        "aria-label", re.compile(r"Souss-Massa : \d+ projets.*€, connu pour \d+ sur \d+")
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
    bench = phone.locator("[data-ref=workbench]").bounding_box()
    assert bench is not None

    def top() -> float:
        box = phone.locator("[data-ref=results]").bounding_box()
        assert box is not None
        return (box["y"] - bench["y"]) / bench["height"]

    assert 0.3 < top() < 0.6
    grip.focus()
    phone.keyboard.press("ArrowUp")
    expect(grip).to_have_attribute("aria-valuenow", "2")
    assert top() < 0.05
    phone.keyboard.press("Home")
    assert top() > 0.75
    box = grip.bounding_box()
    assert box is not None
    phone.mouse.move(180, box["y"] + 10)
    phone.mouse.down()
    phone.mouse.move(180, bench["y"] + bench["height"] * 0.5, steps=5)
    phone.mouse.up()
    expect(grip).to_have_attribute("aria-valuenow", "1")


def test_paper_has_the_map_its_legend_and_the_whole_list(desktop: Page) -> None:
    desktop.goto("/fr/?region=MA-09")
    expect(desktop.locator("h2[data-ref=count]")).to_contain_text("trouvés")
    count = desktop.locator("h2[data-ref=count]").inner_text()
    desktop.emulate_media(media="print")
    desktop.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert f"{desktop.locator('.card').count()} projets trouvés" == count
    for shown in (".map", ".legend", ".cards", ".attribution"):
        expect(desktop.locator(shown)).to_be_visible()
    for hidden in (".toolbar", ".list-tools", ".timeline", ".site-header"):
        expect(desktop.locator(hidden)).to_be_hidden()
    paper = desktop.locator(".map").bounding_box()
    assert paper is not None
    assert paper["width"] == pytest.approx(180 / 25.4 * 96, abs=2)
    desktop.evaluate("dispatchEvent(new Event('afterprint'))")
