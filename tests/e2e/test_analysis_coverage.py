"""Which regions have nothing for returnees since 2010? In French and in Arabic."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import oracle
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.oracle import VALUES, catalogue
from tests.fixtures.portfolio import REGIONS

pytestmark = pytest.mark.e2e
COLUMNS = {"fr": "Publics", "ar": "الفئات المستهدفة"}
SINCE = {"year_from": ["2010"], "target_group": ["returnees"]}


def empty_regions() -> set[str]:
    chosen = [project for project in catalogue() if oracle.matches(project, SINCE)]
    return set(REGIONS) - {code for project in chosen for code in VALUES["region"](project)}


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_which_regions_have_nothing_for_returnees_since_2010(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/analysis/coverage")
    page.locator(".switch a").filter(has_text=COLUMNS[lang]).click()
    page.locator(".filter-panel > summary").click()
    years = page.locator("details.fold", has=page.locator("[name=year_from]"))
    years.locator("> summary").click()
    years.locator("[name=year_from]").fill("2010")
    page.locator(".filter-form button[type=submit]").click()
    page.wait_for_url("**year_from=2010**")
    page.locator(".map-choice select").select_option("returnees")
    page.locator(".map-choice button").click()
    page.wait_for_url("**column=returnees**")

    expected = empty_regions()
    assert len(expected) == 4
    answer = page.request.get(
        f"/api/v1/analysis/coverage?columns=target_group&year_from=2010&lang={lang}"
    ).json()
    told = {row["name"] for row in answer["rows"] if row["region"] in expected}
    caption = page.locator("figure.static-map figcaption")
    for row in answer["rows"]:
        if row["name"] in told:
            expect(caption).to_contain_text(row["name"])
        else:
            expect(caption).not_to_contain_text(row["name"])
    expect(page.locator(".map-area[fill^=url]")).to_have_count(4)
    expect_no_overflow(page)

    national = caption.locator("a")
    national.click()
    chosen = {p["identifier"] for p in catalogue() if oracle.matches(p, {**SINCE,
              "level": ["national"]})}  # fmt: skip
    expect(page.locator(".card-list > li")).to_have_count(len(chosen))


def test_an_empty_cell_reads_as_one(desktop: Page) -> None:
    desktop.goto("/fr/analysis/coverage?region=MA-12")
    row = desktop.get_by_role("row", name="Dakhla-Oued Ed-Dahab")
    nothing = row.get_by_role("cell", name="rien trouvé").first
    expect(nothing).to_be_visible()
    expect(row.get_by_role("cell", name="Aucun ici").first).to_be_visible()


def test_the_head_and_the_regions_stay_in_sight(desktop: Page) -> None:
    desktop.set_viewport_size({"width": 800, "height": 500})
    desktop.goto("/ar/analysis/coverage")
    box = desktop.locator(".matrix-scroll")
    box.evaluate("box => box.scrollBy(-300, 300)")
    frame = box.bounding_box()
    corner = desktop.locator(".matrix .corner").bounding_box()
    assert frame is not None
    assert corner is not None
    assert abs(corner["x"] + corner["width"] - frame["x"] - frame["width"]) < 20
    assert abs(corner["y"] - frame["y"]) < 3
