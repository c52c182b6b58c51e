"""`kharita user`, as an operator runs it."""

import re
from collections.abc import Callable

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEvent, User
from app.settings import Settings
from tests.fixtures.commands import kharita
from tests.fixtures.database import engine_of
from tests.fixtures.server import run_application
from tests.fixtures.users import PASSWORD, elsewhere

Run = Callable[..., str]


@pytest.fixture
def run(fresh_database_url: str) -> Run:
    def run(*arguments: str, fails: bool = False) -> str:
        done = kharita("user", *arguments, KHARITA_DATABASE_URL=fresh_database_url)
        assert (done.returncode != 0) is fails, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr if fails else done.stdout

    return run


def link_in(printed: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000/fr/password-reset/(\S+)", printed)
    assert found is not None, printed
    return found[1]


def test_from_nothing_to_a_signed_in_administrator(run: Run, fresh_database_url: str) -> None:
    secret = link_in(run("create-admin", "Amina@Example.org", "--name", "Amina Idrissi"))
    assert run("list") == "amina@example.org\tadministrator\tactive\tAmina Idrissi\n"
    body = {"email": "amina@example.org", "password": PASSWORD}
    settings = Settings(database_url=fresh_database_url)
    with run_application(settings) as application, application.client() as client:
        assert sign_in(client, body) == 401
        reset = f"/api/v1/password-resets/{secret}"
        assert client.post(reset, json={"password": PASSWORD}).status_code == 204
        assert sign_in(client, body) == 201
        assert client.get("/api/v1/manage/users").status_code == 200
    assert "last administrator" in run("disable", "amina@example.org", fails=True)
    run("create-admin", "second@example.org")
    assert "is disabled" in run("disable", "amina@example.org")
    assert "disabled already" in run("disable", "amina@example.org")
    link_in(run("create-admin", "amina@example.org"))
    assert "amina@example.org\tadministrator\tactive" in run("list")
    with engine_of(fresh_database_url) as engine, Session(engine) as session:
        amina = session.scalars(select(User).where(User.email == "amina@example.org")).one()
        events = session.scalars(
            select(AuditEvent)
            .where(AuditEvent.subject_id == str(amina.id), AuditEvent.channel == "command")
            .order_by(AuditEvent.id)
        ).all()
        assert [event.action for event in events] == [
            "user.created",
            "user.disabled",
            "user.enabled",
        ]


def sign_in(client: httpx2.Client, body: dict[str, str]) -> int:
    return client.post("/api/v1/session", json=body, headers=elsewhere()).status_code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["create-admin", "amina"], "is not an e-mail address"),
        (["create-admin", "amina@example.org", "--name", "\u202e"], "--name"),
        (["disable", "nobody@example.org"], "No user has the address nobody@example.org"),
    ],
)
def test_mistakes_are_told(
    run: Run, fresh_database_url: str, arguments: list[str], told: str
) -> None:
    assert told in run(*arguments, fails=True)
    with engine_of(fresh_database_url) as engine, Session(engine) as session:
        assert session.scalars(select(User)).all() == []
