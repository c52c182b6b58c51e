"""One's own account: changed, exported, closed."""

from collections.abc import Iterator

import httpx2
import pytest
from sqlalchemy import func, select, text, update

from app.auth.retention import forget_credentials
from app.auth.secrets import hash_secret
from app.codelists import Attempt, Language, UserRole
from app.models import (
    ApiToken,
    AuditEvent,
    CredentialAttempt,
    Invitation,
    Membership,
    Notification,
    Organisation,
    OutboxMessage,
    PasswordReset,
    User,
    UserSession,
)
from app.notices.outbox import post_mail
from app.permissions.roles import Scope
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import PASSWORD, elsewhere, make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []


def organisations() -> list[Organisation]:
    return [make_organisation("agence")]


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, name="Salma Bennani", password=True)


@pytest.fixture
def client(small: Application, user: User) -> Iterator[httpx2.Client]:
    with signed_in(small, user) as client:
        yield client


def test_name_and_language_are_one_s_own(
    small: Application, client: httpx2.Client, user: User
) -> None:
    changed = client.patch("/api/v1/me", json={"name": " Salma  B. ", "language": "ar"})
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["language"]) == ("Salma B.", "ar")
    assert client.patch("/api/v1/me", json={}).json() == changed.json()
    with writing(small) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.actor_id == user.id)).one()
    assert (event.action, event.data) == ("user.updated", {"fields": ["language", "name"]})
    assert event.channel == "session"


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"role": "administrator"}, ["#/role"]),
        ({"email": "other@example.org"}, ["#/email"]),
        ({"id": "x", "password_hash": "y"}, ["#/id", "#/password_hash"]),
        ({"organisation_ids": [1], "permissions": []}, ["#/organisation_ids", "#/permissions"]),
        ({"name": None}, ["#/name"]),
        ({"name": ""}, ["#/name"]),
        ({"name": "Salma", "language": "es"}, ["#/language"]),
        ({"name": 7}, ["#/name"]),
    ],
)
def test_nothing_else_can_be_changed(
    client: httpx2.Client, fields: dict[str, object], pointers: list[str]
) -> None:
    before = client.get("/api/v1/me").json()
    response = client.patch("/api/v1/me", json=fields)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    assert client.get("/api/v1/me").json() == before


def test_the_export_has_all_but_secrets(
    small: Application, client: httpx2.Client, user: User
) -> None:
    with writing(small) as session:
        token = token_for(session, user, Scope.READ)
        session.add(Notification(user_id=user.id, event="x", data={"secret": "of salma"}))
        stranger = make_user(session, name="Autre Personne")
        session.add(Notification(user_id=stranger.id, event="x", data={"of": "stranger"}))
    response = client.get("/api/v1/me/export")
    assert response.status_code == 200
    assert "attachment" in response.headers["content-disposition"]
    export = response.json()
    assert export["account"]["email"] == user.email
    assert [row["name"] for row in export["tokens"]] == ["test"]
    assert [row["data"] for row in export["notifications"]] == [{"secret": "of salma"}]
    assert len(export["sessions"]) == 1
    for secret in (token, "argon2", "token_hash", "stranger"):
        assert secret not in response.text
    assert "user.exported" in {
        row["action"] for row in client.get("/api/v1/me/export").json()["audit_events"]
    }


def prepare(small: Application, user: User) -> None:
    with writing(small) as session:
        agency = session.scalars(select(Organisation)).one()
        session.add(Membership(user_id=user.id, organisation_id=agency.id, focal_point=True))
        session.add(Notification(user_id=user.id, event="x", data={}))
        token_for(session, user, Scope.READ)
        assert user.email is not None
        post_mail(session, user.email, Language.FR, "Bonjour", "Salma")


