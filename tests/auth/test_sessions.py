"""Signing in and out, through the door."""

from collections.abc import Iterator

import httpx2
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text, update

from app.auth.cookies import COOKIE, HOST_COOKIE
from app.auth.secrets import hash_secret
from app.codelists import UserRole
from app.models import (
    AuditEvent,
    Organisation,
    User,
    UserSession,
)
from app.settings import Settings
from tests.fixtures.factories import Content
from tests.fixtures.server import Application, run_application
from tests.fixtures.users import PASSWORD, elsewhere, make_user, signed_in, writing

PROJECTS: list[Content] = []


def organisations() -> list[Organisation]:
    return []


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, password=True)


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client


def sign_in(
    client: httpx2.Client, email: str | None, password: str = PASSWORD, **headers: str
) -> httpx2.Response:
    sent = {**elsewhere(), **{name.replace("_", "-"): text for name, text in headers.items()}}
    body = {"email": email, "password": password}
    return client.post("/api/v1/session", json=body, headers=sent)


def cookie_of(response: httpx2.Response) -> tuple[str, str, set[str]]:
    """Name, value, attributes in lower case."""
    pair, *attributes = response.headers["set-cookie"].split("; ")
    name, _, value = pair.partition("=")
    return name, value, {attribute.lower() for attribute in attributes}


def events_of(small: Application, user: User) -> list[str]:
    with writing(small) as session:
        found = select(AuditEvent.action).where(AuditEvent.subject_id == str(user.id))
        return list(session.scalars(found.order_by(AuditEvent.id)))


def test_one_signs_in_and_out(small: Application, client: httpx2.Client, user: User) -> None:
    response = sign_in(client, f"  {user.email} ".upper())
    assert response.status_code == 201
    assert response.json()["id"] == str(user.id)
    assert response.json()["memberships"] == []
    assert response.headers["cache-control"] == "no-store"
    assert client.get("/api/v1/me").json() == response.json()
    secret = client.cookies[COOKIE]
    signed_out = client.delete("/api/v1/session")
    assert signed_out.status_code == 204
    name, value, attributes = cookie_of(signed_out)
    assert (name, value.strip('"')) == (COOKIE, "")
    assert "max-age=0" in attributes
    assert client.get("/api/v1/me").status_code == 401
    client.cookies.set(COOKIE, secret)
    assert client.get("/api/v1/me").status_code == 401
    assert events_of(small, user) == ["session.opened", "session.ended"]
    assert client.delete("/api/v1/session").status_code == 204


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(
    client: httpx2.Client, user: User
) -> None:
    name, _, attributes = cookie_of(sign_in(client, user.email))
    assert name == COOKIE
    assert {"httponly", "samesite=lax", "path=/", "max-age=1209600"} == attributes


def test_over_https_the_cookie_is_bound_to_the_host(client: httpx2.Client, user: User) -> None:
    name, secret, attributes = cookie_of(sign_in(client, user.email, x_forwarded_proto="https"))
    assert name == HOST_COOKIE
    assert {"httponly", "samesite=lax", "path=/", "secure"} < attributes
    assert not any(attribute.startswith("domain") for attribute in attributes)
    client.cookies.clear()
    headers = {"cookie": f"{HOST_COOKIE}={secret}", "x-forwarded-proto": "https"}
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    planted = {"cookie": f"{COOKIE}={secret}", "x-forwarded-proto": "https"}
    assert client.get("/api/v1/me", headers=planted).status_code == 401


def test_in_production_the_cookie_is_always_secure(small: Application, user: User) -> None:
    url = small.app.state.settings.database_url
    with (
        run_application(
            Settings(database_url=url, environment="production", base_url="https://kharita.example")
        ) as application,
        application.client() as client,
    ):
        name, _, attributes = cookie_of(sign_in(client, user.email))
    assert name == HOST_COOKIE
    assert "secure" in attributes


