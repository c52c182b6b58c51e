"""The command line of benchmarks/analysis.py."""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import create_engine, update
from sqlalchemy.orm import Session

from app.analysis.bitmaps.building import build_next
from app.db.cluster import Cluster
from app.errors import AppError
from app.models import BitmapChunk
from benchmarks import databases, document, frames, processes, servers, workflow_data
from benchmarks.analysis_questions import Question, questions, timed
from benchmarks.command import working_directory
from benchmarks.load import BenchmarkError
from benchmarks.workflow_load import Client

SIZES = (10_000, 1_000_000)
GOALS = {"dashboard": 300, "region × theme × target group": 300}
RADAR, RADAR_GOAL, TIMES_GOAL = "radar of one new project", 100, 3
REAL_NEW = {
    "title": "Appui à l’entrepreneuriat des migrants de retour dans le Souss-Massa",
    "words": ["entrepreneuriat", "migrants", "retour", "Souss"],
    "funders": ["union-europeenne"],
    "organisations": ["union-europeenne"],
    "regions": ["MA-09"],
    "themes": ["entrepreneurship_investment"],
    "target_groups": ["returnees"],
    "first": 2014,
    "last": 2017,
}
SYNTHETIC_NEW = REAL_NEW | {
    "title": "Projet synthétique 0424242 pour l’emploi",
    "words": ["synthétique", "0424242", "emploi"],
    "funders": ["bailleur-synthetique-012"],
    "organisations": ["bailleur-synthetique-012"],
}
INTRODUCTION = """
The whole answer of the API over HTTP, with the cache of ready responses off, beside the same
question in pandas with its tables in memory already (reading them from the database is not
counted). Both in one process, in turn, {rounds} rounds; medians. The answers are compared.
At 1,000,000 projects Kharita counts by bitmaps, a derived table: making it whole, and making one
chunk of it after a change, is told below. A table of three dimensions spends nearly all its time on
`&` between strings of bits, which PostgreSQL 15 does byte by byte: two for each cell and chunk, one
for the projects and one for those whose budget is known. Pandas looks for the words of a title and
adds weights; Kharita's radar also explains each pair.

    .venv/bin/python benchmarks/analysis.py --write
"""


@dataclass
class Turns:
    ours: list[float] = field(default_factory=list)
    pandas: list[float] = field(default_factory=list)

    @property
    def times(self) -> float:
        return statistics.median(self.pandas) / statistics.median(self.ours)


@dataclass(frozen=True)
class Run:
    """`loaded`: seconds to read the tables into pandas; memory in MB after all questions."""

    title: str
    size: int | None
    turns: Mapping[str, Turns]
    loaded: float
    server_memory: float
    pandas_memory: float
    bitmaps: tuple[int, float] | None


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/analysis.py",
        description="Measure the analysis pages beside pandas. Needs PostgreSQL with PostGIS.",
    )
    parser.add_argument("--rounds", type=int, default=5, help="turns of each question (5)")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=list(SIZES), metavar="N",
        help="how many synthetic projects, beside the real catalogue (10000 1000000)",
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
        runs = [_run(cluster, size, arguments.rounds) for size in (None, *arguments.sizes)]
        major = cluster.installation().major
    finally:
        cluster.release()
    facts = [
        f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load average before: "
        f"{load:.1f}",
        f"- PostgreSQL {major}, pandas {version('pandas')}, NumPy {version('numpy')}",
    ]
    introduction = INTRODUCTION.format(rounds=arguments.rounds)
    return "\n".join([introduction, *facts, "", *(_table(run) for run in runs), _goals(runs)])


