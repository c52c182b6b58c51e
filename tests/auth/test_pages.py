"""Pages of accounts as they are answered."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from sqlalchemy import select

from app.audit.events import Actor
from app.auth.invitations.schemas import NewInvitation
from app.auth.invitations.service import invite
from app.auth.passwords.service import issue_reset
from app.codelists import Channel, Language, UserRole
from app.models import Organisation, OutboxMessage
from app.workspace.account.browsers import browser_name
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS: list[Content] = []
HOSTILE = "<script>alert(1)</script>\"'&"


def organisations() -> list[Organisation]:
    return [make_organisation("agence", names={"fr": HOSTILE, "ar": "وكالة", "en": None})]


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", ["sign-in", "password-reset"])
def test_pages_without_an_account(client: httpx2.Client, language: Language, path: str) -> None:
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.text
    assert "no-store" in response.headers["cache-control"]
    assert "noindex" in response.text
    assert 'method="post"' in response.text  # without scripts, no secret goes into an address


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        (None, "/fr/workspace/"),
        ("/fr/workspace/account", "/fr/workspace/account"),
        ("https://evil.example/", "/fr/workspace/"),
        ("//evil.example/", "/fr/workspace/"),
        ("/\\evil.example", "/fr/workspace/"),
        ("javascript:alert(1)", "/fr/workspace/"),
        ("/api/v1/me", "/fr/workspace/"),
    ],
)
def test_signing_in_leads_nowhere_else(
    small: Application, client: httpx2.Client, wanted: str | None, lands: str
) -> None:
    params = {"next": wanted} if wanted else {}
    assert f'{{"next": "{lands}"}}' in client.get("/fr/sign-in", params=params).text
    with writing(small) as session:
        user = make_user(session)
    with signed_in(small, user) as signed:
        response = signed.get("/fr/sign-in", params=params)
        assert (response.status_code, response.headers["location"]) == (303, lands)


@pytest.mark.parametrize("kind", ["invitation", "password-reset"])
def test_a_link_that_ended_says_what_to_do(client: httpx2.Client, kind: str) -> None:
    response = client.get(f"/fr/{kind}/unknown")
    assert response.status_code == 404
    assert "Ce lien n’est plus valable" in response.text


def test_links_are_shown_as_often_as_one_likes(small: Application, client: httpx2.Client) -> None:
    with writing(small) as session:
        inviter = make_user(session, name=HOSTILE, role=UserRole.ADMINISTRATOR)
        new = NewInvitation.model_validate(
            {
                "email": "salma@example.org",
                "role": "contributor",
                "memberships": [{"organisation": "agence", "focal_point": True}],
            }
        )
        invite(session, Actor(inviter.id, Channel.SESSION), new)
        mail = session.scalars(select(OutboxMessage.body)).one()
        reset = issue_reset(session, inviter)
    found = re.search(r"/fr/invitation/(\S+)", mail or "")
    assert found is not None
    for address in (f"/fr/invitation/{found[1]}", f"/ar/password-reset/{reset}"):
        for _ in range(2):
            page = client.get(address)
            assert page.status_code == 200
            assert HOSTILE not in page.text
    assert "salma@example.org" in client.get(f"/fr/invitation/{found[1]}").text


def test_the_account_is_for_who_is_signed_in(small: Application, client: httpx2.Client) -> None:
    response = client.get("/ar/workspace/account")
    assert response.status_code == 303
    assert response.headers["location"] == "/ar/sign-in?next=/ar/workspace/account"
    with writing(small) as session:
        user = make_user(session, name=HOSTILE)
    with signed_in(small, user) as signed:
        page = signed.get("/ar/workspace/account")
        assert page.status_code == 200
        assert HOSTILE not in page.text
        assert str(user.email) in page.text
        assert 'value="review"' not in page.text


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (None, None),
        ("", None),
        ("curl/8", "curl/8"),
        ("x" * 300, "x" * 60),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604.1", "Safari, iPhone"),
    ],
)
def test_browsers_are_named(user_agent: str | None, name: str | None) -> None:
    assert browser_name(user_agent) == name
