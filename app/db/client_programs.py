"""Runs PostgreSQL's own client programs (pg_dump, pg_restore, psql) on a database."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import make_url

from app.errors import AppError


class ProgramError(AppError):
    """A PostgreSQL client program failed."""


def connection_environment(url: str) -> dict[str, str]:
    """The address for libpq, out of sight of `ps`, which shows arguments and not this."""
    parsed = make_url(url)
    query = {key: str(value) for key, value in parsed.query.items()}
    known = {
        "PGHOST": query.pop("host", parsed.host),
        "PGPORT": query.pop("port", str(parsed.port) if parsed.port else None),
        "PGUSER": parsed.username,
        "PGPASSWORD": str(parsed.password) if parsed.password else None,
        "PGDATABASE": parsed.database,
        **{f"PG{key.upper()}": value for key, value in query.items()},
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return {**kept, **{key: value for key, value in known.items() if value}, "LC_MESSAGES": "C"}


def run(program: Path, arguments: Sequence[str | Path], url: str | None = None) -> str:
    done = subprocess.run(  # noqa: S603
        [program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=connection_environment(url) if url else None,
    )
    if done.returncode != 0:
        raise ProgramError(f"{program.name} failed: {done.stderr.strip()}")
    return done.stdout
