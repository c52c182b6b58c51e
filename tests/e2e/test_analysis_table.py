"""Give me this table in Excel: in French and in Arabic, on a phone and on a desk."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.fixtures.explorer import expect_no_overflow

pytestmark = pytest.mark.e2e
SHOW = {"fr": "Afficher le tableau", "ar": "عرض الجدول"}
SHOWN = """table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))"""


def shown(page: Page) -> list[list[str]]:
    rows: list[list[str]] = page.locator(".cross-table").evaluate(SHOWN)
    return rows


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_give_me_this_table_in_excel(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/analysis/table?region=MA-02&region=MA-09&region=MA-01")
    page.locator(".table-choices [name=columns]").select_option("target_group")
    page.get_by_role("button", name=SHOW[lang]).click()
    page.wait_for_url(re.compile("columns=target_group"))
    assert page.url.count("region=MA-") == 3  # the filters went along
    expect_no_overflow(page)

    head, *rows = shown(page)
    assert len(rows) == 4
    with page.expect_download() as started:
        page.locator(".table-tools a", has_text="XLSX").click()
    assert started.value.suggested_filename == "kharita-region-target-group.xlsx"
    book = load_workbook(BytesIO(started.value.path().read_bytes()))
    sheet = book.worksheets[0]
    table = [["" if cell is None else cell for cell in row] for row in sheet.values]
    assert [str(cell) for cell in table[0]] == head
    assert [[row[0], *map(str, row[1:])] for row in table[1:]] == rows
    assert all(isinstance(cell, int) for row in table[1:] for cell in row[1:])
    assert bool(sheet.sheet_view.rightToLeft) == (lang == "ar")
    about = list(book.worksheets[2].iter_rows(min_row=2, values_only=True))
    assert any("MA-02" in str(value) or "Souss" in str(value) or "سوس" in str(value)
               for _, value in about)  # fmt: skip


def test_a_wide_table_keeps_its_heads_in_sight_on_a_phone(page: Page) -> None:
    page.goto("/ar/analysis/table?rows=region&columns=theme")
    region = page.locator(".cross-scroll")
    head = page.locator(".cross-table tbody th").first
    before = head.bounding_box()
    region.evaluate("region => region.scrollBy(-400, 0)")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 1
    assert region.evaluate("region => region.scrollLeft") < 0
    expect_no_overflow(page)


def test_a_number_leads_to_its_projects_and_the_link_can_be_copied(desktop: Page) -> None:
    desktop.goto("/fr/analysis/table?rows=theme&columns=region&layers=status&layer=4")
    link = desktop.locator(".cross-table tbody tr").first.locator("td a").first
    number = int(link.inner_text())
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.locator("[data-ref=copy]").click()
    expect(desktop.locator("[data-ref=said]")).not_to_be_empty()
    link.click()
    expect(desktop.locator(".card-list > li")).to_have_count(number)
    assert "status=4" in desktop.url
