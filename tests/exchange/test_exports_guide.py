"""docs/exports.md does what it says."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from app.cli.export import ALLOWED
from app.cli.main import main
from app.exchange.hxl import TAGS
from app.settings import ROOT
from app.site.downloads import MAIN, PURPOSES

GUIDE = (ROOT / "docs" / "exports.md").read_text()
LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
COMMANDS = [line for line in LINES if line.startswith("kharita ")]
REQUESTS = [line for line in LINES if line.startswith("curl ")]


def test_each_format_is_told() -> None:
    told = re.findall(r"^\| `([a-z.]+)` \|", GUIDE, re.MULTILINE)
    assert sorted(told) == sorted(ALLOWED)
    assert sorted([*PURPOSES, "files"]) == sorted(ALLOWED)
    assert set(MAIN) <= set(PURPOSES)


def test_the_hashtags_are_those_of_the_file() -> None:
    assert set(re.findall(r"`(#[a-z0-9+]+)`", GUIDE)) <= set(TAGS.values())


def test_the_commands_work(
    tmp_path: Path,
    catalogue_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Loading what was just exported changes nothing."""
    monkeypatch.setenv("KHARITA_DATABASE_URL", catalogue_url)
    monkeypatch.chdir(tmp_path)
    for line in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(line)[1:])
        assert ended.value.code == 0, line
    assert b"0 created, 0 updated, 740 unchanged" in capsysbinary.readouterr().out
    names = {"projects.xlsx", "sante.xlsx", "projects.hxl.csv", "catalogue", "catalogue-of-today"}
    assert {file.name for file in tmp_path.iterdir()} == names


def test_the_requests_work(client: httpx2.Client) -> None:
    assert len(COMMANDS) + len(REQUESTS) == len(LINES)
    for line in REQUESTS:
        parts = urlsplit(shlex.split(line)[-1])
        answer = client.get(f"{parts.path}?{parts.query}").raise_for_status()
        assert int(answer.headers["ogc-numbermatched"]) > 0
