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

CATALOGUE_GOAL, BARE_GOAL, FILTER_GOAL, MEMORY_GOAL = 100, 0.7, 10, 150


def catalogue(found: Sequence[Result]) -> str:
    identity, brotli, bare, bare_brotli = (
        next(result for result in found if result.name == name)
        for name in ("Kharita", "Kharita, brotli", "bare ASGI", "bare ASGI, brotli")
    )
    return results("Whole catalogue as GeoJSON", found) + _goals(
        [
            _goal(f"{CATALOGUE_GOAL} × tipg", identity.times(_tipg(found)), CATALOGUE_GOAL),
            _goal(f"{BARE_GOAL} of bare ASGI", identity.times([bare]), BARE_GOAL),
            _goal(f"{BARE_GOAL} of bare ASGI, brotli", brotli.times([bare_brotli]), BARE_GOAL),
        ]
    )


def filtered(title: str, found: Sequence[Result]) -> str:
    reached = found[0].times(_tipg(found))
    return results(title, found) + _goals([_goal(f"{FILTER_GOAL} × tipg", reached, FILTER_GOAL)])


def _tipg(found: Sequence[Result]) -> list[Result]:
    return [result for result in found if result.name.startswith("tipg")]


def _goal(what: str, reached: float, wanted: float) -> str:
    return f"{what}: {'reached' if reached >= wanted else 'missed'} ({reached:.2f})"


def _goals(goals: Sequence[str]) -> str:
    return f"\nGoals: {'; '.join(goals)}.\n"


def results(title: str, found: Sequence[Result]) -> str:
    """Ratios are to the better of tipg's results, turn by turn."""
    lines = [
        f"### {title}",
        "",
        "| server | requests/s | × tipg | p50 ms | p95 ms | server CPU ms | PostgreSQL CPU ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r.name} | {r.measure.rate:,.0f} | {r.times(_tipg(found)):.1f} | {r.measure.p50:.2f} "
        f"| {r.measure.p95:.2f} | {r.server_cpu:.2f} | {r.database_cpu:.2f} |"
        for r in found
    ]
    return "\n".join(lines) + "\n"


def memory(found: Memory) -> str:
    met = "reached" if found.app_rss < MEMORY_GOAL else "missed"
    goal = f"Kharita under {MEMORY_GOAL} MB, by either measure: {met}"
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
            f"Goal: {goal}.",
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
