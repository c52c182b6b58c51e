"""The map in one file, opened from the disk with the network off."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.exchange.offline.write import write
from tests.e2e.conftest import DESKTOP, PHONE
from tests.fixtures.axe import find_violations
from tests.fixtures.factories import fill
from tests.fixtures.hostile import TEXTS, hostile_organisations, hostile_projects
from tests.fixtures.oracle import catalogue
from tests.fixtures.selections import selection_of

pytestmark = pytest.mark.e2e

# What each place says when it is opened by the keyboard: its label and the titles of its projects.
OPEN_ALL = """() => Array.from(document.querySelectorAll('.spot'), (spot) => {
  spot.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  const box = Array.from(document.querySelectorAll('.popup')).at(-1)
  return [spot.getAttribute('aria-label'), box.querySelectorAll('h3').length]
})"""


@contextmanager
def opened(browser: Browser, path: Path, size: tuple[int, int]) -> Iterator[Page]:
    """Fails at the end if the page asked for anything but itself, or complained."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
    )
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: faults.append(request.url))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "console",
        lambda message: (
            faults.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        yield page
        assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
        assert faults == []
    finally:
        context.close()


def write_map(url: str, path: Path, **query: object) -> Path:
    with selection_of(url, **query) as selection:
        path.write_bytes(b"".join(write(selection)))
    return path


@pytest.mark.parametrize(("lang", "size"), [("fr", DESKTOP), ("ar", PHONE)])
def test_all_points_are_there_without_a_network(
    browser: Browser, catalogue_url: str, tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    path = write_map(catalogue_url, tmp_path / "map.html", lang=lang)
    places: dict[tuple[float, float], set[str]] = {}
    for project in catalogue():
        for place in project["locations"]:
            if place["point"]:
                places.setdefault(tuple(place["point"]), set()).add(project["identifier"])
    with opened(browser, path, size) as page:
        expect(page.locator(".spot")).to_have_count(len(places))
        shown = page.evaluate(OPEN_ALL)
        assert sorted(count for _, count in shown) == sorted(map(len, places.values()))
        expect(page.locator(".neighbour").first).to_be_attached()
        expect(page.locator(".region:not(.is-concerned)")).to_have_count(12)
        expect(page.locator("li[id]")).to_have_count(len(catalogue()))
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")


def test_areas_stand_for_what_has_no_point(
    browser: Browser, catalogue_url: str, tmp_path: Path
) -> None:
    path = write_map(catalogue_url, tmp_path / "map.html", region=["MA-09"])
    codes = {
        place["province"] or place["region"]
        for project in catalogue()
        if any(place["region"] == "MA-09" for place in project["locations"])
        for place in project["locations"]
        if place["region"] and not place["point"]
    }
    with opened(browser, path, DESKTOP) as page:
        areas = page.locator(".is-concerned")
        expect(areas).to_have_count(len(codes))
        assert find_violations(page) == []
        areas.last.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".popup h2")).to_have_text(areas.last.get_attribute("aria-label") or "")
        expect(page.locator(".popup a").first).to_have_attribute(
            "href", re.compile("^https://kharita.example/fr/projects/")
        )


def test_hostile_texts_stay_texts(
    browser: Browser, fresh_database_url: str, tmp_path: Path
) -> None:
    fill(fresh_database_url, hostile_organisations(), hostile_projects(), {})
    path = write_map(fresh_database_url, tmp_path / "map.html")
    with opened(browser, path, PHONE) as page:
        expect(page.locator("li[id]")).to_have_count(len(TEXTS))
        assert page.evaluate(OPEN_ALL)[0][1] == len(TEXTS)
        assert page.evaluate("window.broken") is None
        assert page.locator("li img, li script, li style, .popup img").count() == 0
        shown = {" ".join(text.split()) for text in page.locator("li[id] h3").all_text_contents()}
        assert " ".join(TEXTS[0].split()) in shown


def test_an_empty_map_is_a_map(browser: Browser, catalogue_url: str, tmp_path: Path) -> None:
    path = write_map(catalogue_url, tmp_path / "map.html", year_to=1900, lang="en")
    with opened(browser, path, PHONE) as page:
        expect(page.locator(".region")).to_have_count(12)
        expect(page.locator(".spot")).to_have_count(0)
