"""Invitations: who may come in, by a link that works once."""

import re
import threading
from collections.abc import Iterator

import httpx2
import pytest
from sqlalchemy import func, select, text, update

from app.codelists import UserRole
from app.models import AuditEvent, Invitation, Membership, Organisation, OutboxMessage, User
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import PASSWORD, make_user, signed_in, writing

PROJECTS: list[Content] = []
MERGED = {"ancienne": "agence"}
INVITATIONS = "/api/v1/manage/invitations"


def organisations() -> list[Organisation]:
    names = {"fr": "Agence", "ar": "وكالة", "en": "Agency"}
    return [
        make_organisation("agence", names=names),
        make_organisation("ministere"),
        make_organisation("ancienne"),
    ]


@pytest.fixture
def manager(small: Application) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        user = make_user(session, role=UserRole.ADMINISTRATOR, name="Amina Idrissi")
    with signed_in(small, user) as client:
        yield client


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client


@pytest.fixture
def email(request: pytest.FixtureRequest) -> str:
    return re.sub(r"\W+", ".", f"{request.node.name}").strip(".").lower() + "@example.org"


def invite(manager: httpx2.Client, email: str, **fields: object) -> httpx2.Response:
    return manager.post(INVITATIONS, json={"email": email, "role": "contributor", **fields})


def link_in_mail(small: Application, email: str) -> str:
    """The secret of the newest mail."""
    with writing(small) as session:
        body = session.scalars(
            select(OutboxMessage.body)
            .where(OutboxMessage.recipient == email)
            .order_by(OutboxMessage.created_at.desc())
            .limit(1)
        ).one()
    found = re.search(r"/(?:fr|ar|en)/invitation/(\S+)", body or "")
    assert found is not None, body
    return found[1]


def accept(client: httpx2.Client, secret: str, **fields: object) -> httpx2.Response:
    body = {"name": "Salma Bennani", "password": PASSWORD, "language": "ar", **fields}
    return client.post(f"/api/v1/invitations/{secret}", json=body)


def test_from_invitation_to_account(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    memberships = [
        {"organisation": "ancienne", "focal_point": True},
        {"organisation": "ministere"},
    ]
    made = invite(manager, email.upper(), language="en", memberships=memberships)
    assert made.status_code == 201
    assert made.json()["email"] == email
    assert made.json()["invited_by"] == "Amina Idrissi"
    secret = link_in_mail(small, email)
    assert secret not in made.text
    for _ in range(2):  # programs that read mails open links
        shown = client.get(f"/api/v1/invitations/{secret}").json()
    assert shown["invited_by"] == "Amina Idrissi"
    assert [
        (item["organisation"]["slug"], item["organisation"]["name"], item["focal_point"])
        for item in shown["memberships"]
    ] == [("agence", "Agency", True), ("ministere", "Ministere", False)]
    accepted = accept(client, secret, name="  Salma \n Bennani ")
    assert accepted.status_code == 201
    me = client.get("/api/v1/me").json()
    assert me == accepted.json()
    assert (me["name"], me["email"], me["role"]) == ("Salma Bennani", email, "contributor")
    assert me["memberships"][0]["organisation"]["name"] == "وكالة"
    assert client.get(f"/api/v1/invitations/{secret}").status_code == 404
    assert accept(client, secret).status_code == 404
    listed = manager.get(INVITATIONS, params={"limit": 200}).json()["items"]
    assert email not in {item["email"] for item in listed}
    with writing(small) as session:
        row = session.scalars(select(Invitation).where(Invitation.accepted_at.is_not(None))).first()
        assert row is not None
        assert row.email is None
        actions = set(session.scalars(select(AuditEvent.action)))
        audited = str(session.execute(text("SELECT data::text FROM audit_events")).all())
    assert {"user.invited", "invitation.accepted", "session.opened"} <= actions
    assert "@" not in audited


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"password": "short"}, ["#/password"]),
        ({"password": "salma bennani"}, ["#/password"]),
        ({"name": " \u200b "}, ["#/name"]),
        ({"name": "x" * 121}, ["#/name"]),
        ({"name": "Salma \u202eannaneB"}, ["#/name"]),
        ({"name": "nul \x00"}, ["#/name"]),
        ({"name": "<b>Salma</b>"}, []),
        ({"language": "es"}, ["#/language"]),
        ({"role": "administrator"}, ["#/role"]),
        ({"email": "other@example.org", "memberships": []}, ["#/email", "#/memberships"]),
    ],
)
def test_a_bad_acceptance_does_not_use_the_link_up(
    small: Application,
    manager: httpx2.Client,
    client: httpx2.Client,
    email: str,
    fields: dict[str, object],
    pointers: list[str],
) -> None:
    invite(manager, email)
    secret = link_in_mail(small, email)
    response = accept(client, secret, **fields)
    if not pointers:
        assert response.json()["name"] == "<b>Salma</b>"
        return
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    assert accept(client, secret).status_code == 201


