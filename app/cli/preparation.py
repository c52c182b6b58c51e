"""Brings a database to the state the server needs: schema at the head, catalogue loaded."""

import subprocess
import sys

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from app.db.schema_version import current_revision, head_revision, known_revisions
from app.errors import AppError
from app.settings import ROOT

# Several servers may start at once on one database; any number that nothing else locks.
ADVISORY_LOCK = 5_141_027


class PreparationError(AppError):
    """The database could not be made ready; the failed step has told why."""


def prepare_database(url: str) -> None:
    """Fast when there is nothing to do. The heavy work runs in processes of its own, so that the
    server does not keep their memory."""
    engine = create_engine(url)
    try:
        if _is_ready(engine):
            return
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
            connection.commit()
            _migrate(engine)
            if not _has_projects(connection):
                run_command("Loading the catalogue", "load")
    finally:
        engine.dispose()


def _is_ready(engine: Engine) -> bool:
    if current_revision(engine) != head_revision():
        return False
    with engine.connect() as connection:
        return _has_projects(connection)


def _migrate(engine: Engine) -> None:
    current = current_revision(engine)
    if current == head_revision():
        return
    if current is not None and current not in known_revisions():
        raise PreparationError(
            f"The database was made by a newer version of Kharita (schema {current}): update the "
            "code, or use another --data-dir."
        )
    run_command("Bringing the schema up to date", "db", "upgrade")


def _has_projects(connection: Connection) -> bool:
    if not inspect(connection).has_table("projects"):
        return False
    found = connection.scalar(text("SELECT EXISTS (SELECT FROM projects)"))
    connection.rollback()
    return bool(found)


def run_command(label: str, *command: str) -> None:
    print(f"{label}…", flush=True)
    done = subprocess.run([sys.executable, "-m", "app", *command], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode != 0:
        raise PreparationError(f"{label}: failed, for the reason above.")
