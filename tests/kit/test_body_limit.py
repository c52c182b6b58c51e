"""Bodies are cut at the limit, announced or streamed, whatever the application makes of it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.body_limit import BodyLimit

LIMIT = 100


async def _echo(_scope: Scope, receive: Receive, send: Send) -> None:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def _swallow(scope: Scope, receive: Receive, send: Send) -> None:
    """As a framework that turns what it does not know into an answer of its own."""
    try:
        await _echo(scope, receive, send)
    except Exception:
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body", "body": b"swallowed"})


def _exchange(
    app: ASGIApp, chunks: list[bytes], headers: list[tuple[bytes, bytes]]
) -> list[Message]:
    def messages() -> Iterator[Message]:
        for position, chunk in enumerate(chunks, start=1):
            more = position < len(chunks)
            yield {"type": "http.request", "body": chunk, "more_body": more}
        while True:
            yield {"type": "http.disconnect"}

    coming = messages()
    sent: list[Message] = []

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/here", "headers": headers}
    limited = app if isinstance(app, BodyLimit) else BodyLimit(app, LIMIT)
    with ThreadPoolExecutor(1) as thread:  # a browser test may have left its loop in this one
        thread.submit(asyncio.run, limited(scope, receive, send)).result()
    return sent


@pytest.mark.parametrize("app", [_echo, _swallow])
@pytest.mark.parametrize(
    ("chunks", "announced", "status"),
    [
        ([b"x" * LIMIT], True, 200),
        ([b"x" * LIMIT], False, 200),
        ([b"x" * 60, b"x" * 40], False, 200),
        ([b""], False, 200),
        ([b"x" * (LIMIT + 1)], True, 413),
        ([b"x" * (LIMIT + 1)], False, 413),
        ([b"x" * 60, b"x" * 41], False, 413),
        ([b"x" * 50] * 1000, False, 413),
    ],
    ids=count(),
)
def test_the_limit(app: ASGIApp, chunks: list[bytes], announced: bool, status: int) -> None:
    length = str(sum(map(len, chunks))).encode()
    sent = _exchange(app, chunks, [(b"content-length", length)] if announced else [])
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[0]["status"] == status
    if status == 200:
        assert sent[1]["body"] == b"".join(chunks)
    else:
        headers = dict(sent[0]["headers"])
        assert headers[b"content-type"] == b"application/problem+json"
        assert headers[b"connection"] == b"close"


def test_a_length_that_lies_is_measured() -> None:
    sent = _exchange(_echo, [b"x" * (LIMIT + 1)], [(b"content-length", b"5")])
    assert sent[0]["status"] == 413


def test_some_paths_take_more() -> None:
    limited = BodyLimit(_echo, LIMIT, {"/here": 2 * LIMIT})
    for size, status in ((2 * LIMIT, 200), (2 * LIMIT + 1, 413)):
        sent = _exchange(limited, [b"x" * size], [])
        assert sent[0]["status"] == status
