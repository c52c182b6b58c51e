"""Answers public GET and HEAD requests with ready bytes; keeps what the application answers."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Protocol

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import problem_response
from app.kit.request_metrics import CACHED
from app.publication.address import MAX_TARGET, canonical_query
from app.publication.cache import (
    IDENTITY,
    CachedResponse,
    Headers,
    ResponseCache,
    accepted_codings,
    make_cached,
)

PUBLIC = "kharita.public"
CACHE_CONTROL = b"public, max-age=0, must-revalidate"
STALE = b'kharita; hit; detail="database unreachable, last published state"'
_PERSONAL = {b"cookie", b"authorization"}
_DROPPED = {b"content-length", b"etag", b"vary", b"cache-control"}


class Freshness(Protocol):
    version: int | None
    reachable: bool


class PublicationMiddleware:
    """Only responses of routes that declare themselves public (`public` below) are kept."""

    def __init__(self, app: ASGIApp, cache: ResponseCache, freshness: Freshness) -> None:
        self.app = app
        self.cache = cache
        self.freshness = freshness
        self._day: date | None = None
        self._pending: dict[str, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        query = scope["query_string"]
        if len(query) + len(scope["raw_path"]) > MAX_TARGET:
            refusal = problem_response(
                414, "Address too long", f"The address has more than {MAX_TARGET} characters"
            )
            await refusal(scope, receive, send)
            return
        self._forget_yesterday()
        canonical = canonical_query(query) if query else ""
        scope["query_string"] = canonical.encode()
        key = f"{canonical} {scope['path']}"  # only a path may have a space or question mark in it
        entry = self.cache.get(key) or await self._wait_for(key)
        if entry is None:
            await self._answer(scope, receive, send, key)
        else:
            scope[CACHED] = True
            await _send_entry(entry, scope, send, stale=not self.freshness.reachable)

    def _forget_yesterday(self) -> None:
        """What is under way depends on today's date."""
        day = datetime.now(UTC).date()
        if day != self._day:
            self._day = day
            if self.freshness.reachable:
                self.cache.clear()

    async def _wait_for(self, key: str) -> CachedResponse | None:
        """When the same public answer is being made already, one making is enough."""
        making = self._pending.get(key)
        if making is None:
            return None
        await making.wait()
        return self.cache.get(key)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, key: str) -> None:
        head = scope["method"] == "HEAD"
        # A copy, so that the web server still knows that it answers a HEAD and sends no body.
        asked = {**scope, "method": "GET"} if head else scope
        version = self.freshness.version
        making = asyncio.Event()
        if not _PERSONAL.intersection(name for name, _ in scope["headers"]):
            self._pending.setdefault(key, making)
        collector = _Collector(asked, send, self.cache.max_entry, making.set, head=head)
        try:
            await self.app(asked, receive, collector)
            if collector.body is None:
                return
            entry = await anyio.to_thread.run_sync(
                make_cached, collector.kept_headers, collector.body
            )
            if self.freshness.reachable and version == self.freshness.version:
                self.cache.put(key, entry)
        finally:
            if self._pending.get(key) is making:
                del self._pending[key]
            making.set()
        await _send_entry(entry, scope, send, stale=False)


class _Collector:
    """Takes the response in; lets through what is not public or is too large to keep."""

    def __init__(
        self,
        scope: Scope,
        send: Send,
        max_bytes: int,
        on_let_through: Callable[[], None],
        *,
        head: bool,
    ) -> None:
        self.body: bytes | None = None
        self.kept_headers: Headers = []
        self._scope = scope
        self._send = send
        self._max_bytes = max_bytes
        self._on_let_through = on_let_through
        self._head = head
        self._chunks: list[bytes] = []
        self._size = 0
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            if not self._to_be_kept(message):
                await self._let_through()
        elif self._start is None:
            if self._head:
                message = {**message, "body": b""}
            await self._send(message)
        else:
            await self._take(message)

    def _to_be_kept(self, message: Message) -> bool:
        names = {name for name, _ in message["headers"]}
        return (
            message["status"] == 200
            and bool(self._scope.get(PUBLIC))
            and b"set-cookie" not in names
        )

    async def _take(self, message: Message) -> None:
        chunk = message.get("body", b"")
        self._chunks.append(chunk)
        self._size += len(chunk)
        more = message.get("more_body", False)
        if self._size > self._max_bytes:
            chunks, start = self._chunks, self._start
            await self._let_through()
            assert start is not None  # noqa: S101 - set before the first chunk
            body = b"" if self._head else b"".join(chunks)
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
        elif not more and self._start is not None:
            self.body = b"".join(self._chunks)
            self.kept_headers = _public_headers(self._start["headers"], self._scope["path"])

    async def _let_through(self) -> None:
        self._on_let_through()
        start, self._start = self._start, None
        assert start is not None  # noqa: S101 - called with a start at hand
        if self._scope.get(PUBLIC) and start["status"] == 200:
            headers = _public_headers(start["headers"], self._scope["path"])
            start = {**start, "headers": [*headers, (b"vary", b"accept-encoding")]}
        await self._send(start)


def _public_headers(headers: Sequence[tuple[bytes, bytes]], path: str) -> Headers:
    kept = [(name, value) for name, value in headers if name not in _DROPPED]
    kept.append((b"cache-control", CACHE_CONTROL))
    if path.startswith("/api/"):
        kept.append((b"access-control-allow-origin", b"*"))
        kept.append((b"access-control-expose-headers", b"etag, link, ogc-numbermatched"))
    return kept


async def _send_entry(entry: CachedResponse, scope: Scope, send: Send, *, stale: bool) -> None:
    coding = IDENTITY
    none_match = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            for wanted in accepted_codings(value.decode("latin-1")):
                if wanted in entry.bodies:
                    coding = wanted
                    break
        elif name == b"if-none-match":
            none_match = value
    headers = entry.headers[coding]
    if stale:
        headers = [*headers, (b"cache-status", STALE)]
    if none_match and _matches(none_match, entry.etags[coding]):
        kept = [pair for pair in headers if pair[0] not in (b"content-length", b"content-type")]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else entry.bodies[coding]
    await send({"type": "http.response.body", "body": body})


def _matches(none_match: bytes, etag: bytes) -> bool:
    """Weak comparison (RFC 9110, 13.1.2)."""
    if none_match.strip() == b"*":
        return True
    return any(part.strip().removeprefix(b"W/") == etag for part in none_match.split(b","))
