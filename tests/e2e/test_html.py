"""html-validate on every kind of page, as the server writes it."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import httpx2
import pytest

from app.settings import ROOT
from tests.fixtures.site_pages import KINDS, LANGUAGES, Kind

PROGRAM = ROOT / "static/map/node_modules/.bin/html-validate"
RULES = Path(__file__).parent.parent / "fixtures/html-validate.mjs"


def write_page(kind: Kind, language: str, client: httpx2.Client, folder: Path) -> Path:
    answer = client.get(kind.address(language))
    assert answer.status_code == kind.status, answer.url
    file = folder / f"{kind.name}-{language}.html"
    file.write_text(answer.text)
    return file


def write_refusal(language: str, client: httpx2.Client, folder: Path) -> Path:
    answer = client.post(f"/{language}/projects/primo/report", data={"email": "nobody"})
    assert answer.status_code == 422
    file = folder / f"report-refused-{language}.html"
    file.write_text(answer.text)
    return file


EVERY = [(kind, language) for kind in KINDS for language in kind.languages]
# Each page in one of its languages.
SAMPLE = [(kind, kind.languages[number % len(kind.languages)]) for number, kind in enumerate(KINDS)]


@pytest.mark.parametrize("views", [SAMPLE, pytest.param(EVERY, marks=pytest.mark.full)])
def test_html_validate_finds_nothing(
    client: httpx2.Client, tmp_path: Path, views: Sequence[tuple[Kind, str]]
) -> None:
    files = [write_page(kind, language, client, tmp_path) for kind, language in views]
    files += [write_refusal(language, client, tmp_path) for language in LANGUAGES]
    found = subprocess.run(  # noqa: S603
        [PROGRAM, "--config", RULES, *files], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
