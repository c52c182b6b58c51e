import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import COMMANDS
from app.settings import ROOT
from tests.fixtures.commands import environment, kharita


@pytest.mark.parametrize("command", ["", *COMMANDS, "db upgrade", "db downgrade", "db current"])
def test_every_command_has_help(command: str) -> None:
    done = kharita(*command.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: kharita {command}".strip())


def test_an_unknown_command_is_refused() -> None:
    done = kharita("seve")
    assert done.returncode == 2
    assert "seve" in done.stderr


def test_the_server_does_not_carry_the_weight_of_the_other_commands() -> None:
    code = """
import sys
from app.cli.main import build
build(["serve"])
heavy = {"alembic", "shapely", "numpy", "rich", "app.projects"} & sys.modules.keys()
assert not heavy, heavy
"""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


def test_a_bad_setting_is_named() -> None:
    done = kharita("db", "current", KHARITA_POOL_SIZE="many")
    assert done.returncode == 1
    assert "KHARITA_POOL_SIZE='many'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://someone:secret@/kharita?host={tmp_path}"
    for command in (["db", "current"], ["serve", "--port", "0"], ["backup", str(tmp_path / "f")]):
        done = kharita(*command, KHARITA_DATABASE_URL=url)
        assert done.returncode == 1
        assert str(tmp_path) in done.stderr
        assert "secret" not in done.stderr
        assert "Traceback" not in done.stderr


def test_a_port_in_use_is_told_before_the_database_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kharita("serve", "--port", str(port), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 is in use" in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "data" / "postgresql").exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_refused(host: str, tmp_path: Path) -> None:
    done = kharita("serve", "--host", host, "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"{host}' is not" in done.stderr or f"{host} is not" in done.stderr


def test_python_m_app_works_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "db", "--help"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
