"""`kharita overlaps`: compares the projects that changed, so that nobody waits for it."""

from typing import Annotated

import typer
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.analysis.overlaps.refreshing import refresh_pairs
from app.cli.context import DataDir, open_database, read_settings
from app.review.freshness.queries import read_today


def overlaps(
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Compare the projects that were never compared since they changed. The radar does so too
    when it is looked at, a second at a time; after a large load this does it all."""
    compared = 0
    with open_database(read_settings(data_dir)) as url:
        engine = create_engine(url)
        while True:
            with Session(engine) as session, session.begin():
                done = refresh_pairs(session, read_today(session))
            if not done:
                break
            compared += done
        engine.dispose()
    if not quiet:
        print(f"{compared} projects compared")
