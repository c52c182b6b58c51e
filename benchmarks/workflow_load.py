"""Agencies and an analyst at work over HTTP, and bare commits between their turns."""

import http.client
import itertools
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from app.auth.cookies import HOST_COOKIE
from benchmarks.load import BenchmarkError
from benchmarks.workflow_data import Place

API = "/api/v1/submissions"
# Of the size of a revision of the real catalogue.
CONTENT = json.dumps({"text": "x" * 4000})
DESCRIPTION = "Un programme d’accompagnement, décrit en quelques phrases de plus. " * 8


@dataclass
class Times:
    """Seconds of each request, and of all of them together."""

    each: list[float] = field(default_factory=list)
    whole: float = 0.0

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.each)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def p50(self) -> float:
        return 1000 * statistics.median(self.each)

    @property
    def p95(self) -> float:
        return self.percentile(0.95)

    @property
    def rate(self) -> float:
        return len(self.each) / self.whole


Measured = Mapping[str, Times]
Given = TypeVar("Given")
Got = TypeVar("Got")
QUEUE = ("", "?sort=-size", "?region=MA-01", "?reviewer=none")


class Client:
    """One connection that stays open."""

    def __init__(self, address: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._headers = dict(headers)

    def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[bytes, http.client.HTTPMessage]:
        """Raises BenchmarkError unless all is well."""
        content = None if body is None else json.dumps(body)
        sent = {**self._headers, **headers}
        if content is not None:
            sent["Content-Type"] = "application/json"
        self._connection.request(method, path, content, sent)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise BenchmarkError(f"{method} {path}: {response.status} {answer[:500]!r}")
        return answer, response.headers

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Submitted:
    path: str
    etag: str


@dataclass(frozen=True)
class Team:
    """Who is at work at once: so many authors, and as many windows of the analyst."""

    authors: Sequence[Client]
    analysts: Sequence[Client]

    def create(self, worker: int, body: object) -> Submitted:
        headers = {"Idempotency-Key": str(uuid4())}
        _, found = self.authors[worker].ask("POST", API, body, **headers)
        return Submitted(found["location"], found["etag"])

    def submit(self, worker: int, each: Submitted) -> Submitted:
        return _act(self.authors[worker], each, "submit", {})

    def accept(self, worker: int, each: Submitted) -> Submitted:
        return _act(self.analysts[worker], each, "approve", {"accept_all": True})


def _act(client: Client, each: Submitted, act: str, body: object) -> Submitted:
    _, headers = client.ask("POST", f"{each.path}/{act}", body, **{"If-Match": each.etag})
    return Submitted(each.path, headers["etag"])


def measure(address: str, place: Place, rounds: int, each: int, clients: int) -> Measured:
    """Rounds of bare commits, submissions and acceptances by so many clients at once, in turn, so
    that whatever else the machine does slows all of them down."""
    found = {name: Times() for name in ("bare", "create", "submit", "accept", "accept new")}
    projects = itertools.cycle(place.projects)
    authors = itertools.cycle(place.authors)
    analysts = [Client(address, _bearer(place.analyst)) for _ in range(clients)]
    for _ in range(rounds):
        writing = [Client(address, _bearer(next(authors))) for _ in range(clients)]
        team = Team(writing, analysts)
        _bare(place.url, each, clients, found["bare"])
        for name, wanted in (
            ("accept", [_change(next(projects)) for _ in range(each)]),
            ("accept new", [_new_project() for _ in range(max(clients, each // 4))]),
        ):
            begun = _run(wanted, clients, found["create"], team.create)
            submitted = _run(begun, clients, found["submit"], team.submit)
            _run(submitted, clients, found[name], team.accept)
        for client in writing:
            client.close()
    for client in analysts:
        client.close()
    return found


def queue_page(address: str, session: str, loads: int) -> Times:
    """As an analyst opens it, with one filter or another."""
    times = Times()
    client = Client(address, {"Cookie": f"{HOST_COOKIE}={session}"})
    pages = [f"/fr/workspace/queue{query}" for query in QUEUE]
    client.ask("GET", pages[0])
    asked = [pages[number % len(pages)] for number in range(loads)]
    _run(asked, 1, times, lambda _, page: client.ask("GET", page))
    client.close()
    return times


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _bare(url: str, many: int, clients: int, times: Times) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connections = [psycopg.connect(plain) for _ in range(clients)]

    def commit(worker: int, content: str) -> None:
        connections[worker].execute("INSERT INTO bare (content) VALUES (%s)", [content])
        connections[worker].commit()

    _run([CONTENT] * many, clients, times, commit)
    for connection in connections:
        connection.close()


def _run(
    items: Sequence[Given], clients: int, times: Times, work: Callable[[int, Given], Got]
) -> list[Got]:
    """The clients share the items out."""

    def turn(worker: int) -> list[tuple[float, Got]]:
        done = []
        for item in items[worker::clients]:
            started = time.perf_counter()
            got = work(worker, item)
            done.append((time.perf_counter() - started, got))
        return done

    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        done = list(itertools.chain.from_iterable(pool.map(turn, range(clients))))
    times.whole += time.perf_counter() - started
    times.each += [seconds for seconds, _ in done]
    return [got for _, got in done]


def _change(project: str) -> dict[str, object]:
    """A text, a date's source, a document: three changes."""
    mark = uuid4().hex[:8]
    return {
        "project": project,
        "patch": {
            "acronym": f"B{mark}",
            "description": {"fr": f"{mark} {DESCRIPTION}".strip()},
            "documents": {str(uuid4()): {"url": f"https://example.org/{mark}", "title": mark}},
        },
        "sources": {
            "description.fr": {
                "url": f"https://example.org/source/{mark}", "title": None, "evidence": mark,
                "accessed_at": "2026-11-01",
            }
        },
    }  # fmt: skip


def _new_project() -> dict[str, object]:
    mark = uuid4().hex[:8]
    return {
        "project": None,
        "patch": {
            "title": {"fr": f"Projet proposé {mark}"},
            "description": {"fr": f"{mark} {DESCRIPTION}".strip()},
            "activity_status": "2",
            "start_date": "2024",
            "locations": {
                str(uuid4()): {"level": "region", "region": "MA-01", "country": "MA",
                               "name": "Tétouan"}
            },
        },
    }  # fmt: skip
