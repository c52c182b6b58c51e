"""What a server process does beside its requests, from the start to the end of its lifespan."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from anyio import CapacityLimiter, to_thread

logger = logging.getLogger(__name__)


class Background:
    """An endless coroutine. `stop` cancels it, and waits until it has ended."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task


def repeated(
    name: str, work: Callable[[], bool], seconds: float, failures: tuple[type[Exception], ...]
) -> Background:
    """`work` in a thread, at once again while it returns True, else `seconds` later. The first
    of several failures in a row is logged, by its class alone."""

    async def follow() -> None:
        limiter = CapacityLimiter(1)  # requests that wait for threads do not hold it up
        failed = False
        while True:
            try:
                if await _finished(work, limiter):
                    continue
                failed = False
            except failures as error:
                if not failed:
                    logger.warning("%s: %s; tried again later", name, type(error).__name__)
                failed = True
            await asyncio.sleep(seconds)

    return Background(follow)


async def _finished(work: Callable[[], bool], limiter: CapacityLimiter) -> bool:
    task = asyncio.create_task(to_thread.run_sync(work, limiter=limiter))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with suppress(Exception):
            await task  # its thread gives its connection back before the pool closes
        raise
