"""The load generator: wrk, one thread, the same for every server."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LONGEST_SECONDS = 60.0
SCRIPT = Path(__file__).with_name("report.lua")


class BenchmarkError(Exception):
    """The measurement cannot be made, or would not be fair."""


@dataclass(frozen=True)
class Measure:
    """Times in milliseconds."""

    requests: int
    rate: float
    p50: float
    p95: float


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        raise BenchmarkError("wrk is needed: apt-get install wrk")


def run(url: str, headers: Mapping[str, str], seconds: float, connections: int) -> Measure:
    """Longer for a server that answers too few requests in `seconds` to tell anything."""
    while True:
        measure = _run(url, headers, seconds, connections)
        if measure.requests >= 2 * connections:
            return measure
        if seconds > LONGEST_SECONDS:
            raise BenchmarkError(f"{url}: {measure.requests} requests in {seconds:.0f} s")
        seconds *= 2


def _run(url: str, headers: Mapping[str, str], seconds: float, connections: int) -> Measure:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(
        [*command, "-s", str(SCRIPT), url], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    if found["errors"]:
        raise BenchmarkError(f"{url}: {found['errors']} errors in {found['requests']} requests")
    rate = found["requests"] / found["seconds"]
    return Measure(found["requests"], rate, found["p50"], found["p95"])


def middle(measures: Sequence[Measure]) -> Measure:
    return Measure(
        sum(measure.requests for measure in measures),
        median(measure.rate for measure in measures),
        median(measure.p50 for measure in measures),
        median(measure.p95 for measure in measures),
    )
