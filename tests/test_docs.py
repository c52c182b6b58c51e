"""README.md stays true: settings, commands, addresses and examples exist."""

import re
import shlex
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.cli.main import COMMANDS
from app.main import create_app
from app.projects.filters import Filters
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text()
EXAMPLES = re.findall(r"^(?:curl|ogrinfo) .*$", README, re.MULTILINE)


def test_readme_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_settings_table_lists_exactly_the_settings() -> None:
    documented = set(re.findall(r"^\| `(KHARITA_[A-Z_]+)`", README, re.MULTILINE))
    assert documented == {f"KHARITA_{name.upper()}" for name in Settings.model_fields}


def test_commands_of_the_readme_exist() -> None:
    mentioned = set(re.findall(r"kharita ([a-z]+)", README)) | {"backup", "restore"}
    assert mentioned <= set(COMMANDS)
    assert set(COMMANDS) <= mentioned


def test_filters_of_the_readme_are_the_filters() -> None:
    start = README.index("Filters, the same everywhere")
    paragraph = README[start : README.index("\n\n", start)]
    assert set(Filters.model_fields) <= set(re.findall(r"`([a-z_]+)`", paragraph))


def test_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_work_when_pasted(example: str, catalogue_url: str) -> None:
    address = next(word for word in shlex.split(example) if word.startswith("http"))
    parts = urlsplit(address)
    with TestClient(create_app(Settings(database_url=catalogue_url))) as client:
        response = client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200
    assert len(response.content) > 500


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5
