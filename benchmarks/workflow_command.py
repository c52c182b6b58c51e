"""The command line of benchmarks/workflow.py."""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.db.cluster import Cluster
from app.errors import AppError
from benchmarks import document, servers, workflow_data, workflow_load
from benchmarks.command import working_directory
from benchmarks.load import BenchmarkError
from benchmarks.workflow_load import Measured, Times

SYNTHETIC = 100_000
MANY = 8
ACCEPT_TIMES, ACCEPT_NEAR, GROWTH, QUEUE_GOAL = 5, 50, 2, 100
ROWS = {
    "bare": "bare INSERT and COMMIT, 4 kB",
    "create": "begin a submission",
    "submit": "submit it",
    "accept": "accept three changes",
    "accept new": "accept a new project",
}
INTRODUCTION = """
Through HTTP with API tokens, as agencies and an analyst do it: a submission of three changes (or
of a new project) is begun with an Idempotency-Key, submitted, and accepted whole. Each acceptance
is one transaction: revision, rows, listing, catalogue version, audit, notices. PostgreSQL runs on
a cluster of its own with its default settings: it syncs each commit to the disk. Between their
turns, bare rows are inserted and committed over one connection for each client, straight from
Python: the least that a durable write costs on this disk at that time.
{rounds} rounds of {each}. Server, clients and PostgreSQL share the processor.

    .venv/bin/python benchmarks/workflow.py --write
"""


@dataclass(frozen=True)
class Run:
    """One catalogue: by one client, and by MANY at once."""

    title: str
    alone: Measured
    together: Measured


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/workflow.py",
        description="Measure submitting and accepting beside bare commits, and the queue page.",
    )
    parser.add_argument("--rounds", type=int, default=10, help="turns of each kind of write (10)")
    parser.add_argument("--each", type=int, default=40, help="writes in a turn (40)")
    parser.add_argument(
        "--synthetic", type=int, default=SYNTHETIC, metavar="N",
        help=f"how many synthetic projects ({SYNTHETIC:,}); 0 leaves them out",
    )  # fmt: skip
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR",
        help="keep the databases here, and use again what is there; else a temporary directory",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="also into docs/performance.md")
    return parser.parse_args()


def measure(directory: Path, arguments: argparse.Namespace) -> str:
    load = os.getloadavg()[0]
    cluster = Cluster(directory / "cluster")
    cluster.acquire()
    try:
        runs = [_run(cluster, None, "real catalogue", arguments)]
        if arguments.synthetic:
            title = f"{arguments.synthetic:,} projects"
            runs.append(_run(cluster, arguments.synthetic, title, arguments))
        queue = _queue(cluster)
        major = cluster.installation().major
    finally:
        cluster.release()
    introduction = INTRODUCTION.format(rounds=arguments.rounds, each=arguments.each)
    parts = [introduction, _machine(major, load), *(_table(run) for run in runs), _queue_row(queue)]
    return "\n".join((*parts, _goals(runs, queue)))


def _run(cluster: Cluster, synthetic: int | None, title: str, arguments: argparse.Namespace) -> Run:
    wanted = arguments.each * MANY
    place = workflow_data.prepare(cluster, synthetic, wanted)
    with servers.kharita(place.url, cache=True, production=True) as server:
        workflow_load.measure(server.address, place, 1, MANY, 1)  # what is compiled at first use
        print(f"{title}: one client", flush=True)
        alone = workflow_load.measure(server.address, place, arguments.rounds, arguments.each, 1)
        print(f"{title}: {MANY} clients", flush=True)
        together = workflow_load.measure(
            server.address, place, arguments.rounds, arguments.each, MANY
        )
    return Run(title, alone, together)


def _queue(cluster: Cluster) -> Times:
    print(f"Queue of {workflow_data.OPEN:,}", flush=True)
    place = workflow_data.prepare(cluster, None, 1)
    workflow_data.fill_queue(place.url)
    with servers.kharita(place.url, cache=True, production=True) as server:
        return workflow_load.queue_page(server.address, place.session, 100)


def _machine(major: int, load: float) -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    facts = {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Processor": f"{model or platform.machine()}, {os.cpu_count()} cores",
        "PostgreSQL": f"{major}, fsync on",
        "Load average before": f"{load:.1f}",
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n"


def _table(run: Run) -> str:
    lines = [
        f"### {run.title[0].upper()}{run.title[1:]}",
        "",
        f"| | p50 ms | p95 ms | × bare p95 | requests/s | {MANY} clients: p50 ms | p95 ms "
        "| requests/s |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, title in ROWS.items():
        one, many = run.alone[name], run.together[name]
        lines.append(
            f"| {title} | {one.p50:.1f} | {one.p95:.1f} | {one.p95 / run.alone['bare'].p95:.1f} "
            f"| {one.rate:.0f} | {many.p50:.1f} | {many.p95:.1f} | {many.rate:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _queue_row(queue: Times) -> str:
    return (
        f"The queue page with {workflow_data.OPEN:,} open submissions, with one filter or another: "
        f"p50 {queue.p50:.0f} ms, p95 {queue.p95:.0f} ms.\n"
    )


def _goals(runs: Sequence[Run], queue: Times) -> str:
    accept, bare = runs[0].alone["accept"].p95, runs[0].alone["bare"].p95
    goals = [
        _goal(f"accept p95 ≤ {ACCEPT_TIMES} × bare", accept / bare, ACCEPT_TIMES, "{:.1f} ×"),
        _goal(f"near {ACCEPT_NEAR} ms", accept, ACCEPT_NEAR, "{:.0f} ms"),
    ]
    if len(runs) > 1:
        grown = runs[1].alone["accept"].p95 / accept
        goals.append(_goal(f"< {GROWTH} × that with many projects", grown, GROWTH, "{:.1f} ×"))
    goals.append(_goal(f"queue page ≤ {QUEUE_GOAL} ms", queue.p95, QUEUE_GOAL, "{:.0f} ms"))
    return f"Goals: {'; '.join(goals)}.\n"


def _goal(what: str, found: float, limit: float, written: str) -> str:
    return f"{what}: {'reached' if found <= limit else '**missed**'} ({written.format(found)})"


def main() -> None:
    arguments = parse()
    try:
        with working_directory(arguments.data_dir) as directory:
            section = measure(directory, arguments)
    except (BenchmarkError, AppError) as error:
        sys.exit(str(error))
    print("\n" + section)
    if arguments.write:
        document.write("## Workflow", section)


if __name__ == "__main__":
    main()
