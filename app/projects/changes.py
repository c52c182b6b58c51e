"""What changed in the catalogue and when, as its revisions tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models import Project, ProjectListing, Revision


@dataclass(frozen=True)
class Change:
    """A revision of a project; `fields` are those that differ from the one before it."""

    identifier: str
    slug: str
    number: int
    snapshot: Mapping[str, Any]
    fields: Sequence[str]
    author: str
    made_at: datetime


@dataclass(frozen=True)
class Listed:
    """A project that is shown, and the day of its last revision."""

    slug: str
    regions: Sequence[str]
    organisations: Sequence[str]
    revised_at: datetime


def latest_changes(session: Session, limit: int) -> list[Change]:
    """The newest first."""
    before = aliased(Revision)
    rows = session.execute(
        select(Revision, before.snapshot, Project.identifier, Project.slug)
        .join(Project, Project.id == Revision.project_id)
        .outerjoin(
            before,
            (before.project_id == Revision.project_id) & (before.number == Revision.number - 1),
        )
        .where(Project.archived_at.is_(None))
        .order_by(Revision.created_at.desc(), Project.identifier, Revision.number.desc())
        .limit(limit)
    )
    return [
        Change(
            identifier,
            slug,
            revision.number,
            revision.snapshot,
            _changed(previous, revision.snapshot),
            revision.author,
            revision.created_at,
        )
        for revision, previous, identifier, slug in rows
    ]


def _changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    if before is None:
        return []
    return [name for name, value in after.items() if before.get(name) != value]


def listed_projects(session: Session) -> list[Listed]:
    rows = session.execute(
        select(
            Project.slug, ProjectListing.regions, ProjectListing.participants, Revision.created_at
        )
        .join(ProjectListing, ProjectListing.project_id == Project.id)
        .join(Revision, (Revision.project_id == Project.id) & (Revision.number == Project.revision))
        .order_by(Project.identifier)
    )
    return [
        # Among the tokens of `participants`, `:slug` is an organisation in any role.
        Listed(slug, regions, [token[1:] for token in tokens if token.startswith(":")], revised_at)
        for slug, regions, tokens, revised_at in rows
    ]


def revision_time(session: Session, identifier: str) -> datetime:
    """When the project took its present state."""
    return session.execute(
        select(Revision.created_at)
        .join(Project, (Project.id == Revision.project_id) & (Project.revision == Revision.number))
        .where(Project.identifier == identifier)
    ).scalar_one()
