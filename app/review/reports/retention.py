"""Forgets, each hour, the senders of reports older than a day."""

import asyncio
import logging
from contextlib import suppress

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError

from app.db.engine import Database
from app.review.reports.service import forget_senders

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 60 * 60


class SenderRetention:
    """Any number of processes may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _follow(self) -> None:
        while True:
            work = asyncio.create_task(anyio.to_thread.run_sync(self._forget))
            try:
                await asyncio.shield(work)
            except asyncio.CancelledError:
                await work  # its thread gives its connection back before the pool closes
                raise
            await asyncio.sleep(PAUSE_SECONDS)

    def _forget(self) -> None:
        try:
            with self._database.write() as session:
                forget_senders(session)
        except SQLAlchemyError as error:
            logger.warning("Senders of reports not forgotten yet: %s", type(error).__name__)