def test_a_session_cannot_be_fixed(small: Application, client: httpx2.Client, user: User) -> None:
    client.cookies.set(COOKIE, "chosen-by-someone-else")
    chosen = cookie_of(sign_in(client, user.email))[1]
    assert chosen != "chosen-by-someone-else"
    client.cookies.clear()
    client.cookies.set(COOKIE, chosen)
    again = cookie_of(sign_in(client, user.email))[1]
    assert again != chosen
    with writing(small) as session:
        kept = set(
            session.scalars(select(UserSession.token_hash).where(UserSession.user_id == user.id))
        )
    assert kept == {hash_secret(again)}


def test_secrets_are_kept_as_hashes_only(
    small: Application, client: httpx2.Client, user: User
) -> None:
    secret = cookie_of(sign_in(client, user.email))[1]
    with writing(small) as session:
        dumped = str(session.execute(text("SELECT s::text FROM user_sessions s")).all())
        row = session.execute(text("SELECT u::text FROM users u")).all()
    assert secret not in dumped
    assert PASSWORD not in str(row)
    assert "$argon2id$" in str(row)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_site_signs_nobody_in_or_out(
    small: Application, client: httpx2.Client, user: User, headers: dict[str, str]
) -> None:
    refused = sign_in(client, user.email, **headers)
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers
    with signed_in(small, user) as signed:
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        assert signed.delete("/api/v1/session", headers=sent).status_code == 403
        assert signed.get("/api/v1/me").status_code == 200


def test_an_old_hash_is_renewed_at_sign_in(small: Application, client: httpx2.Client) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(small) as session:
        user = make_user(session)
        session.execute(update(User).where(User.id == user.id).values(password_hash=weak))
    assert sign_in(client, user.email).status_code == 201
    with writing(small) as session:
        kept = session.scalars(select(User.password_hash).where(User.id == user.id)).one()
    assert kept is not None
    assert "m=65536,t=3,p=4" in kept
    assert sign_in(client, user.email).status_code == 201


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"email": "amina"}, ["#/email"]),
        ({"email": None}, ["#/email"]),
        ({"email": ["a@example.org"]}, ["#/email"]),
        ({"email": "a@example.org\x00"}, ["#/email"]),
        ({"password": None}, ["#/password"]),
        ({"password": "x" * 1001}, ["#/password"]),
        ({"role": "administrator"}, ["#/role"]),
        ({"email": "", "user_id": 1}, ["#/email", "#/user_id"]),
    ],
)
def test_bad_fields_are_pointed_to_and_not_repeated(
    client: httpx2.Client, fields: Content, pointers: list[str]
) -> None:
    body = {"email": "a@example.org", "password": "secret-that-is-typed", **fields}
    response = client.post("/api/v1/session", json=body, headers=elsewhere())
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    assert "secret-that-is-typed" not in response.text


def test_one_sees_where_one_is_signed_in(small: Application, user: User) -> None:
    with signed_in(small, user) as here, signed_in(small, user) as there:
        with writing(small) as session:
            stranger = make_user(session, role=UserRole.ADMINISTRATOR)
        with signed_in(small, stranger) as foreign:
            (other,) = foreign.get("/api/v1/me/sessions").json()["items"]
            sessions = here.get("/api/v1/me/sessions").json()["items"]
            assert [row["current"] for row in sessions].count(True) == 1
            assert len(sessions) == 2
            assert other["id"] not in {row["id"] for row in sessions}
            assert here.delete(f"/api/v1/me/sessions/{other['id']}").status_code == 404
            assert foreign.get("/api/v1/me").status_code == 200
        (remote,) = [row["id"] for row in sessions if not row["current"]]
        assert here.delete(f"/api/v1/me/sessions/{remote}").status_code == 204
        assert here.delete(f"/api/v1/me/sessions/{remote}").status_code == 404
        assert there.get("/api/v1/me").status_code == 401
        assert here.get("/api/v1/me").status_code == 200


def test_one_can_leave_everywhere_else(small: Application, user: User) -> None:
    with signed_in(small, user) as here, signed_in(small, user) as there:
        assert here.delete("/api/v1/me/sessions").status_code == 204
        assert here.get("/api/v1/me").status_code == 200
        assert there.get("/api/v1/me").status_code == 401
    assert events_of(small, user) == ["session.ended"]
