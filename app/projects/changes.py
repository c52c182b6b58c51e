"""What changed in the catalogue and when, as its revisions tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
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
    rows = session.execute(
        select_revisions()
        .join(Project, Project.id == Revision.project_id)
        .add_columns(Project.identifier, Project.slug)
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
            changed_fields(previous, revision.snapshot),
            revision.author,
            revision.created_at,
        )
        for revision, previous, identifier, slug in rows
    ]


def select_revisions() -> Select[Revision, dict[str, Any] | None]:
    """Each with the snapshot of the one before it."""
    before = aliased(Revision)
    return select(Revision, before.snapshot).outerjoin(
        before, (before.project_id == Revision.project_id) & (before.number == Revision.number - 1)
    )


def changed_fields(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """Of a first revision, none."""
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
