"""Follows the catalogue version: hears notices, and sees it again whenever it reconnects."""

import asyncio
import logging
from collections.abc import Callable

import psycopg
from sqlalchemy import URL

from app.kit.background import Background
from app.publication.version import CHANNEL

logger = logging.getLogger(__name__)

RETRY_SECONDS = 0.5
# How often a quiet connection is asked whether it still lives.
CHECK_SECONDS = 5.0
CONNECT_SECONDS = 3


class VersionWatcher(Background):
    """`version` is the last one known; `reachable` says whether it can be relied upon now."""

    def __init__(self, url: URL, on_change: Callable[[], None]) -> None:
        super().__init__(self._follow)
        self.version: int | None = None
        self.reachable = False
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._on_change = on_change

    async def _follow(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                if self.reachable:
                    logger.warning("The database is out of reach: %s", type(error).__name__)
                self.reachable = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._conninfo, autocommit=True, connect_timeout=CONNECT_SECONDS
        )
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            while True:
                await self._check(connection)
                async for notice in connection.notifies(timeout=CHECK_SECONDS, stop_after=1):
                    self._see(int(notice.payload))

    async def _check(self, connection: psycopg.AsyncConnection) -> None:
        cursor = await connection.execute("SELECT version FROM catalogue")
        row = await cursor.fetchone()
        if row is not None:
            self._see(row[0])
            self.reachable = True

    def _see(self, version: int) -> None:
        if version != self.version:
            self.version = version
            self._on_change()
