"""The audit log: written with its cause, read by administrators, never rewritten."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.audit.events import Actor, record_event
from app.codelists import Channel, UserRole
from app.models import Organisation, Project, User
from tests.fixtures.factories import make_project
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS = [make_project(1)]
AUDIT = "/api/v1/manage/audit"


def organisations() -> list[Organisation]:
    return []


@pytest.fixture(scope="module")
def user(small: Application) -> User:
    """An administrator who did seven things, of two kinds, two of them to a project."""
    with writing(small) as session:
        user = make_user(session, role=UserRole.ADMINISTRATOR, name="=Omar")
        project = session.scalars(select(Project.id)).one()
        actor = Actor(user.id, Channel.SESSION)
        for number in range(5):
            record_event(session, actor, "user.invited", "user", uuid4(), data={"n": number})
        for action in ("project.archived", "project_x.archived"):
            record_event(session, actor, action, "project", project, project_id=project)
        record_event(session, Actor(None, Channel.COMMAND), "catalogue.loaded", "catalogue", 1)
        return user


@pytest.fixture
def client(small: Application, user: User) -> Iterator[httpx2.Client]:
    with signed_in(small, user) as client:
        yield client


def read(client: httpx2.Client, **filters: object) -> list[dict[str, Any]]:
    answer = client.get(AUDIT, params={key: str(value) for key, value in filters.items()})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_newest_first_with_who_and_how(client: httpx2.Client, user: User) -> None:
    newest, before, *_ = read(client)
    assert (newest["actor"], newest["channel"]) == (None, "command")
    assert before["actor"] == {"id": str(user.id), "name": "=Omar"}
    assert (before["subject_kind"], before["project"]) == ("project", "MA-MD-0001")


def test_filters(client: httpx2.Client, user: User) -> None:
    assert len(read(client, actor=user.id)) == 7
    assert len(read(client, actor=uuid4())) == 0
    assert len(read(client, action="user.invited")) == 5
    assert len(read(client, action="project.")) == 1
    assert len(read(client, action="project_")) == 1
    assert len(read(client, project="MA-MD-0001")) == 2
    assert len(read(client, subject_kind="catalogue", subject_id=1)) == 1
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert read(client, **{"from": tomorrow.isoformat()}) == []
    assert len(read(client, to=tomorrow.isoformat())) == 8


def test_pages(client: httpx2.Client) -> None:
    seen: list[int] = []
    params: dict[str, str | int] = {"limit": 3}
    while True:
        page = client.get(AUDIT, params=params).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        params["cursor"] = page["next"]
    assert len(seen) == 8
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "?"}, {"cursor": "WyJ4Il0"}, {"actor": "moi"}, {"from": "hier"},
        {"from": "2026-11-22T00:00:00"}, {"limit": "0"}, {"action": "a\x00"}, {"who": "x"},
    ],
)  # fmt: skip
def test_bad_questions(client: httpx2.Client, query: dict[str, str]) -> None:
    answer = client.get(AUDIT, params=query)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == next(iter(query))


def test_as_csv(client: httpx2.Client) -> None:
    answer = client.get(f"{AUDIT}.csv", params={"action": "project."})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert row["actor_name"] == "'=Omar"
    assert row["action"] == "project.archived"
    assert row["project"] == "MA-MD-0001"


def test_nothing_is_rewritten(small: Application, user: User) -> None:
    assert user
    for statement in ("UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"):
        with pytest.raises(DBAPIError, match="only ever added"), writing(small) as session:
            session.execute(text(statement))


def test_analysts_do_not_read_it(small: Application) -> None:
    with writing(small) as session:
        analyst = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, analyst) as client:
        assert client.get(AUDIT).status_code == 403
        assert client.get(f"{AUDIT}.csv").status_code == 403
