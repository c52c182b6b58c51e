"""`POST /api/v1/reports`, through the door, on a real server and database."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from app.models import Organisation
from tests.fixtures.clients import NO_CERTIFICATES
from tests.fixtures.database import engine_of
from tests.fixtures.factories import Content, make_project
from tests.fixtures.server import Application, run_server

PROJECTS = [make_project(1), make_project(2)]
ADDRESSES = (f"198.51.{number // 250}.{number % 250 + 1}" for number in count())
Send = Callable[..., httpx2.Response]


def organisations() -> list[Organisation]:
    return []


@pytest.fixture
def sender() -> str:
    """Nobody who sent before."""
    return next(ADDRESSES)


@pytest.fixture
def send(small_client: httpx2.Client, sender: str) -> Send:
    def send(content: object = None, **fields: object) -> httpx2.Response:
        body = {"project": "projet-1", **fields} if content is None else content
        headers = {"x-forwarded-for": sender}
        return small_client.post("/api/v1/reports", json=body, headers=headers)

    return send


def rows(application: Application, condition: str = "true", **values: object) -> list[Any]:
    url = application.app.state.settings.database_url
    with engine_of(url) as engine, engine.connect() as connection:
        query = text(f"SELECT * FROM reports WHERE {condition} ORDER BY created_at")  # noqa: S608
        return list(connection.execute(query, values))


def test_a_report_is_kept(small: Application, send: Send) -> None:
    response = send(
        message=" Le début est en 2015,\r\nnon 2014. ",
        source="https://example.org/rapport",
        email="amina@example.org",
        lang="ar",
    )
    assert response.status_code == 201
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()
    assert answer.keys() == {"id", "project", "state", "created_at"}
    assert (answer["project"], answer["state"]) == ("MA-MD-0001", "new")
    assert "amina" not in response.text
    (row,) = rows(small, "id = :id", id=answer["id"])
    assert row.message == "Le début est en 2015,\nnon 2014."
    assert (row.source, row.email) == ("https://example.org/rapport", "amina@example.org")
    assert (row.language, row.state) == ("ar", "new")
    assert b"198.51" not in row.sender_hash


def test_by_identifier_with_the_least(small: Application, send: Send) -> None:
    answer = send({"project": "MA-MD-0002", "message": "Faux.", "source": " ", "email": ""}).json()
    (row,) = rows(small, "id = :id", id=answer["id"])
    assert (row.source, row.email, row.language) == (None, None, "fr")


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({}, ["#/message"]),
        ({"message": "   \n"}, ["#/message"]),
        ({"message": "\u200b\u202e\u2066"}, ["#/message"]),
        ({"message": None}, ["#/message"]),
        ({"message": 12}, ["#/message"]),
        ({"message": "x" * 4001}, ["#/message"]),
        ({"message": "nul \x00"}, ["#/message"]),
        ({"message": "x", "source": "y" * 1001}, ["#/source"]),
        ({"message": "x", "source": ["y"]}, ["#/source"]),
        ({"message": "x", "email": "amina"}, ["#/email"]),
        ({"message": "x", "email": "a@b"}, ["#/email"]),
        ({"message": "x", "email": "a@b.org\nbcc: c@d.org"}, ["#/email"]),
        ({"message": "x", "email": "a@" + "b" * 300 + ".org"}, ["#/email"]),
        ({"message": "x", "lang": "es"}, ["#/lang"]),
        ({"message": "x", "website": "http://spam"}, ["#/website"]),
        ({"message": "x", "state": "closed"}, ["#/state"]),
        ({"message": "x", "a/b~c é": 1}, ["#/a~1b~0c%20%C3%A9"]),
        ({"message": "", "email": "a", "more": 1}, ["#/message", "#/email", "#/more"]),
    ],
    ids=count(),
)
def test_bad_fields_are_pointed_to(
    small: Application, send: Send, fields: Content, pointers: list[str]
) -> None:
    before = len(rows(small))
    response = send(**fields)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert [error["pointer"] for error in problem["errors"]] == pointers
    assert all(error["detail"] for error in problem["errors"])
    assert "bcc" not in response.text
    assert len(rows(small)) == before


def test_limits_are_counted_in_characters(send: Send) -> None:
    assert send(message="ش" * 4000, source="🪴" * 1000).status_code == 201


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"", "application/json", 422),
        (b"{", "application/json", 400),
        (b'{"message": "\xff"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"project": "projet-1", "message": "\\ud800"}', "application/json", 422),
        (b'{"project": "projet-1", "message": "x", "\\ud800": 1}', "application/json", 422),
        (b'{"project": "projet-1", "message": "x"}', "text/plain", 415),
        (b'{"project": "projet-1", "message": "x"}', "", 415),
        (b"project=projet-1&message=x", "application/x-www-form-urlencoded", 415),
        (b"x" * 65_537, "application/json", 413),
        (b"x" * 400_000, "text/plain", 413),
    ],
    ids=count(),
)
def test_bad_bodies(
    small_client: httpx2.Client, sender: str, body: bytes, media_type: str, status: int
) -> None:
    headers = {"x-forwarded-for": sender, "content-type": media_type}
    response = small_client.post("/api/v1/reports", content=body, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_streams_on_is_cut(small_client: httpx2.Client) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(12):
            yield b" " * 32_768

    headers = {"content-type": "application/json"}
    response = small_client.post("/api/v1/reports", content=body(), headers=headers)
    assert response.status_code == 413


@pytest.mark.parametrize(
    "name", ["nothing", "MA-MD-9999", "projet-1\x00", "PROJET-1", "../1"], ids=count()
)
def test_unknown_project(send: Send, name: str) -> None:
    response = send({"project": name, "message": "x"})
    assert response.status_code == 404
    assert response.json()["title"] == "Not found"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE reports; --",
        "\u202eevil\u202c \u2066x\u2069 مرحبا",
        "m" * 4000,
        "🪴👩🏽‍🌾" * 50,
        "{{ 7 * 7 }} %(n)s ${x} \\u0000",
    ],
    ids=count(),
)
def test_text_is_kept_as_text(small: Application, send: Send, hostile: str) -> None:
    answer = send(message=hostile).json()
    (row,) = rows(small, "id = :id", id=answer["id"])
    assert row.message == hostile


def test_the_same_report_is_kept_once(small: Application, send: Send) -> None:
    first = send(message="Deux fois", source="ici")
    again = send(message="Deux fois\r\n", source="ici ", email="a@example.org")
    assert again.status_code == 201
    assert again.json() == first.json()
    (row,) = rows(small, "message = 'Deux fois'")
    assert row.email == "a@example.org"
    other = send({"project": "projet-2", "message": "Deux fois", "source": "ici"})
    assert other.json()["id"] != first.json()["id"]


def at_once(calls: list[Callable[[], httpx2.Response]]) -> list[httpx2.Response]:
    answers: list[httpx2.Response] = []
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], httpx2.Response]) -> None:
        barrier.wait()
        answers.append(call())

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def post(address: str, sender: str, message: str) -> Callable[[], httpx2.Response]:
    content = {"project": "projet-1", "message": message}
    return lambda: httpx2.post(
        f"{address}/api/v1/reports",
        json=content,
        headers={"x-forwarded-for": sender},
        timeout=30,
        verify=NO_CERTIFICATES,
    )


def test_duplicates_at_once(small: Application) -> None:
    calls = [post(small.address, next(ADDRESSES), "Tous ensemble") for _ in range(12)]
    answers = at_once(calls)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(rows(small, "message = 'Tous ensemble'")) == 1


def test_five_in_an_hour(small: Application, send: Send) -> None:
    for number in range(5):
        assert send(message=f"Numéro {number}").status_code == 201
    refused = send(message="Numéro 5")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert 3500 < int(refused.headers["retry-after"]) <= 3600
    assert rows(small, "message = 'Numéro 5'") == []
    assert send(message="Numéro 0").status_code == 201  # known already, not one more
    other = post(small.address, next(ADDRESSES), "Numéro 5")
    assert other().status_code == 201


@pytest.mark.parametrize("others", [1, pytest.param(2, marks=pytest.mark.full)])
def test_processes_count_together(
    small: Application, sender: str, run_dir: Path, others: int
) -> None:
    """Other server processes and this one, all asked at once by one sender."""
    url = small.app.state.settings.database_url
    with ExitStack() as stack:
        addresses = [small.address]
        for number in range(others):
            server = stack.enter_context(run_server(url, run_dir / f"reports-{number}.log"))
            addresses.append(server.address)
        calls = [
            post(addresses[number % len(addresses)], sender, f"À plusieurs {others} {number}")
            for number in range(12)
        ]
        codes = sorted(answer.status_code for answer in at_once(calls))
    assert codes == [201] * 5 + [429] * 7
    assert len(rows(small, f"message LIKE 'À plusieurs {others} %'")) == 5


def test_an_acknowledged_report_survives_a_kill(
    small: Application, sender: str, run_dir: Path
) -> None:
    url = small.app.state.settings.database_url
    with run_server(url, run_dir / "reports-killed.log") as server:
        answer = post(server.address, sender, "Avant la fin")()
        server.process.kill()
        server.process.wait()
    assert answer.status_code == 201
    (row,) = rows(small, "message = 'Avant la fin'")
    assert str(row.id) == answer.json()["id"]


def test_reports_are_not_public(small_client: httpx2.Client, send: Send) -> None:
    address = f"/api/v1/reports/{send(message='Privé').json()['id']}"
    assert small_client.get("/api/v1/reports").status_code == 405
    assert small_client.get(address).status_code == 404
