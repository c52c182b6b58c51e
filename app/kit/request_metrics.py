"""Counts and times every request, by the template of its route and not by its address: what a
client types makes no new series."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CACHED = "kharita.cached"
NO_ROUTE = "(none)"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class RequestMetrics:
    """Pure ASGI middleware, the outermost. Answers from the cache are the route `(cached)`."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self.requests = Counter(
            "kharita_requests", "Answers sent", ("method", "route", "status"), registry=registry
        )
        self.seconds = Histogram(
            "kharita_request_seconds",
            "From the request to the end of its answer",
            ("method", "route"),
            buckets=BUCKETS,
            registry=registry,
        )
        self.running = Gauge("kharita_requests_running", "Being answered", registry=registry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        started = time.perf_counter()

        async def send_counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self.running.inc()
        try:
            await self.app(scope, receive, send_counted)
        finally:
            self.running.dec()
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = _route(scope)
            self.requests.labels(method, route, str(status)).inc()
            self.seconds.labels(method, route).observe(time.perf_counter() - started)


def _route(scope: Scope) -> str:
    if scope.get(CACHED):
        return "(cached)"
    return str(getattr(scope.get("route"), "path", NO_ROUTE))
