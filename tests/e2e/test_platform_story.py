"""The whole story of the platform: from an invitation to a project that is confirmed by a link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select, update

from app.codelists import UserRole
from app.models import Project, User
from app.review.freshness.reminders.service import remind
from tests.fixtures.axe import find_violations
from tests.fixtures.mails import mailed_path
from tests.fixtures.server import Application, wait_until
from tests.fixtures.users import PASSWORD, make_user, signed_in, writing
from tests.fixtures.workspace import (
    ORGANISATION,
    PROJECT,
    add_member,
    browsing,
    expect_saved,
    open_section,
    start_draft,
    workspace,
)

pytestmark = pytest.mark.e2e
__all__ = ["workspace"]
EMAIL = "salma.story@example.org"
SOURCE = "https://exemple.org/rapport-2026"
PUBLIC = "/fr/projects/primo"
QUESTION = "Ce douar est-il dans le rapport ?"
ANSWER = "Oui, à la page 12."


@dataclass(frozen=True)
class Cast:
    """Salma joins by invitation, in a page of her own that stays open."""

    salma: Page
    nadia: Page
    administrator: User


@pytest.fixture(scope="module")
def cast(browser: Browser, workspace: Application) -> Iterator[Cast]:
    analyst = add_member(workspace, "Nadia", UserRole.ANALYST)
    with writing(workspace) as session:
        administrator = make_user(session, name="Omar", role=UserRole.ADMINISTRATOR)
    with (
        browsing(browser, workspace, None) as salma,
        browsing(browser, workspace, analyst) as nadia,
    ):
        yield Cast(salma, nadia, administrator)


def test_from_an_invitation_to_a_confirmation(
    browser: Browser, workspace: Application, cast: Cast
) -> None:
    _invite(workspace, cast.administrator)
    _join_and_sign_in(workspace, cast.salma)
    number = _propose(cast.salma)
    review = _ask(cast.nadia)
    _answer(workspace, cast.salma)
    _decide_in_arabic(cast.nadia, review)
    _expect_published(workspace, cast.salma, number)
    _restore(workspace, cast)
    _confirm_by_link(browser, workspace, cast)


def _invite(workspace: Application, administrator: User) -> None:
    with signed_in(workspace, administrator) as client:
        done = client.post(
            "/api/v1/manage/invitations",
            headers={"origin": workspace.address},
            json={
                "email": EMAIL,
                "role": "contributor",
                "memberships": [{"organisation": ORGANISATION, "focal_point": True}],
            },
        )
    assert done.status_code == 201, done.text


def _join_and_sign_in(workspace: Application, page: Page) -> None:
    page.goto(mailed_path(workspace, EMAIL, "/fr/invitation/"))
    page.get_by_label("Nom", exact=True).fill("Salma")
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/fr/workspace/")
    page.locator("details.account-menu summary").click()
    page.locator("[data-ref=sign-out]").click()
    page.wait_for_url(re.compile(r"/fr/(sign-in.*)?$"))
    page.goto("/fr/sign-in")
    page.locator("#email").fill(EMAIL)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/fr/workspace/")
    expect(page.locator(".account-name")).to_have_text("Salma")


def _propose(page: Page) -> str:
    """An acronym with its source, an end that is not borne out, and a place picked on the map;
    the number of the submission."""
    start_draft(page)
    page.fill("#acronym", "PRIMO 2")
    _cite(page, page.locator("[data-path=acronym]"))
    page.fill("#end_date", "2031")
    open_section(page, "places")
    page.locator("[data-items=locations] [data-ref=add]").click()
    card = page.locator("[data-items=locations] .item").last
    card.locator("[data-member=level]").select_option("commune")
    container = card.locator(".map")
    expect(container.locator("path.area")).to_have_count(75)
    container.scroll_into_view_if_needed()
    box = container.bounding_box()
    assert box is not None
    container.click(position={"x": box["width"] * 0.55, "y": box["height"] * 0.35})
    expect(card.locator("[data-member=province]")).not_to_have_value("")
    card.locator("[data-member=name]").fill("Douar de l’histoire")
    expect(page.locator("[data-ref=changes-count]")).to_have_text("3")
    expect_saved(page)
    page.locator("[data-ref=to-submit]").click()
    page.fill("#note", "D’après notre rapport annuel.")
    page.locator("[data-ref=submit]").click()
    page.wait_for_url(re.compile(r"/workspace/submissions/[0-9a-f-]+\?sent"))
    facts = page.locator(".submission-head").inner_text()
    found = re.search(r"Proposition\s+(\d+)", facts)
    assert found is not None, facts
    return found[1]


def _cite(page: Page, field: Locator) -> None:
    field.get_by_role("button", name="Ajouter une source").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[data-member=url]").fill(SOURCE)
    dialog.get_by_role("button", name="Garder la source").click()
    expect(field.locator(".has-source")).to_contain_text("exemple.org")


def _ask(page: Page) -> str:
    """The address of the review."""
    page.goto("/fr/workspace/queue")
    page.get_by_role("link", name="Relire la plus ancienne").click()
    page.wait_for_url(re.compile(r"/fr/workspace/queue/[0-9a-f-]{36}$"))
    expect(page.locator(".review-change")).to_have_count(3)
    panel = page.locator("#thread")
    panel.get_by_label("Nouveau message").fill(QUESTION)
    panel.get_by_role("button", name="Envoyer").click()
    expect(panel.locator(".comment-body")).to_have_text(QUESTION)
    return page.url


def _answer(workspace: Application, page: Page) -> None:
    page.goto(mailed_path(workspace, EMAIL, "/fr/workspace/submissions/"))
    panel = page.locator("#thread")
    expect(panel.locator(".comment-body")).to_have_text(QUESTION)
    panel.get_by_role("button", name="Répondre").click()
    panel.get_by_label("Votre réponse").fill(ANSWER)
    panel.get_by_role("button", name="Envoyer").first.click()
    expect(panel.locator(".replies .comment-body")).to_have_text(ANSWER)


def _decide_in_arabic(page: Page, address: str) -> None:
    page.goto(address.replace("/fr/", "/ar/"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#thread .replies .comment-body")).to_have_text(ANSWER)
    assert find_violations(page) == []
    for text in ("PRIMO 2", "Douar de l’histoire"):
        change = page.locator(".review-change").filter(has_text=text)
        change.locator("[data-decide=accepted]").click()
        expect(change).to_have_attribute("data-decision", "accepted")
    end = page.locator(".review-change").filter(has_text="2031")
    end.locator("[data-decide=reject]").click()
    end.get_by_role("textbox").fill("لا مصدر لهذا التاريخ")
    end.locator("form").get_by_role("button", name="رفض").click()
    expect(end).to_have_attribute("data-decision", "rejected")
    page.locator("[data-answer=approve]").click()
    expect(page.locator("[data-ref=standing] .notice")).to_be_visible()
    page.goto(address)
    expect(page.locator("[data-ref=standing]")).to_contain_text("publié")


def _wait_for_public(workspace: Application, path: str, text: str) -> None:
    """Servers learn of what is published a moment later."""
    with workspace.client() as client:
        wait_until(lambda: text in client.get(path).text)


def _expect_published(workspace: Application, page: Page, number: str) -> None:
    _wait_for_public(workspace, PUBLIC, "PRIMO 2")
    with workspace.client() as client:
        published = _project(client)
    assert published["acronym"] == "PRIMO 2"
    assert published["end_date"] == "2017"
    source = next(each for each in published["sources"] if each["url"] == SOURCE)
    assert source["supports"] == ["acronym"]
    page.goto(PUBLIC)
    expect(page.locator("main")).to_contain_text("Douar de l’histoire")
    expect(page.locator("main")).not_to_contain_text("2031")
    expect(page.locator(f"a[href='{SOURCE}']").first).to_be_attached()
    page.goto(f"{PUBLIC}/history")
    step = page.locator("#revision-2")
    expect(step).to_contain_text("sigle")
    expect(step.locator(f"a[href='{SOURCE}']")).to_be_attached()
    expect(step.get_by_role("link", name=re.compile("Enabel|Agence belge"))).to_be_attached()
    expect(page.locator("main")).not_to_contain_text("Salma")
    page.goto("/fr/workspace/submissions")
    expect(page.locator(".row").filter(has_text=f"Proposition {number}")).to_contain_text(
        "Acceptée"
    )


def _project(client: httpx2.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/projects/primo").json()
    return found


def _restore(workspace: Application, cast: Cast) -> None:
    page = cast.salma
    page.goto(f"/fr/workspace/projects/{PROJECT}")
    page.locator("[data-restore][data-revision='1']").click()
    page.wait_for_url("**/edit")
    expect_saved(page)
    expect(page.locator("#acronym")).to_have_value("PRIMO")
    page.locator("[data-ref=submit]").click()
    page.wait_for_url(re.compile(r"/workspace/submissions/[0-9a-f-]+\?sent"))
    cast.nadia.goto("/fr/workspace/queue")
    cast.nadia.get_by_role("link", name="Relire la plus ancienne").click()
    expect(cast.nadia.locator(".submission-head")).to_contain_text("rétablit la révision 1")
    cast.nadia.get_by_role("button", name="Tout accepter et publier").click()
    expect(cast.nadia.locator("[data-ref=standing]")).to_contain_text("publié")
    with workspace.client() as client:
        wait_until(lambda: _project(client)["acronym"] == "PRIMO")
        locations = _project(client)["locations"]
    assert "Douar de l’histoire" not in str(locations)


def _confirm_by_link(browser: Browser, workspace: Application, cast: Cast) -> None:
    """Salma's organisation is steward, and the last confirmation is long ago."""
    with writing(workspace) as session:
        query = select(Project.revision).where(Project.identifier == PROJECT)
        revision = session.scalars(query).one()
    with signed_in(workspace, cast.administrator) as client:
        done = client.put(
            f"/api/v1/manage/projects/{PROJECT}/steward",
            headers={"origin": workspace.address, "if-match": f'"{revision}"'},
            json={"steward": ORGANISATION},
        )
    assert done.status_code == 200, done.text
    with writing(workspace) as session:
        session.execute(
            update(Project)
            .where(Project.identifier == PROJECT)
            .values(last_confirmed_at=func.now() - timedelta(days=800))
        )
        remind(session)
    with browsing(browser, workspace, None, (360, 780)) as stranger:
        stranger.goto(mailed_path(workspace, EMAIL, "/fr/reminders/"))
        stranger.get_by_role("button", name="Oui, tout est exact").click()
        expect(stranger.get_by_role("status")).to_contain_text("C’est noté, merci")
        assert stranger.context.cookies() == []
        with writing(workspace) as session:
            day = session.scalars(
                select(func.to_char(Project.last_confirmed_at, "YYYY-MM-DD")).where(
                    Project.identifier == PROJECT
                )
            ).one()
        with workspace.client() as client:
            wait_until(lambda: str(_project(client)["last_confirmed_at"]).startswith(day))
        stranger.goto(PUBLIC)
        expect(stranger.locator(".project-foot")).to_contain_text("confirmée le")
