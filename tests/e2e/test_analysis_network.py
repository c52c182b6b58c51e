"""Where do AFD and GIZ meet in Souss-Massa? In French and in Arabic."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.oracle import areas, catalogue, organisations

pytestmark = pytest.mark.e2e


def of(slug: str, region: str) -> list[dict[str, object]]:
    return [
        project
        for project in catalogue()
        if slug in organisations(project) and region in areas(project, "region")
    ]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_where_afd_and_giz_meet_in_souss_massa(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/analysis/network")
    form = page.locator(".meeting-form")
    form.locator("[name=organisation]").select_option("afd")
    form.locator("[name=with_organisation]").select_option("giz")
    form.locator("[name=region]").select_option("MA-09")
    form.locator("button").click()
    page.wait_for_url("**with_organisation=giz**")

    afd, giz = of("afd", "MA-09"), of("giz", "MA-09")
    together = [project for project in afd if project in giz]
    anywhere = [p for p in catalogue() if {"afd", "giz"} <= organisations(p)]
    numbers = page.locator(".numbers dd")
    expected = [len(each) for each in (afd, giz, together, anywhere)]
    expect(numbers).to_have_text([str(number) for number in expected])
    assert expected[2] == 0, "the story is that of two who do not share a project there"
    expect(page.locator(".empty-note")).to_be_visible()
    common = set.intersection(
        *({c for p in each for c in areas(p, "province")} for each in (afd, giz))
    )
    assert common == {"MA-TIZ"}
    links = page.locator("section[aria-labelledby=common-province] td a")
    expect(links).to_have_count(2)
    expect(links.first).to_have_attribute("href", re.compile(r"organisation=afd&province=MA-TIZ$"))
    expect_no_overflow(page)
    numbers.nth(3).locator("a").click()
    expect(page.locator(".card-list > li")).to_have_count(len(anywhere))


def test_from_the_drawing_to_one_organisation(desktop: Page) -> None:
    desktop.goto("/en/analysis/network?minimum=3")
    desktop.locator(".arcs a").first.focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**organisation=**")
    drawn = desktop.locator(".arcs .arc")
    rows = desktop.locator(".pairs tbody tr")
    assert 0 < drawn.count() <= rows.count()