def assert_forgotten(small: Application, user: User) -> None:
    with writing(small) as session:
        row = session.get_one(User, user.id)
        assert (row.name, row.email, row.password_hash) == ("Ancien utilisateur", None, None)
        assert row.anonymised_at is not None
        for model in (UserSession, ApiToken, Membership, Notification, PasswordReset):
            count = select(func.count()).where(model.user_id == user.id)
            assert session.scalars(count).one() == 0, model
        mails = select(func.count()).where(OutboxMessage.recipient == user.email)
        assert session.scalars(mails).one() == 0
        everything = [
            str(session.execute(text(f"SELECT t::text FROM {table} t")).all())  # noqa: S608
            for table in ("users", "audit_events", "invitations", "outbox_messages")
        ]
    assert not any(str(user.email) in table for table in everything)


def test_one_closes_one_s_account(small: Application, client: httpx2.Client, user: User) -> None:
    prepare(small, user)
    client.patch("/api/v1/me", json={"language": "en"})
    wrong = client.post("/api/v1/me/anonymisation", json={"password": "x"}, headers=elsewhere())
    assert wrong.status_code == 422
    done = client.post("/api/v1/me/anonymisation", json={"password": PASSWORD}, headers=elsewhere())
    assert done.status_code == 204
    assert client.get("/api/v1/me").status_code == 401
    assert_forgotten(small, user)
    body = {"email": user.email, "password": PASSWORD}
    assert client.post("/api/v1/session", json=body, headers=elsewhere()).status_code == 401
    with writing(small) as session:
        actions = session.scalars(
            select(AuditEvent.action).where(AuditEvent.actor_id == user.id).order_by(AuditEvent.id)
        )
        assert list(actions) == ["user.updated", "user.anonymised"]


def test_an_administrator_exports_and_closes_an_account(small: Application, user: User) -> None:
    prepare(small, user)
    with writing(small) as session:
        administrator = make_user(session, role=UserRole.ADMINISTRATOR)
    address = f"/api/v1/manage/users/{user.id}"
    with signed_in(small, administrator) as manager:
        assert manager.get(f"{address}/export").json()["account"]["email"] == user.email
        assert manager.post(f"{address}/anonymisation").status_code == 204
        assert manager.post(f"{address}/anonymisation").status_code == 204
        assert_forgotten(small, user)
        shown = manager.get(address).json()
        assert (shown["state"], shown["email"], shown["name"]) == (
            "anonymised",
            None,
            "Ancien utilisateur",
        )
        assert manager.patch(address, json={"disabled": False}).status_code == 409
        member = f"/api/v1/manage/memberships/{user.id}/agence"
        assert manager.put(member, json={}).status_code == 409
        assert manager.get(f"{address}/export").status_code == 200
        assert (
            manager.post(
                "/api/v1/manage/invitations", json={"email": user.email, "role": "contributor"}
            ).status_code
            == 201
        )


def test_what_lets_nobody_in_is_forgotten(small: Application, user: User) -> None:
    long_ago = func.now() - text("interval '40 days'")
    with writing(small) as session:
        token_for(session, user, Scope.READ)
        session.execute(update(ApiToken).values(created_at=long_ago, expires_at=long_ago))
        session.add(UserSession(user_id=user.id, token_hash=b"1", expires_at=long_ago))
        session.add(PasswordReset(user_id=user.id, token_hash=b"1", expires_at=long_ago))
        session.add(
            Invitation(
                email="late@example.org",
                role="analyst",
                language="fr",
                token_hash=b"1",
                expires_at=long_ago,
            )
        )
        session.add(
            CredentialAttempt(
                kind=Attempt.SIGN_IN,
                account_hash=hash_secret("a"),
                client_hash=hash_secret("b"),
                at=long_ago,
            )
        )
    with writing(small) as session:
        forget_credentials(session)
    with writing(small) as session:
        for model in (ApiToken, UserSession, PasswordReset):
            mine = select(func.count()).where(model.user_id == user.id)
            assert session.scalars(mine).one() == 0, model
        late = select(func.count()).where(Invitation.email == "late@example.org")
        assert session.scalars(late).one() == 0
        old = select(func.count()).where(CredentialAttempt.account_hash == hash_secret("a"))
        assert session.scalars(old).one() == 0
