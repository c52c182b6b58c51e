"""Makes the data directory of the embedded cluster."""

import locale
import shutil
import tempfile
from pathlib import Path

from app.db.cluster_files import ClusterFiles, explain
from app.db.installation import Installation

LOCALES = ("C.UTF-8", "en_US.UTF-8", "fr_FR.UTF-8")
# The root collation: accents and Arabic sort as readers expect, whatever the machine's language.
ICU = ("--locale-provider=icu", "--icu-locale=und")
TUNING = """
# Kharita: one small machine shared with the application. Edit freely.
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
"""


def initialise(files: ClusterFiles, installation: Installation, database: str) -> None:
    """In a directory beside, renamed when complete: an interruption leaves nothing half-made."""
    for left in files.base.glob("new-*"):
        shutil.rmtree(left)
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=files.base))
    try:
        files.account.give(fresh)
        _initdb(files, installation, fresh)
        (fresh / "pg_hba.conf").write_text("local all all trust\n")
        with (fresh / "postgresql.conf").open("a") as configuration:
            configuration.write(TUNING)
        _create_database(files, installation, fresh, database)
        fresh.rename(files.data)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _initdb(files: ClusterFiles, installation: Installation, fresh: Path) -> None:
    command: list[str | Path] = [
        installation.program("initdb"),
        "--pgdata",
        fresh,
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--data-checksums",
        "--lc-collate=C",
        f"--lc-ctype={_utf8_locale()}",
        "--lc-messages=C",
        "--lc-monetary=C",
        "--lc-numeric=C",
        "--lc-time=C",
    ]
    done = files.account.run([*command, *ICU], files.base)
    if done.returncode != 0 and "ICU is not supported" in done.stdout:
        done = files.account.run(command, files.base)
    if done.returncode != 0:
        raise explain("initdb could not make the database", done.stdout, files)


def _create_database(
    files: ClusterFiles, installation: Installation, fresh: Path, database: str
) -> None:
    command: list[str | Path] = [
        installation.program("postgres"),
        "--single",
        "-D",
        fresh,
        "-c",
        "exit_on_error=on",
        "postgres",
    ]
    done = files.account.run(command, files.base, text=f"CREATE DATABASE {database};\n")
    if done.returncode != 0:
        raise explain("The database could not be created", done.stdout, files)


def _utf8_locale() -> str:
    """Which letters exist (full-text and trigram search ask the C library)."""
    current = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in LOCALES:
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, current)
