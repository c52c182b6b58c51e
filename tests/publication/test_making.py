"""Each answer is made once, and kept only while it is true."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from app.models import Organisation
from app.publication.version import bump
from tests.fixtures.database import engine_of
from tests.fixtures.factories import make_project
from tests.fixtures.server import Application, wait_until

PROJECTS = [make_project(number, themes=["health"]) for number in (1, 2, 3)]
LIST = "/api/v1/projects"
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def organisations() -> Sequence[Organisation]:
    return []


@pytest.fixture
def served(small: Application) -> Application:
    """With an empty cache, and in touch with its database."""
    wait_until(lambda: small.watcher.reachable)
    small.cache.clear()
    return small


@pytest.fixture
def web(served: Application) -> Iterator[httpx2.Client]:
    with served.client() as client:
        yield client


class Statements:
    """Those that a server sends to its database."""

    def __init__(self, application: Application) -> None:
        self._engine = application.app.state.database.reader
        self.sent: list[str] = []

    def _note(self, _c: Any, _u: Any, statement: str, *_: Any) -> None:
        self.sent.append(statement)

    def __enter__(self) -> "Statements":
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)


def test_a_ready_answer_asks_the_database_nothing(served: Application, web: httpx2.Client) -> None:
    with Statements(served) as statements:
        web.get(LIST)
        asked = len(statements.sent)
        assert asked > 0
        for _ in range(5):
            web.get(LIST)
            web.head(LIST)
        assert len(statements.sent) == asked


def test_one_making_serves_all_who_wait_for_it(served: Application, web: httpx2.Client) -> None:
    with Statements(served) as statements:
        web.get(f"{LIST}?theme=gender")
        alone = len(statements.sent)
    url = served.app.state.settings.database_url
    with engine_of(url) as engine, engine.connect() as connection, Statements(served) as statements:
        connection.execute(text("LOCK TABLE project_listings IN ACCESS EXCLUSIVE MODE"))
        started = threading.Barrier(9)

        def ask(_: int) -> bytes:
            with served.client() as client:
                started.wait()
                return client.get(f"{LIST}?theme=health").raise_for_status().content

        with ThreadPoolExecutor(8) as pool:
            answers = pool.map(ask, range(8))
            started.wait()
            wait_until(lambda: bool(connection.scalar(WAITING)))
            threading.Event().wait(0.3)  # the others reach the server meanwhile
            connection.rollback()
            assert len(set(answers)) == 1
        assert len(statements.sent) <= alone


def test_an_answer_that_a_change_overtook_is_not_kept(served: Application) -> None:
    before = served.watcher.version
    url = served.app.state.settings.database_url
    with engine_of(url) as engine, engine.connect() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute(text("LOCK TABLE project_listings IN ACCESS EXCLUSIVE MODE"))

        def ask() -> int:
            with served.client() as client:
                return client.get(f"{LIST}?theme=health").status_code

        asked = pool.submit(ask)
        wait_until(lambda: bool(connection.scalar(WAITING)))
        with Session(engine) as session, session.begin():
            bump(session)
        wait_until(lambda: served.watcher.version != before)
        connection.rollback()
        assert asked.result() == 200
    assert len(served.cache) == 0
