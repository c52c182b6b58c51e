"""Puts the same load on several servers by turns, and keeps the medians."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from app.db.cluster import Cluster
from benchmarks import load, processes
from benchmarks.load import BenchmarkError, Measure
from benchmarks.servers import Server


@dataclass(frozen=True)
class Contestant:
    name: str
    server: Server
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.server.address + self.path


@dataclass(frozen=True)
class Load:
    seconds: float
    rounds: int
    connections: int


@dataclass(frozen=True)
class Result:
    """Milliseconds of processor time for each request, of the server and of PostgreSQL."""

    name: str
    turns: Sequence[Measure]
    server_cpu: float
    database_cpu: float

    @property
    def measure(self) -> Measure:
        return load.middle(self.turns)

    def times(self, others: Sequence["Result"]) -> float:
        """How many times the rate of the best of the others, turn by turn: what else the machine
        did weighs on servers that are measured one after the other alike."""
        return median(
            turn.rate / max(other.turns[number].rate for other in others)
            for number, turn in enumerate(self.turns)
        )


def run(
    title: str, contestants: Sequence[Contestant], cluster: Cluster, load_: Load
) -> list[Result]:
    print(f"{title}", flush=True)
    found: dict[str, list[tuple[Measure, float, float]]] = {c.name: [] for c in contestants}
    for contestant in contestants:
        load.run(contestant.url, contestant.headers, 1, load_.connections)
    for turn in range(load_.rounds):
        for place in range(len(contestants)):
            contestant = contestants[(place + turn) % len(contestants)]
            found[contestant.name].append(_measure(contestant, cluster, load_))
    results = [
        Result(
            name,
            [measure for measure, _, _ in turns],
            median([server for _, server, _ in turns]),
            median([database for _, _, database in turns]),
        )
        for name, turns in found.items()
    ]
    for result in results:
        print(f"  {result.name}: {result.measure.rate:,.0f} requests/s", flush=True)
    return results


def _measure(contestant: Contestant, cluster: Cluster, load_: Load) -> tuple[Measure, float, float]:
    postmaster = cluster.running()
    if postmaster is None:
        raise BenchmarkError("The database does not run")
    before = processes.cpu_seconds([contestant.server.pid]), _database_cpu(postmaster.pid)
    measure = load.run(contestant.url, contestant.headers, load_.seconds, load_.connections)
    after = processes.cpu_seconds([contestant.server.pid]), _database_cpu(postmaster.pid)
    server, database = (
        1e3 * (b - a) / measure.requests for a, b in zip(before, after, strict=True)
    )
    return measure, server, database


def _database_cpu(postmaster: int) -> float:
    return processes.cpu_seconds(processes.children(postmaster)) + processes.ended_cpu_seconds(
        postmaster
    )
