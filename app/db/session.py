"""Sessions for request handlers."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.db.engine import Database


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def get_read_session(
    database: Annotated[Database, Depends(get_database)],
) -> Iterator[Session]:
    with database.read() as session:
        yield session


def get_write_session(
    database: Annotated[Database, Depends(get_database)],
) -> Iterator[Session]:
    with database.write() as session:
        yield session


# The function scope ends the transaction before the response is sent: what is acknowledged is
# committed, and a commit that fails is an error.
ReadSession = Annotated[Session, Depends(get_read_session, scope="function")]
WriteSession = Annotated[Session, Depends(get_write_session, scope="function")]
DatabaseDep = Annotated[Database, Depends(get_database)]
