"""API tokens: made by their owner, told once, limited, ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx2
import pytest
from sqlalchemy import func, select, text, update

from app.codelists import UserRole
from app.models import ApiToken, AuditEvent, Organisation, User
from tests.fixtures.factories import Content
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS: list[Content] = []
TOKENS = "/api/v1/tokens"


def organisations() -> list[Organisation]:
    return []


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, role=UserRole.ANALYST)


@pytest.fixture
def client(small: Application, user: User) -> Iterator[httpx2.Client]:
    with signed_in(small, user) as client:
        yield client


def create(client: httpx2.Client, **fields: object) -> httpx2.Response:
    return client.post(TOKENS, json={"name": "Mise à jour", "scopes": ["read"], **fields})


def ask(small: Application, secret: str, path: str = "/api/v1/me") -> httpx2.Response:
    with small.client() as client:
        return client.get(path, headers={"authorization": f"Bearer {secret}"})


def test_a_token_is_told_once(small: Application, client: httpx2.Client, user: User) -> None:
    created = create(client, scopes=["submit", "read"], expires_in_days=365)
    assert created.status_code == 201
    token = created.json()
    secret = token.pop("token")
    assert secret.startswith("kh_")
    assert token["scopes"] == ["read", "submit"]
    life = datetime.fromisoformat(token["expires_at"]) - datetime.fromisoformat(token["created_at"])
    assert life == timedelta(days=365)
    listed = client.get(TOKENS)
    assert listed.json()["items"] == [token]
    assert secret not in listed.text
    with writing(small) as session:
        dumped = str(session.execute(text("SELECT t::text FROM api_tokens t")).all())
        audited = str(session.execute(text("SELECT e::text FROM audit_events e")).all())
    assert secret[3:] not in dumped + audited
    me = ask(small, secret)
    assert me.json()["id"] == str(user.id)
    assert "submissions:write" in me.json()["permissions"]
    assert "self:manage" not in me.json()["permissions"]
    used = client.get(TOKENS).json()["items"][0]
    assert token["last_used_at"] is None
    assert used["last_used_at"] is not None


def test_use_is_written_down_to_a_minute(
    small: Application, client: httpx2.Client, user: User
) -> None:
    secret = create(client).json()["token"]
    mine = ApiToken.user_id == user.id
    ages = []
    for seconds in (30, 90):
        with writing(small) as session:
            then = func.now() - timedelta(seconds=seconds)
            session.execute(update(ApiToken).where(mine).values(last_used_at=then))
        ask(small, secret)
        with writing(small) as session:
            age = func.extract("epoch", func.now() - ApiToken.last_used_at)
            ages.append(session.scalars(select(age).where(mine)).one())
    assert ages[0] >= 30
    assert ages[1] < 30


def test_a_revoked_token_ends_at_once(
    small: Application, client: httpx2.Client, user: User
) -> None:
    token = create(client).json()
    with writing(small) as session:
        stranger = make_user(session, role=UserRole.ADMINISTRATOR)
    with signed_in(small, stranger) as foreign:
        assert foreign.get(TOKENS).json() == {"items": []}
        assert foreign.delete(f"{TOKENS}/{token['id']}").status_code == 404
    assert ask(small, token["token"]).status_code == 200
    assert client.delete(f"{TOKENS}/{token['id']}").status_code == 204
    assert client.delete(f"{TOKENS}/{token['id']}").status_code == 404
    assert ask(small, token["token"]).status_code == 401
    with writing(small) as session:
        mine = AuditEvent.actor_id == user.id
        actions = session.scalars(select(AuditEvent.action).where(mine).order_by(AuditEvent.id))
        assert list(actions) == ["token.created", "token.revoked"]


def test_an_expired_token_is_listed_as_such(
    small: Application, client: httpx2.Client, user: User
) -> None:
    token = create(client).json()
    with writing(small) as session:
        session.execute(
            update(ApiToken).where(ApiToken.user_id == user.id).values(expires_at=func.now())
        )
    assert ask(small, token["token"]).status_code == 401
    assert [item["expired"] for item in client.get(TOKENS).json()["items"]] == [True]


def test_a_token_goes_with_its_owner(small: Application, client: httpx2.Client, user: User) -> None:
    secret = create(client, scopes=["review"]).json()["token"]
    with writing(small) as session:
        row = session.get_one(User, user.id)
        row.role = UserRole.CONTRIBUTOR
    assert "submissions:review" not in ask(small, secret).json()["permissions"]
    with writing(small) as session:
        session.execute(update(User).where(User.id == user.id).values(disabled_at=func.now()))
    assert ask(small, secret).status_code == 401


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"scopes": []}, ["#/scopes"]),
        ({"scopes": ["everything"]}, ["#/scopes/0"]),
        ({"scopes": None}, ["#/scopes"]),
        ({"scopes": ["self:manage"]}, ["#/scopes/0"]),
        ({"name": ""}, ["#/name"]),
        ({"name": "\u202e"}, ["#/name"]),
        ({"expires_in_days": 0}, ["#/expires_in_days"]),
        ({"expires_in_days": 366}, ["#/expires_in_days"]),
        ({"expires_in_days": "30"}, ["#/expires_in_days"]),
        ({"expires_in_days": None}, ["#/expires_in_days"]),
        ({"user_id": "x", "token": "kh_mine"}, ["#/user_id", "#/token"]),
    ],
)
def test_bad_tokens_are_not_made(
    client: httpx2.Client, fields: dict[str, object], pointers: list[str]
) -> None:
    response = create(client, **fields)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    assert client.get(TOKENS).json() == {"items": []}


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (UserRole.CONTRIBUTOR, {"review", "manage"}),
        (UserRole.ANALYST, set()),
        (UserRole.ADMINISTRATOR, set()),
    ],
)
def test_scopes_are_those_of_the_role(
    small: Application, role: UserRole, refused: set[str]
) -> None:
    with writing(small) as session:
        user = make_user(session, role=role)
    with signed_in(small, user) as client:
        statuses = {
            scope: create(client, scopes=[scope]).status_code
            for scope in ("read", "submit", "review", "manage")
        }
    assert {scope for scope, status in statuses.items() if status == 422} == refused
    assert set(statuses.values()) <= {201, 422}


def test_tokens_are_few(client: httpx2.Client) -> None:
    statuses = [create(client).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [409]


def test_no_token_makes_tokens_or_manages_its_account(
    small: Application, client: httpx2.Client
) -> None:
    secret = create(client, scopes=["read", "submit", "review", "manage"]).json()["token"]
    bearer = {"authorization": f"Bearer {secret}"}
    with small.client() as program:
        for method, path in (
            ("GET", TOKENS),
            ("POST", TOKENS),
            ("GET", "/api/v1/me/sessions"),
            ("PATCH", "/api/v1/me"),
            ("PUT", "/api/v1/me/password"),
            ("POST", "/api/v1/me/anonymisation"),
            ("GET", "/api/v1/me/export"),
        ):
            assert program.request(method, path, headers=bearer).status_code == 403, path
