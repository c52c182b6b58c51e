"""What is measured: the whole catalogue ready to send, and one filtered page made anew."""

import json
import tempfile
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from app.db.cluster import Cluster
from benchmarks import contest, questions, servers
from benchmarks.contest import Contestant, Load, Result
from benchmarks.servers import Server

IDENTITY = {"Accept-Encoding": "identity"}
BROTLI = {"Accept-Encoding": "br"}


def whole_catalogue(cluster: Cluster, url: str, load: Load, scratch: Path) -> list[Result]:
    """Kharita as deployed, beside what a server can do at most that has nothing to compute."""
    with ExitStack() as stack:
        kharita = stack.enter_context(servers.kharita(url, cache=True))
        tipg = stack.enter_context(servers.tipg(url))
        pygeoapi = stack.enter_context(servers.pygeoapi(url, scratch / "pygeoapi"))
        path = questions.kharita({})
        contestants = [
            Contestant("Kharita", kharita, path, IDENTITY),
            Contestant("Kharita, brotli", kharita, path, BROTLI),
            Contestant("tipg", tipg, questions.tipg("projects", ""), IDENTITY),
            Contestant("pygeoapi", pygeoapi, questions.pygeoapi("projects", ""), IDENTITY),
        ]
        _require_same("Whole catalogue", contestants)
        for name, headers in (("bare ASGI", IDENTITY), ("bare ASGI, brotli", BROTLI)):
            directory = _keep(scratch / name, kharita, path, headers)
            bare = stack.enter_context(servers.bare(directory))
            contestants.append(Contestant(name, bare, "/", headers))
        return contest.run("Whole catalogue as GeoJSON", contestants, cluster, load)


def filtered(
    cluster: Cluster, url: str, values: questions.Filter, load: Load, title: str
) -> list[Result]:
    """Kharita without its cache: each answer is asked of PostGIS, as the others do."""
    several = any(len(value) > 1 for value in values.values())
    table, form, condition = (
        ("projects", "texts", questions.on_texts(values))
        if several
        else ("projects_by", "columns", questions.on_columns(values))
    )
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kharita = stack.enter_context(servers.kharita(url, cache=False))
        tipg = stack.enter_context(servers.tipg(url))
        pygeoapi = stack.enter_context(servers.pygeoapi(url, scratch))
        arrays = questions.on_arrays(values)
        contestants = [
            Contestant("Kharita", kharita, questions.kharita(values)),
            Contestant("tipg, arrays", tipg, questions.tipg("projects", arrays)),
            Contestant(f"tipg, {form}", tipg, questions.tipg(table, condition)),
            Contestant(f"pygeoapi, {form}", pygeoapi, questions.pygeoapi(table, condition)),
        ]
        _require_same(title, contestants)
        return contest.run(title, contestants, cluster, load)


def _require_same(title: str, contestants: list[Contestant]) -> None:
    answers = {
        contestant.name: questions.ask(contestant.url)
        for contestant in contestants
        if "br" not in contestant.headers.values()
    }
    questions.require_same(title, answers)


def _keep(directory: Path, server: Server, path: str, headers: Mapping[str, str]) -> Path:
    """The bytes and the headers of a response, for the bare server."""
    directory.mkdir(parents=True, exist_ok=True)
    request = urllib.request.Request(server.address + path, headers=dict(headers))
    with urllib.request.urlopen(request, timeout=60) as response:
        kept = [
            (name.lower(), value)
            for name, value in response.headers.items()
            if name.lower() not in ("date", "connection")
        ]
        (directory / "body").write_bytes(response.read())
    (directory / "headers.json").write_text(json.dumps(kept))
    return directory
