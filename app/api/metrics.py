"""`/metrics` for Prometheus. Not public: it wants the token of the settings, and is not there
without one."""

import secrets
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import QueuePool
from sqlalchemy.exc import SQLAlchemyError

from app.api.metrics_queries import Backlog, read_backlog
from app.codelists import SubmissionState
from app.db.engine import Database
from app.errors import NotFoundError, UnauthenticatedError
from app.publication.cache import ResponseCache

router = APIRouter(include_in_schema=False)


class KharitaCollector(Collector):
    """The cache and the pools of this process, and what waits in the database."""

    def __init__(self, database: Database, cache: ResponseCache) -> None:
        self._database = database
        self._cache = cache

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: to be registered must not need the database."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("kharita_cache_bytes", "Ready answers kept", self._cache.size)
        yield _gauge("kharita_cache_entries", "Ready answers kept", len(self._cache))
        pools = GaugeMetricFamily(
            "kharita_connections_in_use", "Database connections", labels=("pool",)
        )
        for name, engine in (("reader", self._database.reader), ("writer", self._database.writer)):
            if isinstance(engine.pool, QueuePool):
                pools.add_metric((name,), engine.pool.checkedout())
        yield pools
        try:
            with self._database.read() as session:
                backlog = read_backlog(session)
        except SQLAlchemyError:
            yield _gauge("kharita_database_up", "1 if the database answers", 0)
            return
        yield _gauge("kharita_database_up", "1 if the database answers", 1)
        yield from _backlog_gauges(backlog)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _backlog_gauges(backlog: Backlog) -> Iterator[GaugeMetricFamily]:
    yield _gauge("kharita_catalogue_version", "Published changes", backlog.catalogue_version)
    yield _gauge("kharita_mails_waiting", "In the outbox", backlog.mails_waiting)
    yield _gauge("kharita_mails_given_up", "Refused for good", backlog.mails_given_up)
    yield _gauge("kharita_oldest_mail_seconds", "Age of the oldest in wait", backlog.oldest_mail)
    submissions = GaugeMetricFamily("kharita_submissions", "By state", labels=("state",))
    for state in SubmissionState:
        submissions.add_metric((state,), backlog.submissions.get(state, 0))
    yield submissions


def make_registry(database: Database, cache: ResponseCache) -> CollectorRegistry:
    """One for each application, so that two in one process do not mix their numbers."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(KharitaCollector(database, cache))
    return registry


@router.get("/metrics")
def metrics(request: Request, authorization: Annotated[str, Header()] = "") -> Response:
    token = request.app.state.settings.metrics_token
    if token is None:
        raise NotFoundError("Metrics are off: set KHARITA_METRICS_TOKEN to turn them on.")
    given = authorization.removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), token.get_secret_value().encode()):
        raise UnauthenticatedError("Send the header 'Authorization: Bearer …' with the token.")
    body = generate_latest(request.app.state.metrics)
    return Response(body, media_type=CONTENT_TYPE_LATEST, headers={"cache-control": "no-store"})
