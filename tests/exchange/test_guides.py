"""docs/qgis.md and docs/geopandas.md do what they say, on a real server with the real catalogue."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from app.settings import ROOT
from tests.fixtures.gdal import read_layer
from tests.fixtures.oracle import catalogue
from tests.fixtures.server import Server

DOCUMENTED = "http://127.0.0.1:8000"
PROGRAMS = ("ogrinfo", "ogr2ogr")


def blocks(name: str, kind: str, address: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text().replace(DOCUMENTED, address)
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def run(command: list[str], directory: Path) -> str:
    done = subprocess.run(  # noqa: S603
        command, cwd=directory, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def test_the_commands_of_gdal_work(server: Server, tmp_path: Path) -> None:
    lines = [
        line for block in blocks("qgis.md", "sh", server.address) for line in block.splitlines()
    ]
    assert len(lines) == 7
    for line in lines:
        words = shlex.split(line)
        assert words[0] in PROGRAMS
        written = run(words, tmp_path)
        assert words[0] != "ogrinfo" or "Feature Count: " in written
    places = [place for project in catalogue() for place in project["locations"]]
    communes = [place for place in places if place["level"] == "commune"]
    found = json.loads((tmp_path / "communes.geojson").read_text())["features"]
    assert len(found) == len(communes)
    assert len(read_layer(tmp_path / "lambert.gpkg", "locations")) == len(communes)
    healthy = [project for project in catalogue() if "health" in project["themes"]]
    assert len(read_layer(tmp_path / "health.gpkg", "projects")) == len(healthy)
    assert len(read_layer(tmp_path / "health.gpkg", "regions")) == 12
    budgets = [project["budget"] for project in catalogue() if project["budget"]]
    euros = [each for each in budgets if (each["currency"], each["scope"]) == ("EUR", "morocco")]
    assert (tmp_path / "budgets.csv").read_text().count("MA-MD-") == len(euros)


def test_the_examples_of_geopandas_say_what_they_say(server: Server, tmp_path: Path) -> None:
    code = "\n".join(blocks("geopandas.md", "python", server.address))
    (tmp_path / "example.py").write_text(code)
    printed = run([sys.executable, "-W", "error", "example.py"], tmp_path)
    assert printed == "".join(blocks("geopandas.md", "text", server.address))
