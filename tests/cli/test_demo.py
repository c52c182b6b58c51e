"""`kharita serve --demo`: people and proposals to try the platform with, apart from real data."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from app.db.cluster import Cluster
from app.demonstration.people import BADR, NADIA, OMAR, PASSWORD, PEOPLE, SALMA, Person
from app.demonstration.proposals import MARK, PUBLISHED
from app.settings import Settings
from tests.fixtures.clients import plain_client
from tests.fixtures.clusters import MakeCluster, execute
from tests.fixtures.commands import kharita
from tests.fixtures.database import clone
from tests.fixtures.server import run_application
from tests.fixtures.servers import RunningServer, serving

BANNER = "pas des faits"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, run_dir: Path) -> Path:
    return run_dir / tmp_path_factory.mktemp("demo", numbered=True).name


@pytest.fixture(scope="module")
def demonstration(data_dir: Path) -> Iterator[RunningServer]:
    with serving("--demo", "--data-dir", str(data_dir)) as server:
        yield server


@contextmanager
def client_of(server: RunningServer, person: Person | None = None) -> Iterator[httpx2.Client]:
    address = server.url.rstrip("/")
    with plain_client(address, {"origin": address}) as client:
        if person is not None:
            given = {"email": person.email, "password": PASSWORD}
            done = client.post("/api/v1/session", json=given)
            assert done.status_code == 201, done.text
        yield client


def test_everyone_can_sign_in_and_finds_work(demonstration: RunningServer) -> None:
    for person in PEOPLE:
        with client_of(demonstration, person) as client:
            assert client.get("/api/v1/me").json()["role"] == person.role
            page = client.get("/fr/workspace/")
            assert page.status_code == 200
            assert BANNER in page.text


def test_what_waits_for_each(demonstration: RunningServer) -> None:
    with client_of(demonstration, SALMA) as client:
        mine = client.get("/api/v1/submissions").json()["items"]
        assert sorted(item["state"] for item in mine) == ["approved", "draft", "submitted"]
        assert client.get("/api/v1/due").json()["numberMatched"] == 2
    with client_of(demonstration, BADR) as client:
        mine = client.get("/api/v1/submissions").json()["items"]
        assert sorted(item["state"] for item in mine) == ["changes_requested", "in_review"]
        told = client.get("/api/v1/notifications").json()["items"]
        assert any(MARK in (item.get("quote") or str(item)) for item in told)
    for person in (NADIA, OMAR):
        with client_of(demonstration, person) as client:
            assert client.get("/api/v1/manage/reports").json()["numberMatched"] == 1


def test_every_text_says_that_it_is_a_demonstration(demonstration: RunningServer) -> None:
    with client_of(demonstration, OMAR) as client:
        for item in client.get("/api/v1/submissions").json()["items"]:
            changes = client.get(f"/api/v1/submissions/{item['id']}").json()["changes"]
            assert changes
            for change in changes:
                path, proposed = change["path"], str(change["proposed"])
                assert MARK in proposed or path.startswith(("participations[", "title.fr.")), path


@pytest.mark.parametrize("path", ["", "fr/", "ar/projects", "fr/about", "embed", "api/v1/docs",
                                  "fr/sign-in", "fr/nowhere", "fr/workspace/nowhere",
                                  "fr/privacy"])  # fmt: skip
def test_each_page_says_so(demonstration: RunningServer, path: str) -> None:
    with client_of(demonstration) as client:
        page = client.get(f"/{path}", follow_redirects=True)
        assert 'class="demonstration"' in page.text


def test_accounts_are_on_a_page(demonstration: RunningServer) -> None:
    with client_of(demonstration) as client:
        page = client.get("/fr/demonstration")
        assert page.status_code == 200
        assert page.headers["cache-control"] == "private, no-store"
        for known in (PASSWORD, *(person.email for person in PEOPLE)):
            assert known in page.text


def test_the_public_sees_what_was_accepted(demonstration: RunningServer) -> None:
    with client_of(demonstration) as client:
        project = client.get(f"/api/v1/projects/{PUBLISHED}", follow_redirects=True).json()
    assert any(MARK in document["title"] for document in project["documents"])
    assert not any(MARK in str(result) for result in project["results"])


def test_a_second_start_adds_nothing_and_real_data_stays_apart(
    data_dir: Path, demonstration: RunningServer, make_cluster: MakeCluster
) -> None:
    demonstration.process.send_signal(signal.SIGTERM)
    assert demonstration.process.wait(timeout=30) == 0
    cluster = make_cluster(data_dir)
    cluster.acquire()
    counts = "SELECT count(*)::text FROM {}"
    tables = ("users", "submissions", "reports", "comments", "revisions", "reminders")
    before = [execute(cluster.url(), counts.format(table)) for table in tables]
    refused = kharita("serve", "--port", "0", "--data-dir", str(data_dir))
    assert refused.returncode == 1
    assert "add --demo" in refused.stderr
    with serving("--demo", "--data-dir", str(data_dir)) as again:
        assert again.status("fr/demonstration") == 200
    assert [execute(cluster.url(), counts.format(table)) for table in tables] == before


def test_it_is_refused_in_production() -> None:
    done = kharita("serve", "--demo", "--port", "0", KHARITA_ENVIRONMENT="production")
    assert done.returncode == 1
    assert "KHARITA_ENVIRONMENT=production" in done.stderr


def test_it_is_refused_on_a_database_of_ones_own() -> None:
    url = "postgresql:///somewhere"
    done = kharita("serve", "--demo", "--port", "0", KHARITA_DATABASE_URL=url)
    assert done.returncode == 1
    assert "without KHARITA_DATABASE_URL" in done.stderr


def test_its_data_are_beside_the_others(tmp_path: Path) -> None:
    real = tmp_path / "kharita"
    done = kharita(
        "db", "current",
        KHARITA_DATA_DIR=str(real), KHARITA_ENVIRONMENT="demonstration",
        KHARITA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
    )  # fmt: skip
    assert done.returncode == 1
    assert not real.exists()


def test_people_are_not_mixed_with_real_ones(
    cluster: Cluster, migrated_template: str, worker_name: str
) -> None:
    url = clone(cluster, migrated_template, f"demo_mixed_{worker_name}")
    refused = kharita("demo", KHARITA_DATABASE_URL=url)
    assert refused.returncode == 1
    assert "serve --demo" in refused.stderr
    execute(url, "INSERT INTO users (email, name, role, language) "
                 "VALUES ('a@example.org', 'A', 'analyst', 'fr')")  # fmt: skip
    refused = kharita("demo", KHARITA_DATABASE_URL=url, KHARITA_ENVIRONMENT="demonstration")
    assert refused.returncode == 1
    assert "no demonstration" in refused.stderr


def test_elsewhere_there_is_no_trace_of_it(catalogue_url: str) -> None:
    settings = Settings(database_url=catalogue_url)
    with run_application(settings) as application, application.client() as client:
        assert client.get("/fr/demonstration").status_code == 404
        for path in ("/fr/sign-in", "/fr/", "/fr/projects"):
            assert not re.search("demonstration|Démonstration", client.get(path).text)
