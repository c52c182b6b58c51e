"""Sessions for request handlers."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from anyio import CancelScope, CapacityLimiter, to_thread
from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.db.engine import Database


async def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def get_read_session(
    database: Annotated[Database, Depends(get_database)],
) -> AsyncIterator[Session]:
    """Asks nothing of the database until its first query, which the handler's thread makes."""
    session = Session(database.reader, autoflush=False)
    try:
        yield session
    finally:
        if session.in_transaction():
            # A limiter of its own: the other threads may all be waiting for this connection.
            with CancelScope(shield=True):
                await to_thread.run_sync(session.close, limiter=CapacityLimiter(1))


async def get_write_session(
    database: Annotated[Database, Depends(get_database)],
) -> AsyncIterator[Session]:
    """Waits for its turn: writers that wait for each other's rows never hold all threads and
    connections, of which the one they wait for may need another to finish."""
    async with database.turns:
        session = Session(database.writer)
        try:
            yield session
        except BaseException:
            await _finish(session.rollback, session)
            raise
        await _finish(session.commit, session)


async def _finish(end: Callable[[], None], session: Session) -> None:
    def work() -> None:
        with session:
            end()

    with CancelScope(shield=True):
        await to_thread.run_sync(work, limiter=CapacityLimiter(1))


# The function scope ends the transaction before the response is sent: what is acknowledged is
# committed, and a commit that fails is an error.
ReadSession = Annotated[Session, Depends(get_read_session, scope="function")]
WriteSession = Annotated[Session, Depends(get_write_session, scope="function")]
DatabaseDep = Annotated[Database, Depends(get_database)]
