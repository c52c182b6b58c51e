"""Memory at rest: `kharita serve` with the real catalogue, after one visit of the map."""

import re
import shutil
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from app.db.cluster import Cluster
from benchmarks import processes, servers
from benchmarks.load import BenchmarkError

# What the page of the map asks for beside the files that it names.
API = (
    "/api/v1/regions.geojson?lang=fr",
    "/api/v1/projects.geojson?lang=fr&geometry=points",
    "/api/v1/projects?lang=fr&limit=1000&facets=true",
)
SETTLE_SECONDS = 15.0


@dataclass(frozen=True)
class Memory:
    """MB (10^6 bytes)."""

    app_pss: float
    app_rss: float
    postgresql_pss: float
    postgresql_processes: int


def measure(directory: Path) -> Memory:
    """With an embedded cluster of its own. The first start makes the database; the second one is
    measured, as a server finds it every other day."""
    shutil.rmtree(directory, ignore_errors=True)
    with servers.embedded(directory):
        pass
    with servers.embedded(directory) as server:
        _visit(server.address)
        time.sleep(SETTLE_SECONDS)
        postmaster = Cluster(directory).running()
        if postmaster is None:
            raise BenchmarkError("The embedded database does not run")
        database = [postmaster.pid, *processes.children(postmaster.pid)]
        app_pss, app_rss = processes.memory([server.pid])
        postgresql_pss, _ = processes.memory(database)
        return Memory(app_pss, app_rss, postgresql_pss, len(database))


def _visit(address: str) -> None:
    page = _read(address + "/fr/", "identity").decode()
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))
    if not files:
        raise BenchmarkError("The page of the map names no file")
    for path in (*files, *API):
        _read(address + path, "br")


def _read(url: str, coding: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": coding})
    with urllib.request.urlopen(request, timeout=60) as response:
        body: bytes = response.read()
    return body
