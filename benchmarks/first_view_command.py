"""The command line of benchmarks/first_view.py."""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.db.cluster import Cluster
from app.settings import ROOT
from app.site.assets import Assets
from benchmarks import databases, folium_page, phone, servers

DOCUMENT = ROOT / "docs" / "performance.md"
HEADING = "## First view"
SYNTHETIC = 5_000
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
    parser.add_argument("--write", action="store_true", help=f"also into {DOCUMENT.name}")
    return parser.parse_args()


def _rows(kharita: phone.View, folium: phone.View, real: float, many: float) -> str:
    rows = [
        ("largest contentful paint", "≤ 1.8 s", kharita.lcp <= 1800,
         f"{kharita.lcp / 1000:.2f} s", f"{folium.lcp / 1000:.2f} s"),
        ("filters ready", "≤ 2.5 s", (kharita.interactive or 9e9) <= 2500,
         f"{(kharita.interactive or 0) / 1000:.2f} s", "none"),
        ("transferred in all", "≤ 250 kB", kharita.size <= 250_000,
         f"{kharita.size / 1000:.0f} kB", f"{folium.size / 1000:.0f} kB"),
        ("requests", "", None, str(kharita.requests), str(folium.requests)),
        ("layout shift", "≤ 0.05", kharita.shift <= 0.05,
         f"{kharita.shift:.3f}", f"{folium.shift:.3f}"),
        ("change of filter, real catalogue", "≤ 100 ms", real <= 100, f"{real:.0f} ms", "none"),
        (f"change of filter, {SYNTHETIC:,} projects", "≤ 200 ms", many <= 200,
         f"{many:.0f} ms", "none"),
    ]  # fmt: skip
    lines = ["| | goal | Kharita | | Folium |", "|---|--:|--:|---|--:|"]
    for name, goal, reached, ours, theirs in rows:
        verdict = "" if reached is None else "reached" if reached else "**missed**"
        lines.append(f"| {name} | {goal} | {ours} | {verdict} | {theirs} |")
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
                print("Kharita", flush=True)
                kharita = phone.median_view(browser, f"{server.address}/fr/", rounds)
                real = phone.repaint(browser, f"{server.address}/fr/", rounds)
            print(f"{SYNTHETIC:,} projects", flush=True)
            with servers.kharita(databases.prepare_synthetic(cluster, SYNTHETIC), cache=True) as it:
                many = phone.repaint(browser, f"{it.address}/fr/", rounds)
            machine = _machine(browser, load)
            browser.close()
    finally:
        cluster.release()
    width, height = phone.SIZE
    introduction = INTRODUCTION.format(
        width=width, height=height, slower=phone.SLOWER, rounds=rounds
    )
    return f"{HEADING}\n{introduction}\n{machine}\n{_rows(kharita, folium, real, many)}"


def write(section: str) -> None:
    """In the place of the section of the last run, else at the end."""
    text = DOCUMENT.read_text() if DOCUMENT.exists() else "# Performance\n"
    before, _, after = text.partition(f"{HEADING}\n")
    following = after.find("\n## ")
    rest = after[following:] if following >= 0 else ""
    DOCUMENT.write_text(f"{before.rstrip()}\n\n{section.rstrip()}\n{rest}")


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
        write(section)


if __name__ == "__main__":
    main()
