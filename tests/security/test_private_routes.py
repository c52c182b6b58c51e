"""What holds for each private route, tried on each: the application itself names them."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, User
from app.permissions.roles import Permission, Scope, permissions_of
from tests.fixtures.factories import Content, make_organisation, make_project
from tests.fixtures.routes import API, SAFE, ApiRoute, api_routes
from tests.fixtures.server import Application
from tests.fixtures.users import elsewhere, make_user, signed_in, token_for, writing

PROJECTS: list[Content] = [make_project(1)]
# What a request would set that wants to be more than it is.
COVETED = {
    "role": "administrator", "permissions": ["users:manage"], "is_admin": True, "state": "approved",
    "author_id": "00000000-0000-4000-8000-000000000001", "version": 99, "published_revision": 1,
    "password_hash": "x", "disabled_at": None, "__proto__": {"role": "administrator"},
}  # fmt: skip
FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1.evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
)
# What the work itself asks for, beside the permission in the signature.
ALSO = {"/api/v1/manage/reports/{report_id}/submission": {Permission.SUBMISSIONS_WRITE}}
# Of whoever has the secret in a mail; no cookie is read, so no other site can borrow one.
WITHOUT_COOKIE = {"/api/v1/reports"}


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a")]


@pytest.fixture(scope="module")
def administrator(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, role=UserRole.ADMINISTRATOR)


@pytest.fixture
def signed_administrator(small: Application, administrator: User) -> Iterator[httpx2.Client]:
    with signed_in(small, administrator) as client:
        yield client


def unsafe(small: Application) -> list[ApiRoute]:
    return [route for route in api_routes(small.app) if route.method not in SAFE]


def count_events(small: Application) -> int:
    with writing(small) as session:
        return session.scalar(select(func.count(AuditEvent.id))) or 0


def test_no_other_site_writes_with_the_cookie_of_a_reader(
    small: Application, signed_administrator: httpx2.Client
) -> None:
    before = count_events(small)
    tried = 0
    for route in unsafe(small):
        if route.path in WITHOUT_COOKIE:
            continue
        for headers in FOREIGN:
            response = signed_administrator.request(
                route.method, route.address, json={} if route.takes_body else None, headers=headers
            )
            found = (response.status_code, response.json().get("title"))
            assert found == (403, "Sent from another site"), (route, headers)
            tried += 1
    assert tried > 40 * len(FOREIGN)
    assert count_events(small) == before


def test_no_body_sets_more_than_its_schema_names(
    small: Application, signed_administrator: httpx2.Client
) -> None:
    """An empty body is refused for what it lacks; this one for what it has too much as well."""
    before = count_events(small)
    tried = 0
    for route in unsafe(small):
        if not route.takes_body:
            continue
        named = properties(small, route)
        coveted = {name: value for name, value in COVETED.items() if name not in named}
        response = signed_administrator.request(
            route.method, route.address, json=coveted, headers=elsewhere()
        )
        assert response.status_code == 422, (route, response.text)
        pointers = {error["pointer"] for error in response.json()["errors"]}
        assert {f"#/{name}" for name in coveted} <= pointers, route
        tried += 1
    assert tried > 20
    assert count_events(small) == before


def properties(small: Application, route: ApiRoute) -> set[str]:
    """Names of the members that the body of a route may have."""
    schemas = small.app.openapi()
    operation = schemas["paths"][route.path][route.method.lower()]
    content = operation["requestBody"]["content"]["application/json"]["schema"]
    known = schemas["components"]["schemas"]
    names = set[str]()
    for part in (content, *content.get("anyOf", ())):
        names |= set(known.get(str(part.get("$ref")).rpartition("/")[2], {}).get("properties", ()))
    return names


def test_every_object_of_a_private_body_is_closed(small: Application) -> None:
    """Down to the innermost; a mapping says of what."""
    schemas = small.app.openapi()
    opened = set()
    for route in unsafe(small):
        if route.takes_body:
            operation = schemas["paths"][route.path][route.method.lower()]
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            opened |= {(route.path, place) for place in _opened(schemas, body, frozenset())}
    assert opened == set()


def _opened(schemas: Mapping[str, Any], schema: Any, seen: frozenset[str]) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from _opened(schemas, part, seen)
        return
    if not isinstance(schema, dict):
        return
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name and name not in seen:
        yield from _opened(schemas, schemas["components"]["schemas"][name], seen | {name})
    if "properties" in schema and schema.get("additionalProperties") is not False:
        yield str(schema.get("title"))
    for key in ("anyOf", "oneOf", "allOf", "items"):
        yield from _opened(schemas, schema.get(key), seen)
    yield from _opened(schemas, list(schema.get("properties", {}).values()), seen)


@pytest.mark.parametrize("scope", Scope)
def test_a_token_opens_what_its_scope_says(
    small: Application, administrator: User, scope: Scope
) -> None:
    """Each route under the token of an administrator who may do everything."""
    with writing(small) as session:
        token = token_for(session, administrator, scope)
    allowed = permissions_of(UserRole.ADMINISTRATOR, frozenset((scope,)))
    opened = 0
    with small.client() as client:
        client.headers["authorization"] = f"Bearer {token}"
        for route in api_routes(small.app):
            if not route.private or route.permission is None:
                continue
            body = {"unknown": 1} if route.takes_body else None
            response = client.request(route.method, route.address, json=body, headers=elsewhere())
            refused = "does not allow" in response.text and response.status_code == 403
            needed = {route.permission} | ALSO.get(route.path, set())
            assert refused == bool(needed - allowed), (route, response.text)
            assert response.status_code != 401, route
            opened += not refused
    assert opened > 5


def test_who_must_be_known_is_said_by_each_private_route(small: Application) -> None:
    """Routes that need someone, whatever they may do: what belongs to each."""
    without = {
        (route.method, route.path)
        for route in api_routes(small.app)
        if route.private and route.permission is None
    }
    assert without <= {
        ("GET", f"{API}me"), ("DELETE", f"{API}session"), ("GET", f"{API}project.schema.json"),
    }, without  # fmt: skip


@pytest.mark.parametrize("depth", [50, 300, 900, 5_000])
@pytest.mark.parametrize("member", ["title", "locations", "budget", "unknown"])
def test_a_deep_patch_is_refused(
    signed_administrator: httpx2.Client, member: str, depth: int
) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        inside = "1" if opening != "[" else ""
        nested = opening * depth + inside + closing * depth
        response = signed_administrator.post(
            "/api/v1/submissions",
            content=f'{{"project": "MA-MD-0001", "patch": {{"{member}": {nested}}}}}',
            headers={"content-type": "application/json"},
        )
        assert response.status_code in (400, 422), response.text[:300]
