"""`kharita load`: the files of the catalogue into the database."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli.context import DataDir, open_database, read_settings
from app.projects.loader import load_catalogue
from app.settings import ROOT


def load(
    files: Annotated[
        Path, typer.Argument(help="The folder with projects/, organisations.json…")
    ] = ROOT / "data",
    keep_live: Annotated[
        bool,
        typer.Option(
            "--keep-live",
            help="Leave entries alone that were changed here since the last load and also in "
            "their file.",
        ),
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Validate the files of the catalogue, then load what changed, all of it or nothing."""
    with open_database(read_settings(data_dir)) as url:
        engine = create_engine(url)
        with Session(engine) as session, session.begin():
            report = load_catalogue(session, files, keep_live=keep_live)
        engine.dispose()
    print(f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged")
    for name in report.conflicts:
        print(f"kept as it is live: {name}")
