"""Too much, too slow, too deep: the server says so, stays small, and goes on for the others."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import httpx2
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from app.cli.patience import PatientProtocol
from app.kit.body_limit import BodyLimit
from tests.fixtures.clients import NO_CERTIFICATES, PATIENCE, plain_client
from tests.fixtures.server import Server, address_of, listen, run_server, wait_until
from tests.fixtures.servers import RunningServer, serving

MEGABYTE = 1024 * 1024
HUGE = 50 * MEGABYTE
HALF_OPEN = 200
SECONDS = 0.4
PATHS = ("/api/v1/session", "/api/v1/submissions", "/api/v1/reports")


@pytest.fixture(scope="module")
def own_server(catalogue_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(catalogue_url, tmp_path_factory.mktemp("floods") / "log") as server:
        yield server


def send_all(connection: socket.socket, chunks: Iterator[bytes]) -> None:
    """As far as the other end takes it."""
    with suppress(OSError):
        for chunk in chunks:
            connection.sendall(chunk)


def answer_to(port: int, head: bytes, chunks: Iterator[bytes]) -> bytes:
    """What comes back while the body is still being sent."""
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE)) as connection:
        connection.sendall(head)
        sender = threading.Thread(target=send_all, args=(connection, chunks))
        sender.start()
        answer = b""
        with suppress(ConnectionError):
            while chunk := connection.recv(65536):
                answer += chunk
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        sender.join(PATIENCE)
        return answer


def huge_json(*, chunked: bool) -> Iterator[bytes]:
    piece = b"x" * MEGABYTE
    yield b'9\r\n{"note":"\r\n' if chunked else b'{"note":"'
    for _ in range(HUGE // MEGABYTE):
        yield b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", PATHS)
def test_fifty_megabytes_are_cut(own_server: Server, path: str, chunked: bool) -> None:
    port = int(own_server.address.rpartition(":")[2])
    with own_server.client() as client:
        client.get("/readyz").raise_for_status()
    length = "transfer-encoding: chunked" if chunked else f"content-length: {HUGE}"
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        f"{length}\r\n\r\n"
    )
    before = own_server.resident_bytes()
    answer = answer_to(port, head.encode(), huge_json(chunked=chunked))
    assert answer.startswith(b"HTTP/1.1 413 "), answer[:200]
    assert b"application/problem+json" in answer
    assert own_server.resident_bytes() - before < 8 * MEGABYTE


@pytest.mark.parametrize("path", PATHS)
def test_what_is_nested_too_deep_is_refused(own_server: Server, path: str) -> None:
    for text in ("[" * 60_000, '{"patch":' * 6_000, '{"patch":' + "[" * 3_000 + "]" * 3_000 + "}"):
        response = httpx2.post(
            f"{own_server.address}{path}",
            content=text.encode(),
            headers={"content-type": "application/json"},
            timeout=PATIENCE,
            verify=NO_CERTIFICATES,
        )
        assert response.status_code in (400, 401, 422), response.text[:200]


@pytest.fixture(scope="module")
def whole_server(catalogue_url: str) -> Iterator[RunningServer]:
    with serving(KHARITA_DATABASE_URL=catalogue_url) as server:
        yield server


def test_half_open_connections_do_not_stop_the_others(whole_server: RunningServer) -> None:
    """Half of them are still at their headers, half of them at their body."""
    beginnings = (
        b"POST /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ",
        b"POST /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        b'content-length: 1000\r\n\r\n{"email": "',
    )
    with ExitStack() as stack:
        slow = []
        for number in range(HALF_OPEN):
            address = ("127.0.0.1", whole_server.port)
            slow.append(stack.enter_context(closing(socket.create_connection(address, PATIENCE))))
            slow[-1].sendall(beginnings[number % 2])
        took = []
        with plain_client(whole_server.url) as client:
            for _ in range(10):
                for connection in slow[::10]:
                    connection.sendall(b"x")
                started = time.monotonic()
                assert client.get("/readyz").status_code == 200
                assert client.get("/api/v1/projects?q=eau").status_code == 200
                body = {"email": "nobody@example.org", "password": "x"}
                assert client.post("/api/v1/session", json=body).status_code in (401, 429)
                took.append(time.monotonic() - started)
        assert min(took) < 2, took


async def _reading(_scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body", False):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class _Hasty(PatientProtocol):
    seconds = SECONDS


@pytest.fixture(scope="module")
def hasty() -> Iterator[int]:
    """The port of a server that waits for nobody."""
    config = uvicorn.Config(
        BodyLimit(_reading, MEGABYTE, seconds=SECONDS),
        http=_Hasty, ws="none", lifespan="off", log_config=None,
    )  # fmt: skip
    server = uvicorn.Server(config)
    with listen() as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        wait_until(lambda: server.started)
        yield int(address_of(listener).rpartition(":")[2])
        server.should_exit = True
        thread.join(PATIENCE)


FIRST = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ", b""),
        (FIRST + b"GET / HTTP/1.1\r\nhost: ", b"HTTP/1.1 204 "),
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nab", b"HTTP/1.1 408 "),
        (
            b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n",
            b"HTTP/1.1 408 ",
        ),
    ],
    ids=["silent", "headers", "later headers", "body", "chunked body"],
)
def test_who_is_too_slow_is_left(hasty: int, sent: bytes, answer: bytes) -> None:
    found = answer_to(hasty, sent, iter(()))
    assert found[: len(answer)] == answer
    assert answer != b"" or found == b""


def test_who_is_in_time_is_served_twice(hasty: int) -> None:
    """On one connection, with a pause between the requests."""
    with plain_client(f"http://127.0.0.1:{hasty}") as client:
        for _ in range(2):
            assert client.post("/", content=b"x" * 1000).status_code == 204
            time.sleep(2 * SECONDS)
