"""Keeps the demonstration and real data apart, for `kharita serve`."""

import os

from sqlalchemy import create_engine

from app.cli.context import DEMONSTRATION
from app.cli.preparation import run_command
from app.demonstration.people import PASSWORD, PEOPLE
from app.demonstration.queries import is_demonstration
from app.errors import AppError
from app.settings import Settings


class DemonstrationError(AppError):
    """Real data and the demonstration would be mixed; nothing was changed."""


def refuse_outside_database(settings: Settings) -> None:
    if settings.database_url:
        raise DemonstrationError(
            "The demonstration makes a database of its own: start it without KHARITA_DATABASE_URL."
        )


def publish_demonstration(settings: Settings, address: str) -> None:
    """For the application's own Settings; mails in the terminal lead to where it listens."""
    os.environ["KHARITA_ENVIRONMENT"] = DEMONSTRATION
    os.environ["KHARITA_BASE_URL"] = settings.base_url or address.rstrip("/")


def prepare_demonstration(url: str) -> None:
    """Once for a database, however often it is started."""
    if not _is_demonstration(url):
        run_command("Making the demonstration", "demo")
    print(f"\nDemonstration. Sign in as one of these, with the password {PASSWORD}")
    for person in PEOPLE:
        print(f"  {person.email:<30} {person.role:<15} {person.organisation or ''}".rstrip())
    print(flush=True)


def refuse_demonstration(url: str) -> None:
    """Its passwords are known to everyone: it is never served as if it were real."""
    if _is_demonstration(url):
        raise DemonstrationError(
            "This database holds the demonstration: add --demo, or choose another --data-dir."
        )


def _is_demonstration(url: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return is_demonstration(connection)
    finally:
        engine.dispose()
