"""README.md and docs/ stay true: settings, commands, addresses and examples exist."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from typer.main import get_command

from app.cli.main import COMMANDS, build
from app.demonstration.people import PASSWORD, PEOPLE
from app.main import create_app
from app.projects.filters import Filters
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text()
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
# At the beginning of a line of code, of a line of cron, or of code within a text.
COMMAND = re.compile(r"(?:^|^[^\n`]*/bin/)kharita ([a-z]+)(?: ([a-z][a-z-]+))?", re.MULTILINE)
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


def name_of(document: Path) -> str:
    return document.name


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text()):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_variables_exist(document: Path) -> None:
    named = set(re.findall(r"KHARITA_[A-Z_]*[A-Z]", document.read_text()))
    assert named <= {f"KHARITA_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_commands_exist(document: Path) -> None:
    for block, word in CODE.findall(document.read_text()):
        for name, second in COMMAND.findall(block or word):
            assert name in COMMANDS, name
            command = get_command(build([name])).commands[name]  # type: ignore[attr-defined]
            known = getattr(command, "commands", None)
            if known is not None and second:
                assert second in known, f"{name} {second}"


def test_the_guide_of_production_names_what_is_needed() -> None:
    text = (ROOT / "docs" / "production.md").read_text()
    for command in ("user create-admin", "remind", "mail digest", "mail send", "backup", "restore"):
        assert f"kharita {command}" in text
    for address in ("/metrics", "/readyz", "/healthz"):
        assert address in text


def test_the_demonstration_is_as_documented() -> None:
    text = (ROOT / "docs" / "demonstration.md").read_text()
    for known in (PASSWORD, *(person.email for person in PEOPLE)):
        assert f"`{known}`" in text


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
