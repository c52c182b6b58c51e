"""html-validate on every kind of page, as the server writes it."""

import subprocess
from pathlib import Path

import httpx2
import pytest

from app.settings import ROOT
from tests.fixtures.site_pages import KINDS

PROGRAM = ROOT / "static/map/node_modules/.bin/html-validate"
RULES = Path(__file__).parent.parent / "fixtures/html-validate.mjs"


@pytest.fixture(scope="module")
def pages(client: httpx2.Client, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for kind in KINDS:
        for language in kind.languages:
            answer = client.get(kind.address(language))
            assert answer.status_code == kind.status, answer.url
            files.append(folder / f"{kind.name}-{language}.html")
            files[-1].write_text(answer.text)
    for language in ("fr", "ar", "en"):
        answer = client.post(f"/{language}/projects/primo/report", data={"email": "nobody"})
        assert answer.status_code == 422
        files.append(folder / f"report-refused-{language}.html")
        files[-1].write_text(answer.text)
    return files


def test_html_validate_finds_nothing(pages: list[Path]) -> None:
    found = subprocess.run(  # noqa: S603
        [PROGRAM, "--config", RULES, *pages], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