def test_half_of_a_character_is_refused(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    invite(manager, email)
    body = b'{"name": "\\ud800", "password": "lanterne brique \\ud800", "language": "fr"}'
    response = client.post(
        f"/api/v1/invitations/{link_in_mail(small, email)}",
        content=body,
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 422
    assert {error["pointer"] for error in response.json()["errors"]} >= {"#/name"}


def test_an_invitation_expires_and_is_sent_again(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    made = invite(manager, email).json()
    first = link_in_mail(small, email)
    with writing(small) as session:
        mine = Invitation.email == email
        life = func.extract("epoch", Invitation.expires_at - Invitation.created_at)
        assert session.scalars(select(life).where(mine)).one() == 7 * 24 * 3600
        session.execute(update(Invitation).where(mine).values(expires_at=func.now()))
    assert client.get(f"/api/v1/invitations/{first}").status_code == 404
    assert accept(client, first).status_code == 404
    listed = manager.get(INVITATIONS).json()["items"]
    assert [item["expired"] for item in listed if item["email"] == email] == [True]
    again = manager.post(f"{INVITATIONS}/{made['id']}/resend")
    assert again.status_code == 200
    assert again.json()["expired"] is False
    second = link_in_mail(small, email)
    assert second != first
    assert accept(client, first).status_code == 404
    assert accept(client, second).status_code == 201
    assert manager.post(f"{INVITATIONS}/{made['id']}/resend").status_code == 404


def test_a_revoked_invitation_lets_nobody_in(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    made = invite(manager, email).json()
    secret = link_in_mail(small, email)
    assert manager.delete(f"{INVITATIONS}/{made['id']}").status_code == 204
    assert manager.delete(f"{INVITATIONS}/{made['id']}").status_code == 404
    assert accept(client, secret).status_code == 404
    assert invite(manager, email).status_code == 201


def test_nobody_is_invited_twice(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    assert invite(manager, email).status_code == 201
    assert invite(manager, email).status_code == 409
    accept(client, link_in_mail(small, email))
    assert invite(manager, email).status_code == 409


def test_of_two_acceptances_at_once_one_wins(
    small: Application, manager: httpx2.Client, email: str
) -> None:
    invite(manager, email, memberships=[{"organisation": "agence"}])
    secret = link_in_mail(small, email)
    statuses: list[int] = []

    def use() -> None:
        with small.client() as client:
            statuses.append(accept(client, secret).status_code)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, 404, 404, 404]
    with writing(small) as session:
        members = select(func.count()).select_from(Membership).join(User, User.email == email)
        assert session.scalars(members.where(Membership.user_id == User.id)).one() == 1


def test_who_got_an_account_meanwhile_is_told(
    small: Application, manager: httpx2.Client, client: httpx2.Client, email: str
) -> None:
    invite(manager, email)
    secret = link_in_mail(small, email)
    with writing(small) as session:
        make_user(session, email=email)
    assert accept(client, secret).status_code == 409


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"role": "owner"}, ["#/role"]),
        ({"email": "amina"}, ["#/email"]),
        ({"email": "a@example.org\nbcc: b@example.org"}, ["#/email"]),
        ({"memberships": [{"organisation": "nobody"}]}, ["#/memberships/0/organisation"]),
        ({"memberships": [{"organisation": "a\x00"}]}, ["#/memberships/0/organisation"]),
        (
            {"memberships": [{"organisation": "agence"}, {"organisation": "ancienne"}]},
            ["#/memberships/1/organisation"],
        ),
        ({"memberships": [{"organisation": "agence", "role": "x"}]}, ["#/memberships/0/role"]),
        ({"password": PASSWORD, "expires_at": "2030-01-01"}, ["#/password", "#/expires_at"]),
    ],
)
def test_a_bad_invitation_is_not_made(
    small: Application,
    manager: httpx2.Client,
    email: str,
    fields: dict[str, object],
    pointers: list[str],
) -> None:
    response = invite(manager, **{"email": email, **fields})  # type: ignore[arg-type]
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    with writing(small) as session:
        mails = select(func.count()).select_from(OutboxMessage)
        assert session.scalars(mails.where(OutboxMessage.recipient == email)).one() == 0


def test_invitations_are_listed_page_by_page(manager: httpx2.Client) -> None:
    for number in range(5):
        invite(manager, f"paged{number}@example.org")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = manager.get(INVITATIONS, params=params).json()
        seen += [item["email"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page["numberMatched"]
    assert [address for address in seen if address.startswith("paged")] == [
        f"paged{number}@example.org" for number in reversed(range(5))
    ]


@pytest.mark.parametrize("cursor", ["x", "", "W10", "WyJ4IiwgInkiXQ", "é", "WzEsMl0", "A" * 1001])
def test_a_bad_cursor_is_named(manager: httpx2.Client, cursor: str) -> None:
    for path in ("invitations", "users", "memberships"):
        response = manager.get(f"/api/v1/manage/{path}", params={"cursor": cursor})
        assert response.status_code == (200 if cursor == "" else 400)
        if cursor:
            assert response.json()["parameter"] == "cursor"
