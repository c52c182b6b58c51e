"""Engines and sessions. Reads of the public are read-only transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from anyio import Semaphore
from pydantic_core import from_json
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from app.errors import AppError
from app.settings import Settings

READ_TIMEOUT_MS = 20_000
WRITERS = 10
UNREACHABLE = (OperationalError, InterfaceError, PoolTimeoutError)


class NoDatabaseError(AppError):
    """No database address is known to this process."""


def database_url(settings: Settings) -> URL:
    """The address of the database; any PostgreSQL URL is driven by psycopg."""
    if not settings.database_url:
        raise NoDatabaseError("KHARITA_DATABASE_URL is not set and no embedded database runs here")
    return make_url(settings.database_url).set(drivername="postgresql+psycopg")


@dataclass(frozen=True)
class Database:
    """`turns`: how many requests may write at once."""

    writer: Engine
    reader: Engine
    turns: Semaphore

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent, read-only snapshot."""
        with Session(self.reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose transaction commits at the end, or rolls back on an error."""
        with Session(self.writer) as session, session.begin():
            yield session

    def dispose(self) -> None:
        self.writer.dispose()
        self.reader.dispose()


def make_database(settings: Settings) -> Database:
    url = database_url(settings)
    options = {"application_name": "kharita", "connect_timeout": 3}
    writer = create_engine(
        url,
        pool_size=5,
        max_overflow=WRITERS,
        pool_pre_ping=True,
        hide_parameters=True,  # what people write never reaches a log
        json_deserializer=from_json,
        connect_args=options,
    )
    reader = create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_pre_ping=True,  # the database may have been away since the last request
        isolation_level="REPEATABLE READ",
        json_deserializer=from_json,
        connect_args=options | {"options": f"-c statement_timeout={READ_TIMEOUT_MS}"},
        execution_options={"postgresql_readonly": True},
    )
    turns = min(WRITERS, max(1, settings.threads // 2))
    return Database(writer, reader, Semaphore(turns))
