"""An analyst goes through what agencies propose: field by field, by mouse and by keyboard."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.codelists import UserRole
from app.models import Project, User
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.server import Application
from tests.fixtures.submissions import Api
from tests.fixtures.users import signed_in, writing
from tests.fixtures.workspace import PROJECT, add_member, browsing, workspace

pytestmark = pytest.mark.e2e
__all__ = ["workspace"]
PHONE, DESKTOP = (360, 780), (1280, 800)
SOURCE = {"title": "Rapport annuel", "url": "https://example.org/rapport", "evidence": "en 2014"}


@pytest.fixture(scope="module")
def agency(workspace: Application) -> Iterator[Api]:
    """The API as a member of an agency uses it."""
    with signed_in(workspace, add_member(workspace, "Salma")) as client:
        yield Api(client)


@pytest.fixture(scope="module")
def analyst(workspace: Application) -> User:
    return add_member(workspace, "Nadia", UserRole.ANALYST)


@pytest.fixture
def page(browser: Browser, workspace: Application, analyst: User) -> Iterator[Page]:
    with browsing(browser, workspace, analyst) as page:
        yield page


def propose(agency: Api, patch: Mapping[str, Any], **members: Any) -> dict[str, Any]:
    draft = agency.start(PROJECT, patch=dict(patch), **members)
    return agency.act(draft, "submit")


def address(submission: Mapping[str, Any], lang: str = "fr") -> str:
    return f"/{lang}/workspace/queue/{submission['id']}"


def card(page: Page, name: str) -> Any:
    return page.locator(".review-change").filter(has=page.get_by_role("heading", name=name))


def test_the_queue_leads_to_the_oldest(page: Page, agency: Api) -> None:
    submission = propose(agency, {"acronym": "FILE"})
    page.goto("/fr/workspace/queue")
    rows = page.locator(".rows .row")
    expect(rows.filter(has_text=f"Proposition {submission['number']}")).to_be_visible()
    page.get_by_role("link", name="Relire la plus ancienne").click()
    expect(page).to_have_url(re.compile(r"/fr/workspace/queue/[0-9a-f-]{36}$"))
    page.goto("/fr/workspace/queue?reviewer=me")
    expect(page.locator(".empty")).to_be_visible()
    agency.act(agency.get(submission), "withdraw")


def test_work_and_the_page_of_a_submission_lead_to_its_review(page: Page, agency: Api) -> None:
    submission = propose(agency, {"acronym": "LIEN"})
    page.goto("/fr/workspace/")
    row = page.locator(".row").filter(has_text=f"Proposition {submission['number']}")
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile(address(submission)))
    page.goto(f"/fr/workspace/submissions/{submission['id']}")
    page.get_by_role("link", name="Relire cette proposition").click()
    expect(card(page, "Sigle")).to_be_visible()
    agency.act(agency.get(submission), "withdraw")


def test_a_part_is_accepted_a_part_corrected_a_part_refused(page: Page, agency: Api) -> None:
    submission = propose(
        agency,
        {"acronym": "NOUVEAU", "description": {"en": "A text to be corrected"}, "end_date": "2030"},
        sources={"acronym": SOURCE},
    )
    page.goto(address(submission))
    expect(card(page, "Sigle").locator(".change-source")).to_contain_text("Rapport annuel")
    card(page, "Sigle").get_by_role("button", name="Accepter", exact=True).click()
    expect(card(page, "Sigle")).to_have_attribute("data-decision", "accepted")
    text = card(page, "Description (anglais)")
    text.get_by_role("button", name="Corriger et accepter").click()
    text.get_by_role("textbox").fill("A text that was corrected")
    text.get_by_role("button", name="Accepter cette version").click()
    expect(text.locator(".decision")).to_contain_text("A text that was corrected")
    last = card(page, "Fin")
    last.get_by_role("button", name="Refuser").click()
    last.locator("form").get_by_role("button", name="Refuser").click()
    expect(last.get_by_role("alert").first).to_contain_text("pourquoi")
    last.get_by_role("textbox").fill("La source dit autre chose")
    last.locator("form").get_by_role("button", name="Refuser").click()
    expect(last).to_have_attribute("data-decision", "rejected")
    page.get_by_role("button", name="Publier ce qui est accepté").click()
    expect(page.locator("[data-ref=standing]")).to_contain_text("publié")
    published = agency.client.get("/api/v1/projects/primo").json()
    assert published["acronym"] == "NOUVEAU"
    assert published["description"]["en"] == "A text that was corrected"
    assert published["end_date"] != "2030"
    assert any(s["title"] == SOURCE["title"] and "acronym" in s["supports"]
               for s in published["sources"])  # fmt: skip


def test_by_keyboard_alone(page: Page, agency: Api) -> None:
    submission = propose(agency, {"acronym": "CLAVIER", "end_date": "2031"})
    page.goto(address(submission))
    page.keyboard.press("j")
    first = page.locator(".review-change").first
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".review-change").first).to_have_attribute("data-decision", "accepted")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(page.locator(".change-form").nth(1)).to_be_hidden()
    page.keyboard.press("r")
    page.keyboard.type("Non")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".review-change").nth(1)).to_have_attribute("data-decision", "rejected")
    page.keyboard.press("n")
    page.wait_for_url("**/workspace/queue**")


def test_a_value_that_moved_is_shown_beside_both_others(
    page: Page, agency: Api, workspace: Application
) -> None:
    late = propose(agency, {"acronym": "TARD"})
    early = propose(agency, {"acronym": "TOT"})
    page.goto(address(early))
    page.get_by_role("button", name="Tout accepter et publier").click()
    expect(page.locator("[data-ref=standing]")).to_contain_text("publié")
    page.goto(address(late))
    moved = card(page, "Sigle")
    expect(moved.locator(".compared > div")).to_have_count(3)
    expect(moved.locator(".compared-live")).to_contain_text("TOT")
    page.get_by_role("button", name="Tout accepter et publier").click()
    expect(page.locator("[data-ref=told]")).to_contain_text("a changé")
    moved.get_by_role("button", name="Accepter", exact=True).click()
    expect(moved).to_have_attribute("data-decision", "accepted")
    page.get_by_role("button", name="Publier ce qui est accepté").click()
    expect(page.locator("[data-ref=standing]")).to_contain_text("publié")
    with writing(workspace) as session:
        query = select(Project.acronym).where(Project.identifier == PROJECT)
        assert session.scalars(query).one() == "TARD"


def test_changes_are_asked_for_with_a_message(page: Page, agency: Api) -> None:
    submission = propose(agency, {"acronym": "QUESTION"})
    page.goto(address(submission))
    page.get_by_role("button", name="Demander des modifications…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Envoyer").click()
    expect(dialog.get_by_role("alert")).to_contain_text("pourquoi")
    dialog.get_by_label("Message à l’auteur").fill("Quelle est la source ?")
    dialog.get_by_role("button", name="Envoyer").click()
    expect(page.locator("[data-ref=standing]")).to_contain_text("demandées")
    assert agency.get(submission)["state"] == "changes_requested"


VIEWS = [("fr", PHONE, "light"), ("ar", DESKTOP, "dark")]
REST = [
    (lang, size, scheme)
    for lang in ("fr", "ar", "en")
    for size in (PHONE, DESKTOP)
    for scheme in ("light", "dark")
    if (lang, size, scheme) not in VIEWS
]


@pytest.mark.parametrize(
    ("lang", "size", "scheme"),
    [*VIEWS, *(pytest.param(*view, marks=pytest.mark.full) for view in REST)],
)
def test_pages_of_review_are_accessible(
    browser: Browser,
    workspace: Application,
    analyst: User,
    agency: Api,
    lang: str,
    size: tuple[int, int],
    scheme: str,
) -> None:
    submission = propose(agency, MANY)
    with browsing(browser, workspace, analyst, size, scheme=scheme) as page:
        for path in (address(submission, lang), f"/{lang}/workspace/queue"):
            page.goto(path)
            page.locator(".review-change, .rows .row").first.wait_for()
            expect_no_overflow(page)
            assert find_violations(page) == []
    agency.act(agency.get(submission), "withdraw")


MANY = {
    "title": {"fr": "Un titre tout à fait autre pour ce projet", "ar": "عنوان آخر لهذا المشروع"},
    "start_date": "2015",
    "themes": {"culture_identity": True},
    "budget": {"value": 1200000, "currency": "EUR", "scope": "morocco", "note": None},
    "locations": {
        "0b6a3d6e-8a52-4bb4-9f5a-1d2f3a4b5c6d": {
            "level": "province", "region": "MA-09", "province": "MA-TAR", "country": "MA",
            "name": "Taroudant", "point": None, "exactness": None, "point_source": None,
        }
    },
}  # fmt: skip
