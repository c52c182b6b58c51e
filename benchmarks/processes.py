"""What the kernel knows of processes: the time they used, the memory they hold."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [other for other in _processes() if _fields(other)[1:2] == [str(pid)]]


def cpu_seconds(pids: Iterable[int]) -> float:
    ticks = 0
    for pid in pids:
        fields = _fields(pid)
        if fields:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def ended_cpu_seconds(pid: int) -> float:
    """Of the children of `pid` that have ended."""
    fields = _fields(pid)
    return (int(fields[13]) + int(fields[14])) / TICKS if fields else 0.0


def memory(pids: Iterable[int]) -> tuple[float, float]:
    """PSS and RSS, in MB (10^6 bytes). PSS shares what several processes map among them."""
    pss = rss = 0
    for pid in pids:
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        sizes = {line.split(":")[0]: line.split()[1] for line in text.splitlines()[1:]}
        pss += int(sizes["Pss"])
        rss += int(sizes["Rss"])
    return pss * 1024 / 1e6, rss * 1024 / 1e6


def _processes() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _fields(pid: int) -> list[str]:
    """Those of proc(5) `stat` from `state` on; none if the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
