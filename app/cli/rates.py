"""`kharita rates`: the table of exchange rates that budgets may be converted by."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.analysis.money.rate_file import MAX_BYTES, RateFileError, parse_rates
from app.analysis.money.service import load_rates, remove_rates
from app.audit.events import Actor
from app.cli.context import DataDir, open_database, read_settings
from app.codelists import Channel
from app.models import ExchangeRate, RateTable

app = typer.Typer(no_args_is_help=True)
ACTOR = Actor(None, Channel.COMMAND)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV, as docs/money.md describes it.")],
    data_dir: DataDir = None,
) -> None:
    """Put these rates in force, in place of those that were: all of them, or none."""
    read = parse_rates(_content(file), file.name)
    with _writing(data_dir) as session:
        changed = load_rates(session, ACTOR, read, file.name)
    if not changed:
        print("These rates are in force already; nothing was changed.")
        return
    currencies = sorted({rate.currency for rate in read.rates})
    print(f"{len(read.rates)} rates towards {read.reference} are in force: {', '.join(currencies)}")


@app.command("list")
def list_rates(data_dir: DataDir = None) -> None:
    """One line a rate: currency, first and last day, rate, reference, source."""
    with _writing(data_dir) as session:
        table = session.get(RateTable, 1)
        if table is None:
            print("No table of rates is loaded: amounts are shown in their own currencies only.")
            return
        rates = session.scalars(
            select(ExchangeRate).order_by(ExchangeRate.currency, ExchangeRate.first_day)
        )
        for rate in rates:
            source = " ".join(filter(None, (rate.source_title, rate.source_url)))
            print(
                f"{rate.currency}\t{rate.first_day}\t{rate.last_day}\t"
                f"{rate.rate.normalize():f}\t{table.reference}\t{source}"
            )


@app.command()
def remove(data_dir: DataDir = None) -> None:
    """Take the rates out of force; amounts are then shown in their own currencies only."""
    with _writing(data_dir) as session:
        removed = remove_rates(session, ACTOR)
    print("The rates are no longer in force." if removed else "No table of rates was loaded.")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise RateFileError(f"{file}: cannot be read: {error.strerror}") from None


@contextmanager
def _writing(data_dir: DataDir) -> Iterator[Session]:
    with open_database(read_settings(data_dir)) as url:
        engine = create_engine(url)
        try:
            with Session(engine) as session, session.begin():
                yield session
        finally:
            engine.dispose()
