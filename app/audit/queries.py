"""Reads the audit log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.models import AuditEvent, Project, User


@dataclass(frozen=True)
class Wanted:
    """Which events: those of all that are not None. `action` may be the beginning of one
    (`submission.`); `before` is the id of an event."""

    actor: UUID | None = None
    action: str | None = None
    subject_kind: str | None = None
    subject_id: str | None = None
    project: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


CONDITIONS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "actor": lambda value: AuditEvent.actor_id == value,
    "action": lambda value: AuditEvent.action.startswith(value, autoescape=True),
    "subject_kind": lambda value: AuditEvent.subject_kind == value,
    "subject_id": lambda value: AuditEvent.subject_id == value,
    "project": lambda value: Project.identifier == value,
    "since": lambda value: AuditEvent.at >= value,
    "until": lambda value: AuditEvent.at < value,
    "before": lambda value: AuditEvent.id < value,
}


class Entry(NamedTuple):
    event: AuditEvent
    actor_name: str | None
    project: str | None


def select_events(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The newest first."""
    query = (
        select(AuditEvent, User.name, Project.identifier)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .outerjoin(Project, Project.id == AuditEvent.project_id)
        .order_by(AuditEvent.id.desc())
    )
    asked = {name: getattr(wanted, name) for name in CONDITIONS}
    return query.where(
        *(CONDITIONS[name](value) for name, value in asked.items() if value is not None)
    )


def list_events(session: Session, wanted: Wanted, limit: int) -> Sequence[Entry]:
    return [Entry(*row) for row in session.execute(select_events(wanted).limit(limit))]
