"""« Quels projets sont financés deux fois ? »: the radar in a browser, on the real catalogue."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from app.codelists import UserRole
from app.models import User
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.server import Application
from tests.fixtures.users import signed_in
from tests.fixtures.workspace import add_member, browsing, workspace

pytestmark = pytest.mark.e2e
__all__ = ["workspace"]
# Two programmes for regional migration policy in Souss-Massa, paid by AFD and by the EU.
PAIR = "MA-MD-0148/MA-MD-0149"
PHONE = (360, 780)


@dataclass(frozen=True)
class Radar:
    analyst: User
    page: Page
    phone: Page


@pytest.fixture(scope="module")
def radar(browser: Browser, workspace: Application) -> Iterator[Radar]:
    analyst = add_member(workspace, "Nadia", UserRole.ANALYST)
    with signed_in(workspace, analyst) as client:
        while client.get("/api/v1/overlaps?limit=1").json()["numberUncompared"]:
            pass
    with ExitStack() as stack:
        page = stack.enter_context(browsing(browser, workspace, analyst))
        phone = stack.enter_context(browsing(browser, workspace, analyst, PHONE))
        yield Radar(analyst, page, phone)


def test_which_projects_are_funded_twice(radar: Radar) -> None:
    page = radar.page
    page.goto("/fr/workspace/")
    page.get_by_role("link", name="Toutes les paires").click()
    page.get_by_label("Sorte").select_option(label="Chevauchement")
    page.get_by_text("Plus de filtres").click()
    page.locator("select[name=region]").select_option(label="Souss-Massa")
    page.get_by_role("button", name="Appliquer").click()
    pair = page.locator(f"[data-pair='{PAIR}']")
    expect(pair).to_contain_text("même province : Province de Chtouka Aït Baha")
    expect(pair).to_contain_text("8 mois en commun")
    pair.get_by_role("link").click()
    funders = page.get_by_role("row", name="Bailleurs")
    expect(funders).to_contain_text("Agence française de développement")
    expect(funders).to_contain_text("Union européenne")
    page.get_by_role("radio", name="Cofinancés").check()
    page.get_by_role("group", name="Quelle fiche reste").get_by_label("MA-MD-0148").check()
    page.get_by_role("button", name="Enregistrer le verdict").click()
    expect(page.get_by_role("heading", name="Verdict : Cofinancés")).to_be_visible()
    page.get_by_role("link", name=re.compile("Continuer la proposition")).click()
    expect(page).to_have_url(re.compile(r"/fr/workspace/submissions/[0-9a-f-]{36}/edit$"))
    expect(page.locator("#content")).to_contain_text("Union européenne")


def test_in_arabic_by_keyboard_on_a_phone(radar: Radar) -> None:
    page = radar.phone
    page.goto("/ar/workspace/overlaps?kind=likely_duplicate")
    first = page.locator("[data-pair]").first
    name = first.get_attribute("data-pair")
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("مشروعان جنبا إلى جنب")
    expect_no_overflow(page)
    page.get_by_role("radio", name="لا صلة بينهما").focus()
    page.keyboard.press("Space")
    page.get_by_label("لماذا").fill("مرحلتان من مشروع واحد")
    page.get_by_role("button", name="حفظ الحكم").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".author-note")).to_have_text("مرحلتان من مشروع واحد")
    page.goto("/ar/workspace/overlaps?kind=likely_duplicate")
    expect(page.locator(f"[data-pair='{name}']")).to_have_count(0)
    page.goto("/ar/workspace/overlaps?verdict=not_related")
    expect(page.locator(f"[data-pair='{name}']")).to_have_count(1)


def test_someone_who_judged_in_the_meantime_is_not_overwritten(
    radar: Radar, workspace: Application
) -> None:
    page = radar.page
    page.goto(f"/en/workspace/overlaps/{PAIR}")
    version = int(re.findall(r'"version": ?(\d+)', page.content())[0])
    with signed_in(workspace, add_member(workspace, "Driss", UserRole.ANALYST)) as client:
        answer = client.put(
            f"/api/v1/overlaps/{PAIR}/verdict",
            json={"verdict": "synergy"},
            headers={"if-match": f'"{version}"'},
        )
        assert answer.status_code == 200
    page.get_by_role("radio", name="Not related").check()
    page.get_by_role("button", name="Save the verdict").click()
    expect(page.get_by_role("alert").filter(has_text="Someone else")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/fr/workspace/overlaps", PHONE),
        ("/en/workspace/overlaps?min_score=0.6&kind=synergy", (1280, 800)),
        (f"/ar/workspace/overlaps/{PAIR}", PHONE),
    ],
)
def test_pages_are_accessible_and_fit(radar: Radar, path: str, size: tuple[int, int]) -> None:
    page = radar.phone if size == PHONE else radar.page
    page.goto(path)
    expect_no_overflow(page)
    assert find_violations(page) == []
