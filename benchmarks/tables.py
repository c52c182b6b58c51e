"""Results as Markdown tables, and the machine that they were measured on."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from app.db.cluster import Cluster
from benchmarks.contest import Load, Result
from benchmarks.memory import Memory


def results(title: str, found: Sequence[Result]) -> str:
    """Ratios are to the better of tipg's results."""
    best = max(r.measure.rate for r in found if r.name.startswith("tipg"))
    lines = [
        f"### {title}",
        "",
        "| server | requests/s | × tipg | p50 ms | p95 ms | server CPU ms | PostgreSQL CPU ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r.name} | {r.measure.rate:,.0f} | {r.measure.rate / best:.1f} | {r.measure.p50:.2f} "
        f"| {r.measure.p95:.2f} | {r.server_cpu:.2f} | {r.database_cpu:.2f} |"
        for r in found
    ]
    return "\n".join(lines) + "\n"


def memory(found: Memory) -> str:
    database = f"PostgreSQL ({found.postgresql_processes} processes)"
    return "\n".join(
        [
            "### Memory at rest",
            "",
            "| process | PSS MB | RSS MB |",
            "|---|--:|--:|",
            f"| Kharita | {found.app_pss:.0f} | {found.app_rss:.0f} |",
            f"| {database} | {found.postgresql_pss:.0f} | |",
            "",
        ]
    )


def machine(cluster: Cluster, load: Load) -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    memory_kb = int(Path("/proc/meminfo").read_text().splitlines()[0].split()[1])
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    facts = {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Processor": f"{model or platform.machine()}, {os.cpu_count()} cores",
        "Memory": f"{memory_kb / 1e6:.0f} GB",
        "System": f"{system}, Linux {platform.release()}",
        "Python": f"{platform.python_version()}, Uvicorn {version('uvicorn')}",
        "PostgreSQL": str(cluster.installation().major),
        "Load": f"{load.rounds} rounds of {load.seconds:g} s, {load.connections} connections",
        "Load average before": " ".join(f"{value:.1f}" for value in os.getloadavg()),
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n"
