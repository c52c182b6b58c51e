"""What visitors come for, in French and in Arabic. What they must find is read from the files."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.exchange.formats import FORMATS
from tests.fixtures.explorer import (
    catalogue,
    choose,
    expect_framing,
    expect_listed,
    expect_mapped_within,
    expect_no_overflow,
    expect_query,
    framing,
    funded_by,
    in_region,
    listed,
    with_point,
)
from tests.fixtures.sampling import full

pytestmark = pytest.mark.e2e
LANGUAGES = pytest.mark.parametrize("lang", ["fr", "ar"])
REGIONS = {
    "MA-02": {"fr": "L'Oriental", "ar": "الشرقية"},
    "MA-09": {"fr": "Souss-Massa", "ar": "سوس-ماسة"},
}
RETURNEES = {"fr": "Marocains de retour", "ar": "المغاربة العائدون"}


def which(test: Callable[[dict[str, Any]], bool]) -> set[str]:
    return {identifier for identifier, project in catalogue().items() if test(project)}


def active_in(year: int) -> set[str]:
    def active(project: dict[str, Any]) -> bool:
        start, end = (
            date and int(date[:4]) for date in (project["start_date"], project["end_date"])
        )
        if end is None and start is not None:
            end = 9999 if project["activity_status"] == "2" else start
        if start is None:
            start = end
        return start is not None and start <= year <= (end or start)

    return which(active)


def settle(page: Page, expected: set[str]) -> None:
    expect(page.locator("[data-ref=results]")).to_have_attribute("data-loading", "false")
    expect(page.locator(".card")).to_have_count(len(expected))
    expect_listed(page, expected)


@LANGUAGES
def test_what_is_funded_by_aecid_in_the_oriental(page: Page, lang: str) -> None:
    expected = funded_by("aecid") & in_region("MA-02")
    assert expected
    page.goto(f"/{lang}/")
    choose(page, "funder", "AECID")
    choose(page, "region", REGIONS["MA-02"][lang])
    settle(page, expected)
    expect_mapped_within(page, with_point(expected))
    expect_no_overflow(page)


@LANGUAGES
def test_what_was_under_way_in_2012_in_souss_massa_for_returnees(page: Page, lang: str) -> None:
    in_2012 = active_in(2012) & in_region("MA-09")
    expected = in_2012 & which(lambda project: "returnees" in project["target_groups"])
    page.goto(f"/{lang}/")
    choose(page, "region", REGIONS["MA-09"][lang])
    drawer = page.locator("[data-ref=filters-open]")
    if drawer.is_visible():
        drawer.click()
    page.locator(".facet-years > summary").click()
    for field in ("year-from", "year-to"):
        page.locator(f"[data-ref={field}]").fill("2012")
        page.keyboard.press("Tab")
    if drawer.is_visible():
        page.locator("[data-ref=filters-done]").click()
    settle(page, in_2012)
    if expected:
        choose(page, "target_group", RETURNEES[lang])
        settle(page, expected)
    else:  # then the choice itself says that there is none
        page.goto(f"/{lang}/?region=MA-09&year_from=2012&year_to=2012&target_group=returnees")
        expect(page.locator("[data-ref=empty]")).to_be_visible()


@pytest.mark.parametrize("lang", ["fr", full("ar")])
def test_send_this_view_to_a_colleague(desktop: Page, browser: Browser, lang: str) -> None:
    desktop.goto(f"/{lang}/?region=MA-09&sort=-start&measure=per_100k")
    settle(desktop, in_region("MA-09"))
    order = desktop.locator(".card").evaluate_all("cards => cards.map(c => c.dataset.project)")
    desktop.locator("[data-ref=share] > summary").click()
    # The menu is filled after it has opened.
    field = desktop.locator("[data-ref=share-address]")
    expect(field).to_have_value(re.compile(rf"/{lang}/\?region=MA-09"))
    address = field.input_value()
    expect(desktop.locator("[data-ref=share-code]")).to_have_value(
        re.compile(rf'<iframe src="[^"]*/embed\?lang={lang}&amp;region=MA-09')
    )
    for name in FORMATS:
        path = f"/api/v1/projects.{name}"
        expect(desktop.locator(f"[data-file='{path}']")).to_have_attribute(
            "href", f"{path}?region=MA-09&lang={lang}"
        )
    colleague = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    colleague.goto(address)
    settle(colleague, in_region("MA-09"))
    assert order == colleague.locator(".card").evaluate_all(
        "cards => cards.map(c => c.dataset.project)"
    )
    expect(colleague.locator(".legend-measure")).to_have_value("per_100k")
    expect_framing(colleague, framing(desktop, "MA-09"), "MA-09")
    colleague.close()


@pytest.mark.parametrize("lang", ["ar", full("fr")])
def test_i_only_use_the_keyboard(desktop: Page, lang: str) -> None:
    desktop.goto(f"/{lang}/")
    settle(desktop, set(catalogue()))
    search = desktop.locator("#q")
    search.focus()
    desktop.keyboard.type(REGIONS["MA-09"][lang], delay=30)
    option = desktop.locator("#suggestions [role=option]").first
    expect(option).to_be_visible()
    expect(search).to_have_attribute("aria-expanded", "true")
    desktop.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    name = option.get_attribute("id")
    assert name
    expect(search).to_have_attribute("aria-activedescendant", name)
    desktop.keyboard.press("Enter")
    settle(desktop, in_region("MA-09"))

    low = desktop.locator("[data-ref=year-low]")
    last = int(desktop.locator("[data-ref=year-high]").get_attribute("aria-valuenow") or 0)
    low.focus()
    desktop.keyboard.press("End")
    expect(low).to_have_attribute("aria-valuenow", str(last))
    desktop.keyboard.press("ArrowRight" if lang == "ar" else "ArrowLeft")
    expect(low).to_have_attribute("aria-valuenow", str(last - 1))
    expect_query(desktop, f"year_from={last - 1}")
    desktop.keyboard.press("Home")
    settle(desktop, in_region("MA-09"))

    title = desktop.locator(".card a").first
    title.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("article[data-project]")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("article[data-project]")).to_be_hidden()
    expect(title).to_be_focused()


def test_find_a_project_by_a_misspelt_arabic_title(page: Page) -> None:
    slug = next(
        project["slug"]
        for project in catalogue().values()
        if (project["title"]["ar"] or "").startswith("الجامعات الصيفية")
    )
    page.goto("/ar/")
    page.locator("#q").press_sequentially("الجامعاة الصيفيه", delay=40)
    option = page.locator("#suggestions [role=option]").filter(has_text="الجامعات الصيفية").first
    option.click()
    expect(page.locator("article[data-project]")).to_contain_text("الجامعات الصيفية")
    expect_query(page, f"project={slug}")


def test_a_map_in_the_frame_of_another_site(desktop: Page) -> None:
    answer = desktop.goto("/embed?lang=fr&region=MA-02")
    assert answer is not None
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    expect(desktop.get_by_role("heading", level=1)).to_have_text(
        f"{len(in_region('MA-02'))} projets"
    )
    whole = desktop.get_by_role("link", name="Ouvrir dans Kharita")
    expect(whole).to_have_attribute("href", "/fr/?region=MA-02")
    page = desktop.goto("/fr/")
    assert page is not None
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]


def test_the_map_page_says_everything_without_scripts(scriptless: Page) -> None:
    scriptless.goto("/fr/")
    scriptless.wait_for_url("**/fr/plain")
    links = scriptless.locator(".plain ol a")
    slugs = {
        (href or "").rpartition("/")[2]
        for href in links.evaluate_all("links => links.map(a => a.getAttribute('href'))")
    }
    assert slugs == {project["slug"] for project in catalogue().values()}
    expect(scriptless.locator(".plain svg")).to_be_visible()
    expect_no_overflow(scriptless)


def test_the_list_follows_the_frame_of_the_map_when_asked(desktop: Page) -> None:
    desktop.goto("/fr/?view=30.4,-9.6,9")
    settle(desktop, set(catalogue()))
    desktop.get_by_role("checkbox", name="Dans le cadre de la carte").check()
    desktop.wait_for_url(re.compile(r"bbox="))
    expect(desktop.locator("[data-ref=results]")).to_have_attribute("data-loading", "false")
    expect(desktop.locator("h2[data-ref=count]")).to_contain_text("trouvé")
    near = listed(desktop)
    assert near
    assert near < set(catalogue())
    expect_mapped_within(desktop, near)
    desktop.get_by_role("checkbox", name="Dans le cadre de la carte").uncheck()
    settle(desktop, set(catalogue()))
