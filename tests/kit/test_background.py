"""Work beside the requests: again and again, whatever fails, and ended in order."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.kit.background import repeated


def run_apart(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """In a thread of its own: a browser test of the same process may have left a loop running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()


def test_again_at_once_while_there_is_more() -> None:
    answers = [True, True, False]
    done: list[bool] = []

    def work() -> bool:
        done.append(answers[len(done)])
        return done[-1]

    async def run() -> None:
        background = repeated("Work", work, 60, (ValueError,))
        await background.start()
        while len(done) < 3:
            await asyncio.sleep(0.001)
        await background.stop()

    run_apart(run)
    assert done == answers


def test_failures_in_a_row_are_told_once(caplog: pytest.LogCaptureFixture) -> None:
    tried: list[int] = []

    def work() -> bool:
        tried.append(1)
        if len(tried) not in (4, 5):
            raise ValueError("secret")
        return False

    async def run() -> None:
        background = repeated("Work", work, 0.001, (ValueError,))
        await background.start()
        while len(tried) < 8:
            await asyncio.sleep(0.001)
        await background.stop()

    run_apart(run)
    assert [record.message for record in caplog.records] == [
        "Work: ValueError; tried again later"
    ] * 2


def test_stop_waits_for_work_that_has_begun() -> None:
    begun = threading.Event()
    ended: list[int] = []

    def work() -> bool:
        begun.set()
        time.sleep(0.1)
        ended.append(1)
        return True

    async def run() -> None:
        background = repeated("Work", work, 60, ())
        await background.start()
        while not begun.is_set():
            await asyncio.sleep(0.001)
        await background.stop()

    run_apart(run)
    count = len(ended)
    assert count >= 1
    time.sleep(0.15)
    assert len(ended) == count


def test_stop_without_start() -> None:
    run_apart(repeated("Work", lambda: False, 60, ()).stop)
