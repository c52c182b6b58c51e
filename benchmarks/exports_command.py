"""The command line of the benchmark of exports."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage

from app.cli.export import FILES
from app.db.cluster import Cluster
from app.exchange.formats import FORMATS
from app.settings import ROOT
from benchmarks import databases, snapshots
from benchmarks.command import working_directory
from benchmarks.load import BenchmarkError

PROJECTS = 100_000
GOAL_MB = 300
# The map in one file refuses that many.
MEASURED = (*(name for name in FORMATS if name != "html"), FILES)


@dataclass(frozen=True)
class Export:
    """`peak` of the resident memory of the process, and `size` of what it wrote, in MB."""

    name: str
    seconds: float
    cpu_seconds: float
    peak: float
    size: float


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/exports.py",
        description="Export synthetic projects in each format by the command, each in a process "
        "of its own. Prints a Markdown table, and fails if one takes more memory than the goal.",
    )
    parser.add_argument("--projects", type=int, default=PROJECTS, help=f"({PROJECTS:,})")
    parser.add_argument("--data-dir", type=Path, help="keep the database here, and use it again")
    parser.add_argument("--format", choices=MEASURED, action="append", help="only this; repeatable")
    return parser.parse_args()


def run(arguments: argparse.Namespace) -> list[Export]:
    with working_directory(arguments.data_dir) as directory:
        cluster = Cluster(directory / "cluster")
        cluster.acquire()
        try:
            url = databases.prepare_synthetic(cluster, arguments.projects)
            snapshots.add(url)
            folder = directory / "exports"
            folder.mkdir(exist_ok=True)
            return [measure(name, url, folder) for name in arguments.format or MEASURED]
        finally:
            cluster.release()


def measure(name: str, url: str, folder: Path) -> Export:
    target = folder / f"projects.{name}"
    command = [sys.executable, "-m", "app", "export", str(target), "--format", name]
    environment = {**os.environ, "KHARITA_DATABASE_URL": url}
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    peak, usage = _watch(process)
    seconds = time.monotonic() - started
    if process.returncode != 0:
        raise BenchmarkError(f"kharita export --format {name} failed")
    parts = [target] if target.is_file() else list(target.rglob("*"))
    size = sum(part.stat().st_size for part in parts)
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return Export(name, seconds, usage.ru_utime + usage.ru_stime, peak / 1e6, size / 1e6)


def _watch(process: subprocess.Popen[bytes]) -> tuple[int, struct_rusage]:
    """The peak in bytes, by the kernel's own mark: that of `wait4` would count this process too,
    of which the other one is a copy at first."""
    peak = 0
    while True:
        peak = max(peak, _high_water_mark(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return peak, usage
        time.sleep(0.05)


def _high_water_mark(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0][1]) * 1024 if lines else 0


def table(projects: int, found: Sequence[Export]) -> str:
    lines = [
        f"### Exports of {projects:,} synthetic projects",
        "",
        "| format | seconds | CPU seconds | peak memory MB | size MB |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {e.name} | {e.seconds:.0f} | {e.cpu_seconds:.0f} | {e.peak:.0f} | {e.size:.0f} |"
        for e in found
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    arguments = parse()
    found = run(arguments)
    print(table(arguments.projects, found))
    over = [export.name for export in found if export.peak > GOAL_MB]
    if over:
        sys.exit(f"More than {GOAL_MB} MB: {', '.join(over)}")


if __name__ == "__main__":
    main()
