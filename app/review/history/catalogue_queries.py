"""What changed in the catalogue as a whole between two moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import AuditEvent, Names, Project, Revision

# What is told of a project beside its revisions: what was done, without who did it.
PUBLIC_EVENTS = {
    "project.confirmed": "confirmed",
    "project.archived": "archived",
    "project.restored": "restored",
}


@dataclass(frozen=True)
class RevisionMark:
    number: int
    made_at: datetime
    author: str


@dataclass(frozen=True)
class EventMark:
    event: str
    at: datetime


@dataclass(frozen=True)
class ChangedProject:
    """`before` is None for a project that was not there at the beginning; `after` is None for one
    that has no revision in between."""

    identifier: str
    slug: str
    titles: Names
    archived_at: datetime | None
    revisions: Sequence[RevisionMark]
    events: Sequence[EventMark]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class Interval:
    """From `first`, before `end`."""

    first: datetime
    end: datetime | None

    def holds(self, column: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        began = column >= self.first
        return began if self.end is None else and_(began, column < self.end)


def count_changed(session: Session, interval: Interval) -> int:
    changed = _changed(interval)
    return session.scalars(select(func.count()).select_from(changed)).one()


def _changed(interval: Interval) -> Subquery:
    """The ids of the projects."""
    revised = select(Revision.project_id).where(interval.holds(Revision.created_at))
    told = select(AuditEvent.project_id).where(
        AuditEvent.project_id.is_not(None),
        AuditEvent.action.in_(PUBLIC_EVENTS),
        interval.holds(AuditEvent.at),
    )
    return union(revised, told).subquery()


def read_changed(
    session: Session, interval: Interval, limit: int, after: str | None = None
) -> list[ChangedProject]:
    """In the order of the identifiers; `after`: only those that come after this one."""
    changed = _changed(interval)
    page = select(Project).join(changed, changed.c.project_id == Project.id)
    if after is not None:
        page = page.where(Project.identifier > after)
    projects = session.scalars(page.order_by(Project.identifier).limit(limit)).all()
    ids = [project.id for project in projects]
    revisions = _revisions(session, interval, ids)
    events = _events(session, interval, ids)
    ends = _snapshots(session, {key: (marks[0].number, marks[-1].number)
                                for key, marks in revisions.items()})  # fmt: skip
    return [
        ChangedProject(
            project.identifier,
            project.slug,
            {language: project.title.get(language) for language in ("fr", "ar", "en")},
            project.archived_at,
            revisions.get(project.id, []),
            events.get(project.id, []),
            *ends.get(project.id, (None, None)),
        )
        for project in projects
    ]


def _revisions(
    session: Session, interval: Interval, ids: Sequence[int]
) -> dict[int, list[RevisionMark]]:
    rows = session.execute(
        select(Revision.project_id, Revision.number, Revision.created_at, Revision.author)
        .where(Revision.project_id.in_(ids), interval.holds(Revision.created_at))
        .order_by(Revision.project_id, Revision.number)
    )
    found: dict[int, list[RevisionMark]] = {}
    for project_id, number, made_at, author in rows:
        found.setdefault(project_id, []).append(RevisionMark(number, made_at, author))
    return found


def _events(session: Session, interval: Interval, ids: Sequence[int]) -> dict[int, list[EventMark]]:
    rows = session.execute(
        select(AuditEvent.project_id, AuditEvent.action, AuditEvent.at)
        .where(
            AuditEvent.project_id.in_(ids),
            AuditEvent.action.in_(PUBLIC_EVENTS),
            interval.holds(AuditEvent.at),
        )
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    found: dict[int, list[EventMark]] = {}
    for project_id, action, at in rows:
        if project_id is not None:
            found.setdefault(project_id, []).append(EventMark(PUBLIC_EVENTS[action], at))
    return found


def _snapshots(
    session: Session, ends: Mapping[int, tuple[int, int]]
) -> dict[int, tuple[dict[str, Any] | None, dict[str, Any]]]:
    """Before the first and after the last of these revisions."""
    wanted = [(key, number) for key, (first, last) in ends.items() for number in (first - 1, last)]
    rows = session.execute(
        select(Revision.project_id, Revision.number, Revision.snapshot).where(
            tuple_(Revision.project_id, Revision.number).in_(wanted)
        )
    )
    snapshots = {(project_id, number): snapshot for project_id, number, snapshot in rows}
    return {
        key: (snapshots.get((key, first - 1)), snapshots[key, last])
        for key, (first, last) in ends.items()
    }
