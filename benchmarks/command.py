"""The command line of the benchmark."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.db.cluster import Cluster
from app.errors import AppError
from benchmarks import databases, memory, questions, scenarios, tables
from benchmarks.contest import Load
from benchmarks.load import BenchmarkError, require_wrk

SYNTHETIC = 1_000_000
PARTS = ("catalogue", "filter", "synthetic", "memory")


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/public_api.py",
        description="Measure Kharita beside tipg and pygeoapi: the same rows on the same PostGIS. "
        "Needs PostgreSQL with PostGIS, and wrk. Prints Markdown tables at the end.",
    )
    parser.add_argument(
        "--synthetic", type=int, default=SYNTHETIC, metavar="N",
        help=f"how many synthetic projects ({SYNTHETIC:,}); 0 leaves them out",
    )  # fmt: skip
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR",
        help="keep the databases here, and use again what is there; else a temporary directory",
    )  # fmt: skip
    parser.add_argument("--seconds", type=float, default=5.0, help="of each turn of a server (5)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each server (5)")
    parser.add_argument("--connections", type=int, default=8, help="kept open by wrk (8)")
    parser.add_argument(
        "--only", choices=PARTS, action="append", metavar="PART",
        help=f"only this part; repeatable: {', '.join(PARTS)}",
    )  # fmt: skip
    return parser.parse_args(arguments)


def run(arguments: argparse.Namespace) -> str:
    require_wrk()
    parts = [part for part in PARTS if part in (arguments.only or PARTS)]
    load = Load(arguments.seconds, arguments.rounds, arguments.connections)
    with ExitStack() as stack:
        directory = stack.enter_context(working_directory(arguments.data_dir))
        cluster = Cluster(directory / "cluster")
        cluster.acquire()
        stack.callback(cluster.release)
        report = [tables.machine(cluster, load)]
        real = databases.prepare_real(cluster)
        if "catalogue" in parts:
            found = scenarios.whole_catalogue(cluster, real, load, directory / "scratch")
            report.append(tables.catalogue(found))
        if "filter" in parts:
            report.append(_filtered(cluster, real, questions.REAL_FILTER, load, "real catalogue"))
        if "synthetic" in parts and arguments.synthetic:
            url = databases.prepare_synthetic(cluster, arguments.synthetic)
            title = f"{arguments.synthetic:,} synthetic projects"
            report.append(_filtered(cluster, url, questions.SYNTHETIC_FILTER, load, title))
        if "memory" in parts:
            report.append(tables.memory(memory.measure(directory / "memory")))
    return "\n".join(report)


def _filtered(cluster: Cluster, url: str, values: questions.Filter, load: Load, title: str) -> str:
    title = f"Filtered query, {title}"
    return tables.filtered(title, scenarios.filtered(cluster, url, values, load, title))


@contextmanager
def working_directory(given: Path | None) -> Iterator[Path]:
    """As root, PostgreSQL runs as another user, who must be able to enter."""
    if given is not None:
        given = given.expanduser().resolve()
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="kharita-benchmark-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def main() -> None:
    try:
        print("\n" + run(parse()))
    except (BenchmarkError, AppError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
