"""`kharita restore`: puts back a backup, all of it or nothing."""

import subprocess
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine, create_engine, inspect, text

from app.cli.context import DataDir, open_database, read_settings
from app.db.client_programs import ProgramError, connection_environment, run
from app.db.installation import EXTENSIONS, Installation, find_installation
from app.db.migrate import upgrade
from app.db.schema_version import known_revisions
from app.errors import AppError

# What extensions own stays: an ordinary role may not make PostGIS, and could not put it back.
# Tables first: a sequence that numbers the rows of one cannot go before it.
BEFORE = """BEGIN;
SET client_min_messages = warning;
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT named.type, named.identity
          FROM pg_catalog.pg_depend AS held,
               pg_catalog.pg_identify_object(held.classid, held.objid, 0) AS named
         WHERE held.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
           AND held.refobjid = 'public'::pg_catalog.regnamespace
           AND held.deptype = 'n' AND named.type NOT IN ('default acl', 'extension')
           AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_depend AS owned
                WHERE owned.classid = held.classid AND owned.objid = held.objid
                  AND owned.deptype = 'e')
         ORDER BY named.type <> 'table'
    LOOP
        EXECUTE pg_catalog.format('DROP %s IF EXISTS %s CASCADE', found.type, found.identity);
    END LOOP;
END $$;
"""
# Entries of the backup that belong to extensions which are there already.
OF_EXTENSIONS = (" EXTENSION - ", " COMMENT - EXTENSION ", " TABLE DATA public spatial_ref_sys ")
# The version moves on, so that no server takes its cached answers for the restored catalogue's.
AFTER = """
UPDATE public.catalogue
   SET version = greatest(version, {version}) + 1, updated_at = pg_catalog.now();
SELECT pg_catalog.pg_notify('kharita_catalogue', version::text) FROM public.catalogue \\g /dev/null
COMMIT;
"""


class RestoreError(AppError):
    """The backup was not put back; the database is as it was."""


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `kharita backup` made.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace the content of a database that has some.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Put back a backup in one transaction."""
    if not file.is_file():
        raise RestoreError(f"There is no file {file}")
    with open_database(read_settings(data_dir)) as url:
        installation = find_installation()
        _check_file(file, installation)
        engine = create_engine(url)
        projects, version = _content(engine)
        if projects and not force:
            raise RestoreError(
                f"The database already holds {projects} projects. To replace them with those of "
                f"{file}, add --force (after `kharita backup OTHER_FILE`)."
            )
        extensions = _has_extensions(engine)
        engine.dispose()
        _put_back(file, installation, url, version, extensions=extensions)
        upgrade(url)
        projects, _ = _content(engine)
        engine.dispose()
    print(f"{file} restored: {projects} projects")


def _check_file(file: Path, installation: Installation) -> None:
    program = installation.program("pg_restore")
    try:
        sql = run(program, ["--data-only", "--table=alembic_version", "--file=-", file])
    except ProgramError as error:
        raise RestoreError(f"{file} is not a backup of Kharita. {error.detail}") from None
    lines = sql.splitlines()
    start = next((i for i, line in enumerate(lines) if line.startswith("COPY ")), None)
    if start is None:
        raise RestoreError(f"{file} is a PostgreSQL backup, but not of Kharita.")
    revision = lines[start + 1]
    if revision not in known_revisions():
        raise RestoreError(
            f"{file} was made by a newer version of Kharita (schema {revision}): update the code "
            "first."
        )


def _content(engine: Engine) -> tuple[int, int]:
    """Number of projects, and version of the catalogue."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("projects"):
            return 0, 0
        projects = connection.scalar(text("SELECT count(*) FROM projects"))
        version = connection.scalar(text("SELECT max(version) FROM catalogue"))
        return projects or 0, version or 0


def _has_extensions(engine: Engine) -> bool:
    """Those of the backup make what is missing, where the role may."""
    known = text("SELECT count(*) FROM pg_extension WHERE extname = ANY (:names)")
    with engine.connect() as connection:
        return bool(connection.scalar(known, {"names": list(EXTENSIONS)}) == len(EXTENSIONS))


def _put_back(
    file: Path, installation: Installation, url: str, version: int, *, extensions: bool
) -> None:
    """All of the file but the schema itself; the extensions unless they are there."""
    left_out = (" SCHEMA - public ", *(OF_EXTENSIONS if extensions else ()))
    program = installation.program("pg_restore")
    entries = run(program, ["--list", file]).splitlines(keepends=True)
    with tempfile.NamedTemporaryFile("w", prefix="kharita-") as wanted:
        wanted.writelines(line for line in entries if not any(each in line for each in left_out))
        wanted.flush()
        command: list[str | Path] = [program, f"--use-list={wanted.name}"]
        _run_in_transaction(file, command, installation, url, version)


def _run_in_transaction(
    file: Path, command: list[str | Path], installation: Installation, url: str, version: int
) -> None:
    psql = subprocess.Popen(  # noqa: S603
        [installation.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=connection_environment(url),
    )
    assert psql.stdin is not None  # noqa: S101
    try:
        psql.stdin.write(BEFORE.encode())
        psql.stdin.flush()
        read = subprocess.run(  # noqa: S603
            [*command, "--no-owner", "--no-privileges", "--file=-", file],
            stdout=psql.stdin,
            stderr=subprocess.PIPE,
            check=False,
        )
        # Without the COMMIT, psql's end rolls everything back.
        if read.returncode == 0:
            psql.stdin.write(AFTER.format(version=version).encode())
    except BrokenPipeError:
        read = None
    _, errors = psql.communicate()
    if psql.returncode != 0 or read is None or read.returncode != 0:
        reason = (errors or (read.stderr if read else b"")).decode().strip()
        raise RestoreError(f"Nothing was restored. {reason}")
