"""Cuts request bodies at a limit, whether they announce their length or only stream on, and those
that do not come to their end in time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import problem_response

# What is read and thrown away before the answer: a client that still writes when the connection
# closes may never see it.
MAX_DRAINED = 1024 * 1024
DRAIN_SECONDS = 2.0
# Enough for the largest body over a poor line; who sends a byte now and then must not stay.
MAX_SECONDS = 60.0


class BodyCutError(Exception):
    """Ends the reading of the body, wherever that happens; the answer is made here."""


@dataclass(frozen=True)
class _Refusal:
    status: int
    title: str
    detail: str


class BodyLimit:
    """Pure ASGI middleware. Whatever the application makes of the cut, the answer is 413, or 408
    for a body that takes longer than `seconds`.

    `larger`: beginning of a path → its own limit.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_bytes: int,
        larger: Mapping[str, int] = MappingProxyType({}),
        seconds: float = MAX_SECONDS,
    ) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.larger = larger
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _announced(scope) > limit:
            await _drain(receive)
            await _refuse(_too_large(limit), scope, receive, send)
            return
        exchange = _Exchange(receive, send, limit, self.seconds)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except BodyCutError:
            if exchange.started:
                raise
        if exchange.cut is not None and not exchange.started:
            if exchange.cut.status == 413:
                await _drain(receive)
            await _refuse(exchange.cut, scope, receive, send)

    def _limit(self, path: str) -> int:
        found = (limit for start, limit in self.larger.items() if path.startswith(start))
        return next(found, self.max_bytes)


class _Exchange:
    def __init__(self, receive: Receive, send: Send, max_bytes: int, seconds: float) -> None:
        self.cut: _Refusal | None = None
        self.started = False
        self._receive = receive
        self._send = send
        self._max_bytes = max_bytes
        self._left = max_bytes
        self._seconds = seconds
        self._deadline = math.nan  # until the body is first asked for

    async def receive(self) -> Message:
        if math.isnan(self._deadline):
            self._deadline = anyio.current_time() + self._seconds
        with anyio.move_on_after(self._deadline - anyio.current_time()):
            message = await self._receive()
            self._left -= len(message.get("body", b""))
            if not message.get("more_body", False):
                self._deadline = math.inf
            if self._left < 0:
                self._cut(_too_large(self._max_bytes))
            return message
        self._cut(_too_slow(self._seconds))

    def _cut(self, refusal: _Refusal) -> NoReturn:
        self.cut = refusal
        raise BodyCutError

    async def send(self, message: Message) -> None:
        if self.cut is not None and not self.started:
            return
        self.started = True
        await self._send(message)


def _too_large(limit: int) -> _Refusal:
    return _Refusal(413, "Content too large", f"The body has more than {limit} bytes")


def _too_slow(seconds: float) -> _Refusal:
    return _Refusal(408, "Request timeout", f"The body did not come within {seconds:g} seconds")


async def _refuse(refusal: _Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    answer = problem_response(
        refusal.status,
        refusal.title,
        refusal.detail,
        instance=scope["path"],
        headers={"connection": "close"},
    )
    await answer(scope, receive, send)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _drain(receive: Receive) -> None:
    drained = 0
    with anyio.move_on_after(DRAIN_SECONDS):
        while drained < MAX_DRAINED:
            message = await receive()
            drained += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return
