"""Texts that try to break out of their place stay texts, and the page keeps its shape."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.db.cluster import Cluster
from tests.e2e.conftest import SIZES, watched_page
from tests.fixtures.database import clone
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.factories import fill
from tests.fixtures.hostile import (
    TEXTS,
    hostile_organisations,
    hostile_projects,
)
from tests.fixtures.server import Server, run_server

pytestmark = pytest.mark.e2e
LANGUAGES = ("fr", "ar")


@pytest.fixture(scope="module")
def hostile(
    cluster: Cluster, migrated_template: str, run_dir: Path, worker_name: str
) -> Iterator[Server]:
    url = clone(cluster, migrated_template, f"hostile_{worker_name}")
    fill(url, hostile_organisations(), hostile_projects(), {})
    with run_server(url, run_dir / f"hostile-{worker_name}.log") as server:
        yield server


@pytest.fixture(params=SIZES, ids=["360px", "1280px"])
def hostile_page(
    request: pytest.FixtureRequest, browser: Browser, hostile: Server
) -> Iterator[Page]:
    with watched_page(browser, hostile, request.param) as (page, watch):
        yield page
        assert watch.faults == []


def expect_harmless(page: Page) -> None:
    assert page.evaluate("window.broken") is None
    assert page.locator("main script:not([type]), main img[src=x], main style").count() == 0
    expect_no_overflow(page)


NUMBERS = range(len(TEXTS))


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        # Each title in one language; the other texts are in each project.
        ("fr", NUMBERS[::2]),
        ("ar", NUMBERS[1::2]),
        *(pytest.param(language, NUMBERS, marks=pytest.mark.full) for language in LANGUAGES),
    ],
)
def test_a_project_page_shows_hostile_texts_as_texts(
    hostile_page: Page, language: str, numbers: Sequence[int]
) -> None:
    for number in numbers:
        hostile_page.goto(f"/{language}/projects/hostile-{number}")
        article = hostile_page.locator("article.project")
        expect(article).to_contain_text("<script>window.broken = 1</script><img src=x")
        assert article.locator(".sources li").count() == len(TEXTS)
        expect_harmless(hostile_page)
        beside = article.evaluate(
            """article => {
              const edges = article.getBoundingClientRect()
              return [...article.querySelectorAll('*')].filter((element) => {
                const box = element.getBoundingClientRect()
                return box.width > 0 && !element.closest('svg, .visually-hidden') &&
                  (box.left < edges.left - 1 || box.right > edges.right + 1)
              }).map((element) => element.outerHTML.slice(0, 80))
            }"""
        )
        assert beside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_lists_and_opens_hostile_projects(hostile_page: Page, language: str) -> None:
    hostile_page.goto(f"/{language}/")
    expect(hostile_page.locator(".card")).to_have_count(len(TEXTS))
    expect_harmless(hostile_page)
    for number in (0, 2, 5):
        hostile_page.goto(f"/{language}/?project=hostile-{number}")
        panel = hostile_page.locator("main article[data-project]")
        expect(panel.locator(".sources li")).to_have_count(len(TEXTS))
        expect_harmless(hostile_page)
