"""Who may use which route of accounts. A route without a row fails."""

from collections.abc import Iterator

import httpx2
import pytest

from app.auth.account.routes import router as account
from app.auth.invitations.routes import manage as manage_invitations
from app.auth.invitations.routes import router as invitations
from app.auth.passwords.routes import router as passwords
from app.auth.sessions.routes import router as sessions
from app.auth.tokens.routes import router as tokens
from app.auth.users.routes import router as users
from app.codelists import UserRole
from app.models import Organisation
from app.permissions.roles import Scope
from tests.fixtures.factories import Content
from tests.fixtures.server import Application
from tests.fixtures.users import elsewhere, make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []
NOBODY = "00000000-0000-0000-0000-000000000000"
ROUTERS = (account, invitations, manage_invitations, passwords, sessions, tokens, users)
ASKERS = ("nobody", "contributor", "analyst", "administrator", "token", "managing token")
Expected = tuple[int, int, int, int, int, int]

# What each asker gets for `{}`, of things that are not there. 422: let in, and the body is read.
OWN: Expected = (401, 422, 422, 422, 403, 403)
MANAGED: Expected = (401, 403, 403, 404, 403, 404)
TABLE: dict[tuple[str, str], Expected] = {
    ("POST", "/api/v1/session"): (422, 422, 422, 422, 422, 422),
    ("GET", "/api/v1/me"): (401, 200, 200, 200, 200, 200),
    ("PATCH", "/api/v1/me"): (401, 200, 200, 200, 403, 403),
    ("GET", "/api/v1/me/export"): (401, 200, 200, 200, 403, 403),
    ("POST", "/api/v1/me/anonymisation"): OWN,
    ("PUT", "/api/v1/me/password"): OWN,
    ("GET", "/api/v1/me/sessions"): (401, 200, 200, 200, 403, 403),
    ("DELETE", "/api/v1/me/sessions"): (401, 204, 204, 204, 403, 403),
    ("DELETE", "/api/v1/me/sessions/{session_id}"): (401, 404, 404, 404, 403, 403),
    ("GET", "/api/v1/tokens"): (401, 200, 200, 200, 403, 403),
    ("POST", "/api/v1/tokens"): OWN,
    ("DELETE", "/api/v1/tokens/{token_id}"): (401, 404, 404, 404, 403, 403),
    ("POST", "/api/v1/password-resets"): (422, 422, 422, 422, 422, 422),
    ("GET", "/api/v1/password-resets/{token}"): (404, 404, 404, 404, 404, 404),
    ("POST", "/api/v1/password-resets/{token}"): (422, 422, 422, 422, 422, 422),
    ("GET", "/api/v1/invitations/{token}"): (404, 404, 404, 404, 404, 404),
    ("POST", "/api/v1/invitations/{token}"): (422, 422, 422, 422, 422, 422),
    ("GET", "/api/v1/manage/invitations"): (401, 403, 403, 200, 403, 200),
    ("POST", "/api/v1/manage/invitations"): (401, 403, 403, 422, 403, 422),
    ("POST", "/api/v1/manage/invitations/{invitation_id}/resend"): MANAGED,
    ("DELETE", "/api/v1/manage/invitations/{invitation_id}"): MANAGED,
    ("GET", "/api/v1/manage/users"): (401, 403, 403, 200, 403, 200),
    ("GET", "/api/v1/manage/users/{user_id}"): MANAGED,
    ("PATCH", "/api/v1/manage/users/{user_id}"): MANAGED,
    ("GET", "/api/v1/manage/users/{user_id}/export"): MANAGED,
    ("POST", "/api/v1/manage/users/{user_id}/anonymisation"): MANAGED,
    ("GET", "/api/v1/manage/memberships"): (401, 403, 403, 200, 403, 200),
    ("PUT", "/api/v1/manage/memberships/{user_id}/{organisation}"): MANAGED,
    ("DELETE", "/api/v1/manage/memberships/{user_id}/{organisation}"): MANAGED,
    ("DELETE", "/api/v1/session"): (204, 204, 204, 204, 204, 204),
}


def organisations() -> list[Organisation]:
    return []


@pytest.fixture(scope="module")
def askers(small: Application) -> Iterator[dict[str, httpx2.Client]]:
    with writing(small) as session:
        people = {role.value: make_user(session, role=role) for role in UserRole}
        administrator = people[UserRole.ADMINISTRATOR]
        limited = token_for(session, administrator, Scope.READ, Scope.SUBMIT, Scope.REVIEW)
        managing = token_for(session, administrator, Scope.MANAGE)
    clients = {name: signed_in(small, user) for name, user in people.items()}
    for name, secret in (("nobody", None), ("token", limited), ("managing token", managing)):
        clients[name] = small.client()
        if secret:
            clients[name].headers["authorization"] = f"Bearer {secret}"
    yield clients
    for client in clients.values():
        client.close()


def test_every_route_has_a_row() -> None:
    routes = {
        (method, route.path)  # type: ignore[attr-defined]
        for router in ROUTERS
        for route in router.routes
        for method in route.methods  # type: ignore[attr-defined]
    }
    assert routes == TABLE.keys()


@pytest.mark.parametrize(("method", "path"), TABLE)
def test_each_gets_what_the_table_says(
    askers: dict[str, httpx2.Client], method: str, path: str
) -> None:
    names = {"token": "unknown", "organisation": "unknown"}
    address = path.format_map(
        {**names, **dict.fromkeys(("session_id", "token_id", "invitation_id", "user_id"), NOBODY)}
    )
    body: dict[str, str] | None = {} if method in ("POST", "PUT", "PATCH") else None
    found = []
    for name in ASKERS:
        response = askers[name].request(method, address, json=body, headers=elsewhere())
        found.append(response.status_code)
        assert response.headers["cache-control"] == "no-store"
        if response.status_code >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == response.status_code
    assert tuple(found) == TABLE[method, path]


@pytest.mark.parametrize(
    ("method", "path"), [pair for pair in TABLE if pair[0] not in ("GET", "HEAD")]
)
def test_no_write_comes_from_another_site(small: Application, method: str, path: str) -> None:
    address = path.format_map(
        dict.fromkeys(
            ("session_id", "token_id", "invitation_id", "user_id", "organisation", "token"), NOBODY
        )
    )
    body: dict[str, str] | None = {} if method in ("POST", "PUT", "PATCH") else None
    with writing(small) as session:
        administrator = make_user(session, role=UserRole.ADMINISTRATOR)
    with signed_in(small, administrator) as client:
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            response = client.request(method, address, json=body, headers=headers)
            assert response.status_code == 403
            assert response.json()["title"] == "Sent from another site"
