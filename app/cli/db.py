"""`kharita db`: migrations."""

from typing import Annotated

import typer
from sqlalchemy import create_engine

from app.cli.context import DataDir, open_database, read_settings
from app.db.migrate import downgrade as run_downgrade
from app.db.migrate import upgrade as run_upgrade
from app.db.schema_version import current_revision, head_revision

app = typer.Typer(no_args_is_help=True)

Revision = Annotated[str, typer.Argument(help="Revision id, `head` or `base`, or a step (-1).")]


@app.command()
def upgrade(revision: Revision = "head", data_dir: DataDir = None) -> None:
    """Bring the schema up to date."""
    with open_database(read_settings(data_dir)) as url:
        run_upgrade(url, revision)
        print(f"Schema at revision {_current(url)}")


@app.command(context_settings={"ignore_unknown_options": True})
def downgrade(revision: Revision, data_dir: DataDir = None) -> None:
    """Undo migrations down to a revision; `base` undoes all and drops the data."""
    with open_database(read_settings(data_dir)) as url:
        run_downgrade(url, revision)
        print(f"Schema at revision {_current(url)}")


@app.command()
def current(data_dir: DataDir = None) -> None:
    """Print the revision of the schema and the newest one."""
    with open_database(read_settings(data_dir)) as url:
        print(f"{_current(url)} (newest: {head_revision()})")


def _current(url: str) -> str:
    engine = create_engine(url)
    revision = current_revision(engine)
    engine.dispose()
    return revision or "none"
