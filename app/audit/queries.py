"""Reads the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
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
    conditions = {
        "actor": AuditEvent.actor_id == wanted.actor,
        "action": AuditEvent.action.startswith(wanted.action or "", autoescape=True),
        "subject_kind": AuditEvent.subject_kind == wanted.subject_kind,
        "subject_id": AuditEvent.subject_id == wanted.subject_id,
        "project": Project.identifier == wanted.project,
        "since": AuditEvent.at >= wanted.since,
        "until": AuditEvent.at < wanted.until,
        "before": AuditEvent.id < wanted.before,
    }
    asked = [value for name, value in conditions.items() if getattr(wanted, name) is not None]
    return query.where(*asked)


def list_events(session: Session, wanted: Wanted, limit: int) -> Sequence[Entry]:
    return [Entry(*row) for row in session.execute(select_events(wanted).limit(limit))]
