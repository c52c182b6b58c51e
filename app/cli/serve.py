"""`kharita serve`: database, schema, catalogue, then the web server, in one command."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
import uvicorn

from app.cli.allocator import give_memory_back
from app.cli.context import DEMONSTRATION, DataDir, explained, publish_url, read_settings
from app.cli.demonstration import (
    prepare_demonstration,
    publish_demonstration,
    refuse_demonstration,
    refuse_outside_database,
)
from app.cli.instance import Instance, InstanceLock, browser_url
from app.cli.listening import listen, resolve
from app.cli.patience import PatientProtocol
from app.cli.preparation import prepare_database
from app.cli.watch import ClusterWatch
from app.db.cluster import Cluster
from app.db.cluster_files import cannot_write, make_directories
from app.db.engine import database_url
from app.notices.smtp import SERVED_AT
from app.settings import Settings

APPLICATION = "app.main:create_app"
GRACE_SECONDS = 5

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for any.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any free one.")]


Demonstration = Annotated[
    bool,
    typer.Option("--demo", help="With sample users and proposals, in a data directory of its own."),
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data_dir: DataDir = None,
    demo: Demonstration = False,
) -> None:
    """Serve the map and the API; makes the database if needed.

    Started twice on one data directory, the second says where the first listens, and ends with
    code 0 if that is the address that was asked of it, else 1.
    """
    give_memory_back()
    settings = read_settings(data_dir, demonstration=demo)
    if settings.environment == DEMONSTRATION:
        refuse_outside_database(settings)
    family, address = resolve(host, port)
    signal.signal(signal.SIGTERM, _leave)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _hang_up)
    with ExitStack() as stack:
        lock = None
        if not settings.database_url:
            lock = InstanceLock(_made(settings))
            stack.callback(lock.close)
            other = lock.enter(*address)
            if other is not None:
                sys.exit(_already_runs(other, address))
        listener = stack.enter_context(listen(family, address))
        if lock is not None:
            lock.note(*listener.getsockname()[:2])
        address_here = browser_url(*listener.getsockname()[:2])
        os.environ[SERVED_AT] = address_here
        if settings.environment == DEMONSTRATION:
            publish_demonstration(settings, address_here)
        stack.enter_context(explained(settings))
        url = stack.enter_context(_database(settings))
        publish_url(url)
        prepare_database(url)
        if settings.environment == DEMONSTRATION:
            prepare_demonstration(url)
        else:
            refuse_demonstration(url)
        _serve(listener)


def _made(settings: Settings) -> Path:
    try:
        make_directories(settings.data_dir)
    except OSError as error:
        raise cannot_write(settings.data_dir, error) from error
    return settings.data_dir


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    if settings.database_url:
        yield database_url(settings).render_as_string(hide_password=False)
        return
    cluster = Cluster(settings.data_dir)
    print(f"Database: {cluster.files.data_dir}", flush=True)
    cluster.acquire()
    watch = ClusterWatch(cluster)
    watch.start()
    try:
        yield cluster.url()
    finally:
        # An impatient second Ctrl+C must not leave the database half stopped.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        watch.end()
        cluster.release()


class AnnouncingServer(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"Kharita: {browser_url(host, port)}  (Ctrl+C to stop)", flush=True)


def _serve(listener: socket.socket) -> None:
    config = uvicorn.Config(
        APPLICATION,
        factory=True,
        loop="uvloop",
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = AnnouncingServer(config)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    if not server.started:
        sys.exit(1)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _hang_up(_signal: int, _frame: FrameType | None) -> None:
    """The terminal was closed: as SIGTERM, which Uvicorn takes over once it runs."""
    signal.raise_signal(signal.SIGTERM)


def _already_runs(other: Instance, asked: tuple[str, int]) -> int:
    print(f"Kharita already runs on this data directory: {other.url} (process {other.pid})")
    if (other.host, other.port) == asked:
        return 0
    print(
        f"It was asked to listen on {browser_url(*asked)}: stop the other one first "
        f"(kill {other.pid}), or choose another --data-dir.",
        file=sys.stderr,
    )
    return 1
