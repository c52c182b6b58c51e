"""What is published stays published: through changes made elsewhere, and without the database."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy.orm import Session

from app.db.cluster import Cluster
from app.db.migrate import upgrade
from app.models import Organisation
from app.settings import Settings
from tests.fixtures.commands import kharita
from tests.fixtures.data_files import document, text, write_catalogue, write_project
from tests.fixtures.database import engine_of
from tests.fixtures.factories import fill, make_project, make_text, publish_projects
from tests.fixtures.server import Application, run_application, wait_until

LIST = "/api/v1/projects"
PROJECTS = [make_project(number) for number in (1, 2, 3)]


def organisations() -> Sequence[Organisation]:
    return []


def title(client: httpx2.Client, slug: str = "projet-1") -> str:
    shown: str = client.get(f"{LIST}/{slug}").raise_for_status().json()["title"]["fr"]
    return shown


def change(url: str, number: int, french: str) -> None:
    with engine_of(url) as engine, Session(engine) as session, session.begin():
        publish_projects(session, [make_project(number, title=make_text(french))])


def test_a_change_made_elsewhere_is_seen_within_a_second(small: Application) -> None:
    url = str(small.app.state.settings.database_url)
    wait_until(lambda: small.watcher.reachable)
    with small.client() as client:
        for number in range(3):
            before = title(client), client.get(LIST).content
            assert len(small.cache) == 2
            change(url, 1, f"Titre {number}")
            took = wait_until(lambda number=number: title(client) == f"Titre {number}")  # type: ignore[misc]
            assert took < 1
            assert client.get(LIST).content != before[1]
            assert len(small.cache) == 2  # the old answers were dropped


def test_two_servers_see_the_same(small: Application) -> None:
    settings: Settings = small.app.state.settings
    with run_application(settings) as other, other.client() as one, small.client() as two:
        wait_until(lambda: other.watcher.reachable)
        assert one.get(LIST).headers["etag"] == two.get(LIST).headers["etag"]
        change(str(settings.database_url), 2, "Vu par les deux")
        for client in (one, two):
            wait_until(lambda client=client: title(client, "projet-2") == "Vu par les deux")  # type: ignore[misc]
        assert one.get(LIST).headers["etag"] == two.get(LIST).headers["etag"]


def test_a_load_by_the_command_is_seen_within_a_second(
    fresh_database_url: str, tmp_path: Path
) -> None:
    directory = write_catalogue(tmp_path / "data")
    done = kharita("load", str(directory), KHARITA_DATABASE_URL=fresh_database_url)
    assert done.returncode == 0, done.stderr
    with run_application(Settings(database_url=fresh_database_url)) as application:
        wait_until(lambda: application.watcher.reachable)
        with application.client() as client:
            assert title(client) == "Projet 1"
            write_project(directory, document(1, title=text("Autre titre")))
            done = kharita("load", str(directory), KHARITA_DATABASE_URL=fresh_database_url)
            assert done.returncode == 0, done.stderr
            assert wait_until(lambda: title(client) == "Autre titre") < 1


class Outage:
    """A server, and its database that can be killed and revived."""

    def __init__(self, cluster: Cluster, application: Application) -> None:
        self.cluster = cluster
        self.application = application

    def strike(self) -> None:
        running = self.cluster.running()
        assert running is not None
        os.kill(running.pid, signal.SIGQUIT)
        wait_until(lambda: self.cluster.running() is None)
        wait_until(lambda: not self.application.watcher.reachable)

    def revive(self) -> None:
        assert self.cluster.revive()
        wait_until(lambda: self.application.watcher.reachable)


@pytest.fixture
def outage(cluster_here: Cluster) -> Iterator[Outage]:
    cluster = cluster_here
    cluster.acquire()
    url = cluster.url()
    upgrade(url)
    fill(url, [], PROJECTS, {})
    with run_application(Settings(database_url=url)) as application:
        wait_until(lambda: application.watcher.reachable)
        yield Outage(cluster, application)


def check_unavailable(answer: httpx2.Response) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == 503
    for secret in ("psycopg", "socket", "Traceback", "kharita-test"):
        assert secret not in answer.text


def test_the_public_site_survives_its_database(outage: Outage) -> None:
    kept = [LIST, f"{LIST}.geojson", f"{LIST}.csv", f"{LIST}/projet-2", "/fr/",
            "/api/v1/regions.geojson"]  # fmt: skip
    with outage.application.client() as client:
        before = {path: client.get(path) for path in kept}
        assert all("cache-status" not in answer.headers for answer in before.values())
        outage.strike()
        for path, answer in before.items():
            stale = client.get(path)
            assert (stale.status_code, stale.content) == (200, answer.content)
            assert stale.headers["etag"] == answer.headers["etag"]
            assert "database unreachable" in stale.headers["cache-status"]
        known = {"if-none-match": before[LIST].headers["etag"]}
        assert client.get(LIST, headers=known).status_code == 304
        started = time.monotonic()
        for path in (f"{LIST}?limit=3", f"{LIST}.geojson?limit=3", f"{LIST}.csv?limit=3",
                     f"{LIST}/projet-1", "/api/v1/codelists", "/api/v1/organisations"):  # fmt: skip
            check_unavailable(client.get(path))
        assert time.monotonic() - started < 10
        page = client.get("/fr/projects/projet-1")
        assert page.status_code == 503
        assert page.headers["content-type"].startswith("text/html")
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert ready.status_code == 503
        outage.revive()
        assert "cache-status" not in client.get(LIST).headers
        assert client.get(LIST).content == before[LIST].content
        assert client.get(f"{LIST}?limit=3").status_code == 200
        assert client.get("/readyz").status_code == 200


def test_the_first_question_after_an_outage_is_answered(outage: Outage) -> None:
    """Connections that died meanwhile, with nobody asking, are not handed out."""
    with outage.application.client() as client:
        for limit in range(1, 4):
            client.get(f"{LIST}?limit={limit}").raise_for_status()
        outage.strike()
        outage.revive()
        for path in (f"{LIST}?limit=9", f"{LIST}.csv?limit=9", "/readyz"):
            assert client.get(path).status_code == 200


def test_a_change_made_right_after_an_outage_is_seen(outage: Outage) -> None:
    with outage.application.client() as client:
        assert title(client) == "Projet 1"
        outage.strike()
        assert outage.cluster.revive()
        change(outage.cluster.url(), 1, "Changé au retour")
        wait_until(lambda: title(client) == "Changé au retour", 5)


def test_a_server_that_starts_without_its_database_recovers(cluster_here: Cluster) -> None:
    cluster = cluster_here
    cluster.acquire()
    upgrade(cluster.url())
    fill(cluster.url(), [], PROJECTS, {})
    running = cluster.running()
    assert running is not None
    os.kill(running.pid, signal.SIGQUIT)
    wait_until(lambda: cluster.running() is None)
    settings = Settings(database_url=cluster.url())
    with run_application(settings) as application, application.client() as client:
        check_unavailable(client.get(LIST))
        assert client.get("/healthz").status_code == 200
        cluster.revive()
        wait_until(lambda: application.watcher.reachable)
        assert client.get(LIST).json()["numberMatched"] == 3
