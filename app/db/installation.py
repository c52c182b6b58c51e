"""Finds the PostgreSQL programs of this machine and checks that PostGIS goes with them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import ClusterError

MINIMUM_MAJOR = 15
EXTENSIONS = ("postgis", "fuzzystrmatch")

INSTALL_HELP = """Install both:
  Debian, Ubuntu: sudo apt-get install postgresql postgresql-postgis
  Fedora:         sudo dnf install postgresql-server postgresql-contrib postgis
  macOS:          brew install postgresql@17 postgis
or set KHARITA_DATABASE_URL to a PostgreSQL server that has PostGIS."""


@dataclass(frozen=True)
class Installation:
    bin_dir: Path
    major: int

    def program(self, name: str) -> Path:
        return self.bin_dir / name

    def missing_extensions(self) -> list[str]:
        folders = list(self._extension_folders())
        return [
            name
            for name in EXTENSIONS
            if not any((folder / f"{name}.control").is_file() for folder in folders)
        ]

    def _extension_folders(self) -> Iterator[Path]:
        pg_config = self.program("pg_config")
        if pg_config.is_file():
            done = subprocess.run(  # noqa: S603
                [pg_config, "--sharedir"], capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                yield Path(done.stdout.strip()) / "extension"
        yield Path(f"/usr/share/postgresql/{self.major}/extension")
        prefix = self.bin_dir.resolve().parent
        for share in ("share/pgsql", "share/postgresql", f"share/postgresql@{self.major}", "share"):
            yield prefix / share / "extension"


def find_installation(major: int | None = None) -> Installation:
    """The newest usable PostgreSQL, or the one of version `major` that existing data needs."""
    found = sorted(_installations(), key=lambda item: item.major, reverse=True)
    if not found:
        raise ClusterError(f"PostgreSQL is not installed. {INSTALL_HELP}")
    wanted = [item for item in found if major is None or item.major == major]
    if not wanted:
        raise ClusterError(_wrong_version(major, found))
    recent = [item for item in wanted if item.major >= MINIMUM_MAJOR]
    if not recent:
        raise ClusterError(
            f"PostgreSQL {wanted[0].major} is too old: Kharita needs {MINIMUM_MAJOR} or later, "
            f"with PostGIS. {INSTALL_HELP}"
        )
    for item in recent:
        if not item.missing_extensions():
            return item
    missing = recent[0].missing_extensions()
    raise ClusterError(
        f"PostgreSQL {recent[0].major} is installed, but not its "
        f"extension{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
        f"{_extension_help(recent[0].major)}"
    )


def _wrong_version(major: int | None, found: list[Installation]) -> str:
    present = ", ".join(str(item.major) for item in found)
    return (
        f"The database was made by PostgreSQL {major}, and this machine has {present}. "
        f"Install PostgreSQL {major} with PostGIS again (Debian, Ubuntu: sudo apt-get install "
        f"postgresql-{major}-postgis-3); to move to a newer one, run `kharita backup FILE`, "
        f"choose a new --data-dir, and run `kharita restore FILE`."
    )


def _extension_help(major: int) -> str:
    return f"""Install PostGIS and the contributed extensions:
  Debian, Ubuntu: sudo apt-get install postgresql-{major}-postgis-3
  Fedora:         sudo dnf install postgresql-contrib postgis
  macOS:          brew install postgis"""


def _installations() -> Iterator[Installation]:
    seen: set[Path] = set()
    for bin_dir in _candidates():
        postgres = bin_dir / "postgres"
        if not postgres.is_file() or not (bin_dir / "initdb").is_file():
            continue
        real = postgres.resolve()
        if real in seen:
            continue
        seen.add(real)
        done = subprocess.run(  # noqa: S603
            [postgres, "--version"], capture_output=True, text=True, check=False
        )
        version = re.search(r"\) (\d+)", done.stdout)
        if done.returncode == 0 and version:
            yield Installation(real.parent, int(version.group(1)))


def _candidates() -> Iterator[Path]:
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).parent
    for prefix in ("/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew"):
        yield from Path(prefix, "opt").glob("postgresql*/bin")
    yield from Path("/usr").glob("pgsql-*/bin")
    yield Path("/usr/bin")
    if os.path.isdir("/Applications/Postgres.app"):
        yield from Path("/Applications/Postgres.app/Contents/Versions").glob("*/bin")


if __name__ == "__main__":
    try:
        find_installation()
    except ClusterError as error:
        raise SystemExit(error.detail) from None
