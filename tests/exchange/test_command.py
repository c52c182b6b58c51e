"""`kharita export`, as its users run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from app.cli.main import main
from app.settings import ROOT
from tests.fixtures.commands import environment

WRONG = [
    (["x.xls"], "--format: the name", ["csv", "xlsx", "files"]),
    (["x.csv", "--format", "excel"], "--format: unknown format 'excel'", ["xlsx", "files"]),
    (["-", "--format", "files"], "--format: files makes a folder", []),
    (["x.csv", "--filter", "region=MA-99"], "--filter: region: unknown value 'MA-99'", ["MA-01"]),
    (["x.csv", "--filter", "colour=red"], "--filter: colour: there is no such", ["theme"]),
    (["x.csv", "--filter", "year_from=soon"], "--filter: year_from: write a whole number", []),
    (["x.csv", "--filter", "year_from=2010&year_from=2011"], "--filter: year_from: is given 2", []),
    (["x.csv", "--filter", "budget_min=1"], "--filter: currency: is needed", []),
    (["x.csv", "--sort", "colour"], "--sort: ", ["title", "-start"]),
    (["nowhere/x.csv"], "nowhere/x.csv cannot be written: No such file", []),
]


@pytest.fixture
def here(tmp_path: Path, catalogue_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHARITA_DATABASE_URL", catalogue_url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["export", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.parametrize(("arguments", "said", "allowed"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_written(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
    allowed: list[str],
) -> None:
    assert export(*arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"Error: {said}")
    assert set(allowed) <= set(error.replace(",", " ").replace("'", " ").split())
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["csv", "geojson", "hxl.csv", "xlsx"])
def test_the_command_writes_what_the_api_sends(
    here: Path, client: httpx2.Client, name: str
) -> None:
    assert export(f"x.{name}", "--filter", "theme=health&theme=gender", "--lang", "ar") == 0
    address = f"/api/v1/projects.{name}?theme=health&theme=gender&lang=ar"
    assert (here / f"x.{name}").read_bytes() == client.get(address).raise_for_status().content
    assert [file.name for file in here.iterdir()] == [f"x.{name}"]


def test_the_order_and_the_format_can_be_asked_for(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert export("-", "--format", "geojson", "--filter", "limit=3", "--sort", "-start") == 0
    said = capsysbinary.readouterr()
    assert len(json.loads(said.out)["features"]) == 3
    assert said.err == b"3 projects match; - is written\n"
    assert list(here.iterdir()) == []


def test_a_file_is_replaced_only_by_a_whole_one(here: Path) -> None:
    target = here / "x.csv"
    target.write_text("as it was")
    os.chmod(target, 0o600)
    (here / "x").mkdir()
    (here / "x" / "kept").touch()
    assert export("x.csv", "--filter", "region=MA-99") == 1
    assert target.read_text() == "as it was"
    assert export("x", "--format", "files") == 1
    assert export("x", "--format", "csv") == 1
    assert [file.name for file in (here / "x").iterdir()] == ["kept"]
    assert export("x.csv", "--filter", "year_to=1900") == 0
    assert target.read_bytes().count(b"\n") == 1
    assert export("new", "--format", "files", "--filter", "year_to=1900") == 0
    assert sorted(file.name for file in here.iterdir()) == ["new", "x", "x.csv"]


def test_an_empty_database_is_told(
    here: Path,
    bare_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KHARITA_DATABASE_URL", bare_database_url)
    assert export("x.csv") == 1
    assert "`kharita db upgrade`" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_who_reads_only_the_beginning_is_not_scolded(catalogue_url: str) -> None:
    command = f"'{sys.executable}' -m app export - --format geojson | head -c 20"
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", command],  # noqa: S607
        capture_output=True, text=True, check=True, cwd=ROOT,
        env=environment(KHARITA_DATABASE_URL=catalogue_url),
    )  # fmt: skip
    assert done.stdout == '{"type":"FeatureColl'
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
