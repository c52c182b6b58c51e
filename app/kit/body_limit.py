"""Cuts request bodies at a limit, whether they announce their length or only stream on."""

from collections.abc import Mapping
from types import MappingProxyType

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import problem_response

# What is read and thrown away before the answer: a client that still writes when the connection
# closes may never see it.
MAX_DRAINED = 1024 * 1024
DRAIN_SECONDS = 2.0


class BodyTooLargeError(Exception):
    """Ends the reading of the body, wherever that happens; the answer is made here."""


class BodyLimit:
    """Pure ASGI middleware. Whatever the application makes of the cut, the answer is 413.

    `larger`: beginning of a path → its own limit.
    """

    def __init__(
        self, app: ASGIApp, max_bytes: int, larger: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _announced(scope) > limit:
            await self._refuse(scope, receive, send)
            return
        exchange = _Exchange(receive, send, limit)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except BodyTooLargeError:
            if exchange.started:
                raise
        if exchange.cut and not exchange.started:
            await self._refuse(scope, receive, send)

    def _limit(self, path: str) -> int:
        found = (limit for start, limit in self.larger.items() if path.startswith(start))
        return next(found, self.max_bytes)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _drain(receive)
        refusal = problem_response(
            413,
            "Content too large",
            f"The body has more than {self._limit(scope['path'])} bytes",
            instance=scope["path"],
            headers={"connection": "close"},
        )
        await refusal(scope, receive, send)


class _Exchange:
    def __init__(self, receive: Receive, send: Send, max_bytes: int) -> None:
        self.cut = False
        self.started = False
        self._receive = receive
        self._send = send
        self._left = max_bytes

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.cut = True
            raise BodyTooLargeError
        return message

    async def send(self, message: Message) -> None:
        if self.cut and not self.started:
            return
        self.started = True
        await self._send(message)


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