def _run(cluster: Cluster, size: int | None, rounds: int) -> Run:
    title = "real catalogue" if size is None else f"{size:,} projects"
    print(title, flush=True)
    url = databases.prepare_real(cluster)
    if size is not None:
        url = databases.prepare_synthetic(cluster, size)
    bitmaps = _build(url)
    started = time.perf_counter()
    data = frames.read(url)
    loaded = time.perf_counter() - started
    with servers.kharita(url, cache=False, production=True) as server:
        public = Client(server.address, {})
        private = Client(
            server.address, {"Authorization": f"Bearer {workflow_data.author_of(url)}"}
        )
        new = REAL_NEW if size is None else SYNTHETIC_NEW
        turns = _turns(questions(public, private, data, new), rounds)
        _, server_memory = processes.memory([server.pid])
        public.close()
        private.close()
    _, pandas_memory = processes.memory([os.getpid()])
    return Run(title, size, turns, loaded, server_memory, pandas_memory, bitmaps)


def _turns(asked: Sequence[Question], rounds: int) -> Mapping[str, Turns]:
    turns = {question.name: Turns() for question in asked}
    for turn in range(rounds + 1):
        for question in asked:
            ours, answer = timed(question.ask)
            theirs, computed = timed(question.compute)
            if turn == 0:  # what is compiled and read at first use
                if not question.agree(answer, computed):
                    raise BenchmarkError(f"{question.name}: the two answers differ")
                continue
            turns[question.name].ours.append(ours)
            turns[question.name].pandas.append(theirs)
    return turns


def _build(url: str) -> tuple[int, float] | None:
    """How many chunks have bitmaps now, and the seconds that took."""
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        session.execute(update(BitmapChunk).values(built=None))
    started, chunks = time.perf_counter(), 0
    while True:
        with Session(engine) as session, session.begin():
            if not build_next(session):
                break
        chunks += 1
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE) dimension_bitmaps, bitmap_chunks")
    engine.dispose()
    return (chunks, time.perf_counter() - started) if chunks else None


def _table(run: Run) -> str:
    lines = [
        f"### {run.title[0].upper()}{run.title[1:]}",
        "",
        "| question | Kharita ms | pandas ms | × pandas |",
        "|---|--:|--:|--:|",
    ]
    for name, turns in run.turns.items():
        ours, theirs = statistics.median(turns.ours), statistics.median(turns.pandas)
        lines.append(f"| {name} | {ours:.0f} | {theirs:.0f} | {turns.times:.1f} |")
    lines += [
        "",
        f"Pandas needed {run.loaded:.1f} s to read its tables, and holds {run.pandas_memory:.0f} MB"
        f" then; Kharita's server holds {run.server_memory:.0f} MB (RSS).",
    ]
    if run.bitmaps:
        chunks, seconds = run.bitmaps
        lines.append(
            f"Bitmaps: {chunks} chunks in {seconds:.0f} s, {seconds / chunks:.2f} s for each: what "
            "a change of one project costs in the background."
        )
    return "\n".join(lines) + "\n"


def _goals(runs: Sequence[Run]) -> str:
    goals = []
    for run in runs:
        if run.size == SIZES[0]:
            for name, limit in GOALS.items():
                goals.append(_goal(f"{name} ≤ {limit} ms at 10,000", _ours(run, name), limit))
        elif run.size == SIZES[1]:
            for name in (*GOALS, "white spots, region × theme"):
                reached = run.turns[name].times
                word = "reached" if reached >= TIMES_GOAL else "**missed**"
                goals.append(f"{name} {TIMES_GOAL} × pandas at 1,000,000: {word} ({reached:.1f})")
            goals.append(_goal(f"radar ≤ {RADAR_GOAL} ms at 1,000,000", _ours(run, RADAR),
                               RADAR_GOAL))  # fmt: skip
    return f"Goals: {'; '.join(goals)}.\n"


def _ours(run: Run, name: str) -> float:
    return statistics.median(run.turns[name].ours)


def _goal(what: str, found: float, limit: float) -> str:
    return f"{what}: {'reached' if found <= limit else '**missed**'} ({found:.0f})"


def main() -> None:
    arguments = parse()
    try:
        with working_directory(arguments.data_dir) as directory:
            section = measure(directory, arguments)
    except (BenchmarkError, AppError) as error:
        sys.exit(str(error))
    print("\n" + section)
    if arguments.write:
        document.write("## Analysis", section)


if __name__ == "__main__":
    main()
