"""Questions around reports."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import FormerSlug, Project, ServerKey

KEY_NAME = "reports"


class KeyAndTime(NamedTuple):
    """The key of tokens and hashes, and the clock of the database: one for all processes."""

    key: bytes
    now: datetime


def read_key(session: Session) -> KeyAndTime:
    row = session.execute(
        select(ServerKey.value, func.now()).where(ServerKey.name == KEY_NAME)
    ).one()
    return KeyAndTime(row[0], row[1])


def named_project(session: Session, name: str) -> Project:
    """By slug, identifier or former slug; archived ones too, as their page stays."""
    if "\x00" in name:  # which PostgreSQL cannot even compare
        raise NotFoundError("No project has the null character in its name")
    former = select(FormerSlug.project_id).where(FormerSlug.slug == name)
    for condition in (
        Project.slug == name,
        Project.identifier == name,
        Project.id.in_(former),
    ):
        project = session.scalars(select(Project).where(condition)).one_or_none()
        if project is not None:
            return project
    raise NotFoundError(f"No project is named '{name[:100]}'")
