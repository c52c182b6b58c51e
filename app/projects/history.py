"""How a project came to be as it is: its revisions, and whether it is still shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project, Revision

MOST = 100


@dataclass(frozen=True)
class RevisionEntry:
    number: int
    made_at: datetime
    author: str


@dataclass(frozen=True)
class History:
    """`revisions`: the newest first."""

    revisions: Sequence[RevisionEntry]
    archived_at: datetime | None
    archive_reason: str | None


def read_history(session: Session, identifier: str) -> History:
    rows = session.execute(
        select(
            Revision.number,
            Revision.created_at,
            Revision.author,
            Project.archived_at,
            Project.archive_reason,
        )
        .join(Project, Project.id == Revision.project_id)
        .where(Project.identifier == identifier)
        .order_by(Revision.number.desc())
        .limit(MOST)
    ).all()
    revisions = [RevisionEntry(number, made_at, author) for number, made_at, author, *_ in rows]
    return History(revisions, rows[0].archived_at, rows[0].archive_reason)
