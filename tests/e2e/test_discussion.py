"""A discussion and its notifications in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from app.auth.cookies import COOKIE
from app.models import Organisation, User
from tests.e2e.conftest import PHONE
from tests.fixtures import agencies
from tests.fixtures.agencies import PROJECTS, People, add_people, add_submission
from tests.fixtures.server import Application
from tests.fixtures.users import signed_in, writing

pytestmark = pytest.mark.e2e
__all__ = ["PROJECTS"]


def organisations() -> list[Organisation]:
    return agencies.organisations()


@pytest.fixture
def people(small: Application) -> People:
    with writing(small) as session:
        return add_people(session)


@contextmanager
def page_of(browser: Browser, small: Application, user: User) -> Iterator[Page]:
    """On a phone; fails at the end if the page wrote an error."""
    context = browser.new_context(
        base_url=small.address,
        viewport={"width": PHONE[0], "height": PHONE[1]},
        reduced_motion="reduce",
    )
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    with signed_in(small, user) as client:
        secret = client.cookies[COOKIE]
    context.add_cookies([{"name": COOKIE, "value": secret, "url": small.address}])
    yield context.new_page()
    context.close()
    assert faults == []


def test_a_question_and_its_answer(browser: Browser, small: Application, people: People) -> None:
    hostile = "<img src=x onerror=alert(1)> \u202etxt"
    with writing(small) as session:
        submission = add_submission(session, people.amina)
    with page_of(browser, small, people.analyst) as page:
        page.goto(f"/fr/workspace/submissions/{submission}")
        panel = page.locator("#thread")
        expect(panel.get_by_text("Personne n’a encore rien écrit")).to_be_visible()
        panel.get_by_role("button", name="Envoyer").click()
        expect(panel.get_by_text("Écrivez votre message.")).to_be_visible()
        panel.get_by_label("Nouveau message").fill(hostile)
        panel.get_by_role("combobox", name="Prévenir quelqu’un").press_sequentially("ela")
        panel.get_by_role("option", name="Amina Élalami").click()
        expect(panel.locator(".told")).to_contain_text("Amina Élalami")
        panel.get_by_role("button", name="Envoyer").click()
        expect(panel.locator(".comment-body")).to_have_text(hostile)
        expect(panel.locator(".comment-told")).to_contain_text("Amina Élalami")
        assert page.locator(".comment img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page_of(browser, small, people.amina) as page:
        page.goto("/fr/workspace/notifications")
        expect(page.locator(".is-unread")).to_have_count(1)
        page.get_by_role("link", name="Nadia vous mentionne").click()
        expect(page.locator(".comment.is-target")).to_be_focused()
        page.get_by_role("button", name="Répondre").click()
        page.get_by_label("Votre réponse").fill("Le rapport de 2019.")
        page.get_by_role("button", name="Envoyer").first.click()
        expect(page.locator(".replies .comment-body")).to_have_text("Le rapport de 2019.")
        page.get_by_role("button", name="Clore la discussion").click()
        expect(page.locator("#thread summary")).to_contain_text("2 messages")
        page.locator("#thread summary").click()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Effacer").click()
        expect(page.get_by_text("Message effacé par son auteur.")).to_be_visible()
        page.goto("/fr/workspace/notifications")
        expect(page.locator(".is-unread")).to_have_count(0)


def test_choices_of_mails_in_arabic(browser: Browser, small: Application, people: People) -> None:
    with page_of(browser, small, people.aziz) as page:
        page.goto("/ar/workspace/notifications/mail")
        group = page.get_by_role("group", name="رسالة جديدة في نقاش أتابعه")
        group.get_by_label("مرة في الأسبوع").check()
        page.get_by_role("button", name="حفظ").click()
        expect(page.get_by_text("تم الحفظ.")).to_be_visible()
        page.reload()
        expect(group.get_by_label("مرة في الأسبوع")).to_be_checked()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
