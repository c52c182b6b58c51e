"""What every command needs: the settings, and a database that is reachable while it works."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from psycopg.errors import DiskFull
from pydantic import ValidationError
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from app.db.cluster import Cluster
from app.db.cluster_files import disk_full
from app.db.engine import database_url
from app.errors import AppError, DatabaseUnavailableError
from app.settings import Settings

URL_VARIABLE = "KHARITA_DATABASE_URL"
DEMONSTRATION = "demonstration"

DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Where the embedded database lives; KHARITA_DATA_DIR by default. "
        "Not used when KHARITA_DATABASE_URL is set.",
        show_default=False,
    ),
]


class SettingsError(AppError):
    """An environment variable has a value that makes no sense."""


def read_settings(data_dir: Path | None = None, *, demonstration: bool = False) -> Settings:
    """The demonstration has a data directory of its own, beside the other one."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"KHARITA_{str(item['loc'][0]).upper()}={item['input']!r}: {item['msg']}"
            for item in error.errors()
        )
        raise SettingsError(f"Bad setting: {wrong}") from None
    if demonstration or settings.environment == DEMONSTRATION:
        settings = _of_demonstration(settings)
    if data_dir is not None:
        settings = settings.model_copy(update={"data_dir": data_dir.expanduser().absolute()})
    return settings


def _of_demonstration(settings: Settings) -> Settings:
    if settings.environment == "production":
        raise SettingsError(
            "The demonstration has passwords that everyone knows: it does not run with "
            "KHARITA_ENVIRONMENT=production."
        )
    folder = settings.data_dir.with_name(f"{settings.data_dir.name}-demo")
    return settings.model_copy(update={"environment": DEMONSTRATION, "data_dir": folder})


@contextmanager
def open_database(settings: Settings) -> Iterator[str]:
    """The URL of the database; the embedded one is started, or joined if it already runs."""
    with explained(settings):
        if settings.database_url:
            yield database_url(settings).render_as_string(hide_password=False)
            return
        cluster = Cluster(settings.data_dir)
        cluster.acquire()
        try:
            publish_url(cluster.url())
            yield cluster.url()
        finally:
            cluster.release()


def publish_url(url: str) -> None:
    """For the application's own Settings, and for the commands that this one runs."""
    os.environ[URL_VARIABLE] = url


@contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """A database that cannot be reached or is full, in words a user can act on."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.orig, DiskFull):
            raise disk_full(settings.data_dir) from error
        if not error.connection_invalidated and error.statement is not None:
            raise
        where = make_url(settings.database_url).render_as_string() if settings.database_url else ""
        raise DatabaseUnavailableError(
            f"The database {where} cannot be reached: {str(error.orig).strip()}"
        ) from error
