"""`kharita remind`: asks stewards about the projects that are due."""

from typing import Annotated

import typer
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli.context import DataDir, open_database, read_settings
from app.review.freshness.reminders.service import Reminded
from app.review.freshness.reminders.service import remind as remind_all


def remind(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Remind focal points of what is due, then their colleagues, then the analysts. May run as
    often as one likes: nobody is asked twice in a step."""
    with open_database(read_settings(data_dir)) as url:
        engine = create_engine(url)
        with Session(engine) as session:
            done = remind_all(session)
            _print(done, dry_run=dry_run)
            if dry_run:
                session.rollback()
            else:
                session.commit()
        engine.dispose()


def _print(done: Reminded, *, dry_run: bool) -> None:
    asked = sum(len(projects) for _, projects in done.mails)
    verb = "would be " if dry_run else ""
    print(f"{len(done.mails)} mails {verb}sent, about {asked} projects")
    if dry_run:
        for user, projects in done.mails:
            names = ", ".join(project.identifier for project in projects)
            print(f"  {user.name}: {names}")
    if done.escalated:
        print(f"{len(done.escalated)} projects {verb}brought to {done.analysts} analysts")
    if done.unheard:
        print(f"{done.unheard} projects are due and nobody can be asked: there is no analyst")
