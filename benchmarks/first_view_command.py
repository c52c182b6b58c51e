"""The command line of benchmarks/first_view.py."""

import argparse
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.db.cluster import Cluster
from app.settings import ROOT
from app.site.assets import Assets
from benchmarks import databases, document, folium_page, phone, servers

HEADING = "## First view"
SYNTHETIC = 5_000
LANGUAGES = {"fr": "Kharita, French", "ar": "Kharita, Arabic"}
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
INTRODUCTION = """
The map as a phone opens it for the first time: Chromium, {width}×{height}, processor slowed
{slower} times, 1.6 Mbit/s down, 150 ms for each round trip, nothing kept from before;
median of {rounds}.
Beside it, a page that Folium makes of the same projects (points in clusters, shaded regions, no
filter, no list, no search), its outside files served compressed from the same machine. Folium is
given an advantage: no background tiles, and no connections to the five hosts that it names.

"Filters ready" is when list, map and filters show all projects and answer to a touch. A change of
filter is timed from the touch to the frame that shows the new list and map, at the same slowdown.

    .venv/bin/python benchmarks/first_view.py --write
"""


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/first_view.py",
        description="Measure the first view of the map on a throttled phone, beside Folium.",
    )
    parser.add_argument("--rounds", type=int, default=5, help="views of each page (5)")
    parser.add_argument("--write", action="store_true", help="also into docs/performance.md")
    return parser.parse_args()


@dataclass(frozen=True)
class Measured:
    """One language: its first view, and milliseconds of a change of filter."""

    view: phone.View
    real: float
    many: float


def _seconds(milliseconds: float | None) -> str:
    return "none" if milliseconds is None else f"{milliseconds / 1000:.2f} s"


def _milliseconds(found: float | None) -> str:
    return "none" if found is None or math.isnan(found) else f"{found:.0f} ms"


@dataclass(frozen=True)
class Line:
    name: str
    goal: str
    limit: float
    value: Callable[[Measured], float | None]
    written: Callable[[float | None], str]


LINES = (
    Line("largest contentful paint", "≤ 1.8 s", 1800, lambda it: it.view.lcp, _seconds),
    Line("filters ready", "≤ 2.5 s", 2500, lambda it: it.view.interactive, _seconds),
    Line("transferred in all", "≤ 250 kB", 250_000, lambda it: it.view.size,
         lambda size: f"{(size or 0) / 1000:.0f} kB"),
    Line("requests", "", math.inf, lambda it: it.view.requests, str),
    Line("layout shift", "≤ 0.05", 0.05, lambda it: it.view.shift, "{:.3f}".format),
    Line("change of filter, real catalogue", "≤ 100 ms", 100, lambda it: it.real, _milliseconds),
    Line(f"change of filter, {SYNTHETIC:,} projects", "≤ 200 ms", 200, lambda it: it.many,
         _milliseconds),
)  # fmt: skip


def _rows(measured: Mapping[str, Measured], folium: phone.View) -> str:
    theirs = Measured(folium, math.nan, math.nan)
    lines = [
        f"| | goal | {' | '.join(measured)} | Folium |",
        f"|---|--:|{'--:|' * len(measured)}--:|",
    ]
    for line in LINES:
        cells = []
        for each in measured.values():
            found = line.value(each)
            missed = found is None or found > line.limit
            cells.append(f"{line.written(found)}{' **missed**' if missed else ''}")
        cells.append(line.written(line.value(theirs)))
        lines.append(f"| {line.name} | {line.goal} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _machine(browser: Browser, load: float) -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    facts = {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Processor": f"{model or platform.machine()}, {os.cpu_count()} cores",
        "Browser": f"Chromium {browser.version}",
        "Load average before": f"{load:.1f}",
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n"


def measure(directory: Path, rounds: int) -> str:
    load = os.getloadavg()[0]
    cluster = Cluster(directory / "cluster", options=FAST)
    cluster.acquire()
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            with servers.kharita(databases.prepare_real(cluster), cache=True) as server:
                print("Folium", flush=True)
                with folium_page.serve(folium_page.make(server.address)) as address:
                    folium = phone.median_view(browser, address, rounds)
                views, real = {}, {}
                for language in LANGUAGES:
                    print(f"Kharita, {language}", flush=True)
                    page = f"{server.address}/{language}/"
                    views[language] = phone.median_view(browser, page, rounds)
                    real[language] = phone.repaint(browser, page, rounds)
            print(f"{SYNTHETIC:,} projects", flush=True)
            with servers.kharita(databases.prepare_synthetic(cluster, SYNTHETIC), cache=True) as it:
                many = {
                    language: phone.repaint(browser, f"{it.address}/{language}/", rounds)
                    for language in LANGUAGES
                }
            machine = _machine(browser, load)
            browser.close()
    finally:
        cluster.release()
    width, height = phone.SIZE
    introduction = INTRODUCTION.format(
        width=width, height=height, slower=phone.SLOWER, rounds=rounds
    )
    measured = {
        name: Measured(views[language], real[language], many[language])
        for language, name in LANGUAGES.items()
    }
    return f"{introduction}\n{machine}\n{_rows(measured, folium)}"


def main() -> None:
    arguments = parse()
    subprocess.run(["npm", "run", "--silent", "vendor"], cwd=ROOT / "static/map", check=True)
    if not Assets().is_joined:
        sys.exit("first_view: the joined modules are not those of today")
    with tempfile.TemporaryDirectory(prefix="kharita-benchmark-") as made:
        Path(made).chmod(0o755)
        section = measure(Path(made), arguments.rounds)
    print("\n" + section)
    if arguments.write:
        document.write(HEADING, section)


if __name__ == "__main__":
    main()
