"""From a mailed invitation to a closed account, in a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.audit.events import Actor
from app.auth.invitations.schemas import NewInvitation
from app.auth.invitations.service import invite
from app.auth.passwords.service import issue_reset
from app.codelists import Channel, Language, UserRole
from app.models import Organisation, OutboxMessage, User
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.sampling import full
from tests.fixtures.server import Application
from tests.fixtures.users import PASSWORD, make_user, writing

pytestmark = pytest.mark.e2e
PROJECTS: list[Content] = []
NEW = "trois vaches bleues 9"
EMAIL = "salma@example.org"


def organisations() -> list[Organisation]:
    return [make_organisation("agence")]


@contextmanager
def browsing(
    browser: Browser, small: Application, size: tuple[int, int] = (360, 740)
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=small.address, viewport={"width": size[0], "height": size[1]}
    )
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def send(page: Page) -> None:
    page.locator("form button[type=submit]").first.click()


def mailed_invitation(small: Application) -> str:
    with writing(small) as session:
        inviter = make_user(session, role=UserRole.ADMINISTRATOR, name="Amina Idrissi")
        new = NewInvitation.model_validate(
            {
                "email": EMAIL,
                "role": "contributor",
                "memberships": [{"organisation": "agence", "focal_point": True}],
            }
        )
        invite(session, Actor(inviter.id, Channel.SESSION), new)
        body = session.scalars(
            select(OutboxMessage.body).where(OutboxMessage.recipient == EMAIL)
        ).one()
    found = re.search(r"(/fr/invitation/\S+)", body or "")
    assert found is not None
    return found[1]


def test_the_life_of_an_account(browser: Browser, small: Application) -> None:
    address = mailed_invitation(small)
    with browsing(browser, small) as page:
        page.goto(address)
        expect(page.get_by_text("Amina Idrissi")).to_be_visible()
        page.get_by_label("Nom", exact=True).fill("Salma Bennani")
        page.locator("#password").fill("salma bennani")
        send(page)
        expect(page.locator("#password-problem")).to_contain_text("Trop facile à deviner")
        expect(page.locator("#password")).to_be_focused()
        page.locator("#password").fill(PASSWORD)
        page.get_by_label("Afficher le mot de passe").check()
        expect(page.locator("#password")).to_have_attribute("type", "text")
        send(page)
        page.wait_for_url("**/fr/workspace/")
        page.goto("/fr/workspace/account")
        _change_password(page)
        _make_and_revoke_a_token(page)
        page.get_by_text("Fermer mon compte", exact=True).click()
        page.locator("#close-password").fill(NEW)
        page.locator("form[data-form=close] button").click()
        page.wait_for_url("**/fr/")
        page.goto("/fr/workspace/account")
        page.wait_for_url("**/fr/sign-in?next=/fr/workspace/account")
    with writing(small) as session:
        assert session.scalars(select(User).where(User.email == EMAIL)).all() == []


def _change_password(page: Page) -> None:
    form = page.locator("form[data-form=password]")
    form.locator("#current_password").fill("not this one")
    form.locator("#new_password").fill(NEW)
    form.locator("button").click()
    expect(form.locator("#current_password-problem")).to_be_visible()
    form.locator("#current_password").fill(PASSWORD)
    form.locator("button").click()
    expect(form.get_by_text("Enregistré.")).to_be_visible()
    expect(form.locator("#current_password-problem")).to_be_hidden()


def _make_and_revoke_a_token(page: Page) -> None:
    page.get_by_text("Créer un jeton", exact=True).click()
    form = page.locator("form[data-form=token]")
    for box in form.get_by_role("checkbox").all():
        box.uncheck()
    form.locator("#token-name").fill("<b>mensuel</b>")
    form.locator("button").click()
    expect(form.locator("#token-scopes-problem")).to_be_visible()
    form.get_by_role("checkbox").first.check()
    form.locator("button").click()
    expect(page.locator("[data-ref=token]")).to_have_text(re.compile("kh_.{43}"))
    page.reload()
    expect(page.locator("[data-ref=token]")).to_be_hidden()
    row = page.locator(".row", has_text="<b>mensuel</b>")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)


def test_a_forgotten_password(browser: Browser, small: Application) -> None:
    with writing(small) as session:
        user = make_user(session, password=True, language=Language.AR)
    with browsing(browser, small) as page:
        page.goto("/fr/sign-in?next=/fr/workspace/account")
        page.locator("#email").fill(str(user.email))
        page.locator("#password").fill("not this one")
        send(page)
        expect(page.get_by_role("alert").first).to_contain_text("Aucun compte")
        page.get_by_role("link", name="Mot de passe oublié").click()
        page.locator("#email").fill("nobody")
        send(page)
        expect(page.locator("#email-problem")).to_be_visible()
        page.locator("#email").fill(str(user.email))
        send(page)
        expect(page.get_by_role("status")).to_contain_text("Si un compte a cette adresse")
        with writing(small) as session:
            secret = issue_reset(session, user)
        page.goto(f"/fr/password-reset/{secret}")
        page.locator("#password").fill("court")
        send(page)
        expect(page.locator("#password-problem")).to_contain_text("au moins 12")
        page.locator("#password").fill(NEW)
        send(page)
        page.get_by_role("status").get_by_role("link").click()
        page.locator("#email").fill(str(user.email))
        page.locator("#password").fill(NEW)
        send(page)
        page.wait_for_url("**/fr/workspace/")


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("fr", (360, 740), "dark"), ("ar", (1280, 800), "light"), full("ar", (320, 740), "dark")],
)
def test_axe_finds_nothing(
    browser: Browser, small: Application, language: str, size: tuple[int, int], scheme: str
) -> None:
    with writing(small) as session:
        user = make_user(session, password=True)
        secret = issue_reset(session, user)
    with browsing(browser, small, size) as page:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for path in ("password-reset", f"password-reset/{secret}", "invitation/unknown", "sign-in"):
            page.goto(f"/{language}/{path}")
            assert find_violations(page) == [], path
            expect_no_overflow(page)
        page.locator("#email").fill("x")
        send(page)
        expect(page.locator("#email-problem")).to_be_visible()
        assert find_violations(page) == []
        page.locator("#email").fill(str(user.email))
        page.locator("#password").fill(PASSWORD)
        send(page)
        page.wait_for_url("**/workspace/")
        page.goto(f"/{language}/workspace/account")
        for details in page.locator("main details").all():
            details.locator("summary").click()
        assert find_violations(page) == []
        expect_no_overflow(page)
