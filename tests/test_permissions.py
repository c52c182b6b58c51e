"""Who may do what, tried for each role, each state of a submission, each ownership."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import select

from app.auth.dependencies import get_current_user
from app.codelists import SubmissionState, UserRole
from app.models import FieldChange, Organisation, Project, User
from app.permissions.roles import Scope
from app.publication.public import public
from tests.fixtures.factories import Content, make_organisation, make_project
from tests.fixtures.permissions.rows import STATES, Asker, Row, World
from tests.fixtures.permissions.table import OPEN, ROWS
from tests.fixtures.server import Application
from tests.fixtures.submissions import make_submission
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS: list[Content] = [make_project(1)]
API = "/api/v1/"
WRITTEN = {Asker.OWN_ANALYST}


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


@dataclass(frozen=True)
class People:
    users: dict[Asker, User]
    clients: dict[Asker, httpx2.Client]


@pytest.fixture(scope="module")
def people(small: Application) -> Iterator[People]:
    roles = {
        Asker.STRANGER: (UserRole.CONTRIBUTOR, "agence-b"),
        Asker.MEMBER: (UserRole.CONTRIBUTOR, "agence-a"),
        Asker.AUTHOR: (UserRole.CONTRIBUTOR, "agence-a"),
        Asker.ANALYST: (UserRole.ANALYST, None),
        Asker.ADMINISTRATOR: (UserRole.ADMINISTRATOR, None),
        Asker.OWN_ANALYST: (UserRole.ANALYST, None),
    }
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        users = {
            asker: make_user(session, role=role, organisations=[known[slug]] if slug else [])
            for asker, (role, slug) in roles.items()
        }
        users[Asker.READ_TOKEN] = users[Asker.AUTHOR]
        token = token_for(session, users[Asker.AUTHOR], Scope.READ)
    with ExitStack() as stack:
        clients = {asker: stack.enter_context(signed_in(small, users[asker])) for asker in roles}
        clients[Asker.ANONYMOUS] = stack.enter_context(small.client())
        clients[Asker.READ_TOKEN] = stack.enter_context(small.client())
        clients[Asker.READ_TOKEN].headers["authorization"] = f"Bearer {token}"
        yield People(users, clients)


def make_world(
    small: Application, people: People, row: Row, asker: Asker, state: SubmissionState
) -> World:
    with writing(small) as session:
        known = {found.slug: found for found in session.scalars(select(Organisation))}
        project = session.scalars(select(Project).where(Project.identifier == "MA-MD-0001")).one()
        own = asker in WRITTEN
        submission = make_submission(
            session,
            people.users[asker if own else Asker.AUTHOR],
            project=project,
            organisation=None if own else known["agence-a"],
            state=state,
        )
        changes = select(FieldChange.id).where(FieldChange.submission_id == submission.id)
        world = World(
            people.users,
            known["agence-a"],
            known["agence-b"],
            project,
            submission.version,
            {
                "submission_id": str(submission.id),
                "change_id": str(session.scalars(changes).one()),
                "identifier": project.identifier,
                "slug": project.slug,
            },
        )
        if row.prepare is not None:
            world.parameters.update(row.prepare(session, world, asker))
        return world


@pytest.mark.parametrize("asker", Asker)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.path}")
def test_table(small: Application, people: People, row: Row, asker: Asker) -> None:
    for state, status in row.expected(asker).items():
        world = make_world(small, people, row, asker, state)
        response = people.clients[asker].request(
            row.method,
            row.path.format_map(world.parameters),
            json=row.body(world, asker) if row.body else None,
            headers={"if-match": f'"{world.version}"', **row.headers},
        )
        assert response.status_code == status, f"{state}: {response.text}"
        assert response.headers["cache-control"] == "no-store"
        if status >= 400:
            assert response.headers["content-type"] == "application/problem+json"


def routes(app: FastAPI) -> Iterator[tuple[str, str, set[Any]]]:
    """Method, path, and what its dependencies call, of the API."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute) and str(route.path).startswith(API):
            for method in route.methods or ():
                yield method, str(route.path), set(calls(route.dependant))


def calls(dependant: Any) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def test_each_private_route_has_a_row(small: Application) -> None:
    told = {(row.method, row.path) for row in ROWS}
    found = {
        (method, path) for method, path, called in routes(small.app) if get_current_user in called
    }
    assert found - told - OPEN.keys() == set(), "add rows to tests/fixtures/permissions"
    assert told - found == set(), "rows of routes that are not there"
    assert OPEN.keys() <= {(method, path) for method, path, _ in routes(small.app)}


def test_each_other_route_is_public_or_said_to_be_open(small: Application) -> None:
    neither = {
        (method, path)
        for method, path, called in routes(small.app)
        if public not in called and get_current_user not in called
    }
    assert neither <= OPEN.keys()


def test_the_states_are_those_of_the_table() -> None:
    assert len(STATES) == len(SubmissionState)
    assert {len(row.expected(asker)) for row in ROWS for asker in Asker} <= {1, len(STATES)}
