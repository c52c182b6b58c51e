"""Sessions and tokens, as a route that asks for a permission sees them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Depends
from sqlalchemy import func, update

from app.auth.cookies import COOKIE
from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.sessions.service import open_session
from app.codelists import UserRole
from app.models import ApiToken, Organisation, User, UserSession
from app.permissions.roles import Permission, Scope
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []
MERGED = {"ancienne": "agence"}

Reader = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))]
Reviewer = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_REVIEW))]
trials = APIRouter(prefix="/api/v1/trial")


@trials.get("")
@trials.post("")
def trial(user: Reader) -> dict[str, object]:
    return {"name": user.name, "organisations": sorted(user.organisation_ids)}


@trials.get("/review")
def trial_review(user: Reviewer) -> dict[str, str]:
    return {"channel": user.actor.channel}


def organisations() -> list[Organisation]:
    return [make_organisation("agence"), make_organisation("ancienne")]


@pytest.fixture(scope="module", autouse=True)
def _trials(small: Application) -> None:
    small.app.include_router(trials)


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session)


@pytest.fixture
def client(small: Application, user: User) -> Iterator[httpx2.Client]:
    with signed_in(small, user) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_session_lets_in(client: httpx2.Client, user: User) -> None:
    response = client.get("/api/v1/trial")
    assert response.status_code == 200
    assert response.json()["name"] == user.name
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("cookie", [None, "", "invented", "é" * 10, "x" * 4000])
def test_without_a_valid_session_nobody_is_let_in(small: Application, cookie: str | None) -> None:
    with small.client() as client:
        headers = [] if cookie is None else [("cookie", f"{COOKIE}={cookie}".encode())]
        response = client.get("/api/v1/trial", headers=headers)  # type: ignore[arg-type]
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert response.headers["cache-control"] == "no-store"


def test_a_permission_that_the_role_lacks_is_refused(client: httpx2.Client) -> None:
    assert client.get("/api/v1/trial/review").status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"last_used_at": func.now() - timedelta(hours=25)},
        {"expires_at": func.now()},
    ],
    ids=["idle", "old"],
)
def test_sessions_end(
    small: Application, client: httpx2.Client, user: User, change: dict[str, object]
) -> None:
    with writing(small) as session:
        session.execute(update(UserSession).where(UserSession.user_id == user.id).values(change))
    assert client.get("/api/v1/trial").status_code == 401


def test_use_is_written_down_to_a_minute(
    small: Application, client: httpx2.Client, user: User
) -> None:
    ages = []
    for seconds in (30, 90):
        with writing(small) as session:
            session.execute(
                update(UserSession)
                .where(UserSession.user_id == user.id)
                .values(last_used_at=func.now() - timedelta(seconds=seconds))
            )
        client.get("/api/v1/trial")
        with writing(small) as session:
            age = func.extract("epoch", func.now() - UserSession.last_used_at)
            ages.append(session.query(age).where(UserSession.user_id == user.id).scalar())
    assert ages[0] >= 30
    assert ages[1] < 30


@pytest.mark.parametrize("column", ["disabled_at", "anonymised_at"])
def test_a_disabled_user_is_out_at_once(
    small: Application, client: httpx2.Client, user: User, column: str
) -> None:
    with writing(small) as session:
        session.execute(update(User).where(User.id == user.id).values({column: func.now()}))
    assert client.get("/api/v1/trial").status_code == 401


def test_a_merged_organisation_counts_as_the_one_it_became(small: Application) -> None:
    with writing(small) as session:
        rows = session.query(Organisation).order_by(Organisation.slug).all()
        user = make_user(session, organisations=rows)
        kept = rows[0].id
    with signed_in(small, user) as client:
        assert client.get("/api/v1/trial").json()["organisations"] == [kept]


def test_a_token_is_limited_by_its_scopes_and_its_owner(small: Application) -> None:
    with writing(small) as session:
        analyst = make_user(session, role=UserRole.ANALYST)
        contributor = make_user(session)
        read = token_for(session, analyst, Scope.READ)
        review = token_for(session, analyst, Scope.REVIEW)
        beyond = token_for(session, contributor, Scope.REVIEW)
    with small.client() as client:
        statuses = {
            name: client.get("/api/v1/trial/review", headers=bearer(secret)).status_code
            for name, secret in (("read", read), ("review", review), ("beyond", beyond))
        }
        assert statuses == {"read": 403, "review": 200, "beyond": 403}
        answer = client.get("/api/v1/trial/review", headers=bearer(review))
        assert answer.json() == {"channel": "token"}


def test_tokens_expire(small: Application, user: User) -> None:
    with writing(small) as session:
        secret = token_for(session, user, Scope.READ)
    with small.client() as client:
        assert client.get("/api/v1/trial", headers=bearer(secret)).status_code == 200
        with writing(small) as session:
            session.execute(
                update(ApiToken).where(ApiToken.user_id == user.id).values(expires_at=func.now())
            )
        assert client.get("/api/v1/trial", headers=bearer(secret)).status_code == 401


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer kh_", "Basic a2g6", "Bearer kh_" + "x" * 43, "kh_x"]
)
def test_a_bad_token_is_refused_also_beside_a_session(
    client: httpx2.Client, authorization: str
) -> None:
    response = client.get("/api/v1/trial", headers={"authorization": authorization})
    assert response.status_code == 401


def test_the_secret_of_a_session_is_no_token_and_the_other_way(
    small: Application, user: User
) -> None:
    with writing(small) as session:
        secret = open_session(session, user)
        token = token_for(session, user, Scope.READ)
    with small.client() as client:
        assert client.get("/api/v1/trial", headers=bearer(secret)).status_code == 401
        client.cookies.set(COOKIE, token)
        assert client.get("/api/v1/trial").status_code == 401


FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://[bad"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "{own}"},
    {"origin": "http://127.0.0.1:1"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_writes_from_other_sites_are_refused(
    small: Application, client: httpx2.Client, user: User, headers: dict[str, str]
) -> None:
    headers = {name: value.format(own=small.address) for name, value in headers.items()}
    assert client.get("/api/v1/trial", headers=headers).status_code == 200
    assert client.post("/api/v1/trial", headers=headers).status_code == 403
    with writing(small) as session:
        secret = token_for(session, user, Scope.READ)
    with_both = {**headers, **bearer(secret)}
    assert client.post("/api/v1/trial", headers=with_both).status_code == 403
    with small.client() as without_cookie:
        assert without_cookie.post("/api/v1/trial", headers=with_both).status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "{own}"}, {"sec-fetch-site": "same-origin", "origin": "{own}"}]
)
def test_writes_from_own_pages_pass(
    small: Application, client: httpx2.Client, headers: dict[str, str]
) -> None:
    headers = {name: value.format(own=small.address) for name, value in headers.items()}
    assert client.post("/api/v1/trial", headers=headers).status_code == 200
