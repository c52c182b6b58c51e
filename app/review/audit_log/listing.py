"""The audit log, page by page."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.audit.queries import Entry, Wanted, list_events
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.review.audit_log.schemas import (
    AuditActor,
    AuditEntry,
    AuditFilters,
    AuditList,
    AuditQuery,
)

MAX_ID = 2**63


def read_page(session: Session, query: AuditQuery) -> AuditList:
    """The newest first. Raises BadParameterError."""
    found = list_events(session, wanted(query, _before(query.cursor)), query.limit + 1)
    return _page(found, query.limit)


def wanted(filters: AuditFilters, before: int | None = None) -> Wanted:
    return Wanted(
        actor=filters.actor,
        action=filters.action,
        subject_kind=filters.subject_kind,
        subject_id=filters.subject_id,
        project=filters.project,
        since=filters.since,
        until=filters.until,
        before=before,
    )


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    (event_id,) = read_cursor(cursor, 1)
    if not (event_id.isdecimal() and event_id.isascii() and int(event_id[:30]) < MAX_ID):
        raise BadParameterError("cursor", "cursor: give the `next` of the page before")
    return int(event_id)


def _page(found: Sequence[Entry], limit: int) -> AuditList:
    shown = found[:limit]
    more = len(found) > limit
    return AuditList(
        items=[_entry(entry) for entry in shown],
        next=write_cursor(str(shown[-1].event.id)) if more else None,
    )


def _entry(entry: Entry) -> AuditEntry:
    event = entry.event
    known = event.actor_id is not None and entry.actor_name is not None
    return AuditEntry.model_validate(
        {
            "id": event.id,
            "at": event.at,
            "actor": AuditActor(id=event.actor_id, name=entry.actor_name) if known else None,
            "channel": event.channel,
            "action": event.action,
            "subject_kind": event.subject_kind,
            "subject_id": event.subject_id,
            "project": entry.project,
            "data": event.data,
        }
    )
