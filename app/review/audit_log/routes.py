"""`/api/v1/manage/audit`: what was done, by whom and how."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.audit import csv
from app.audit.queries import Entry, Wanted, list_events
from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import DatabaseDep, ReadSession
from app.errors import BadParameterError
from app.kit import csv_cells
from app.kit.cursors import read_cursor, write_cursor
from app.kit.streaming import stream
from app.permissions.roles import Permission
from app.review.audit_log.schemas import (
    AuditActor,
    AuditEntry,
    AuditFilters,
    AuditList,
    AuditQuery,
)

router = APIRouter(
    prefix="/api/v1/manage",
    tags=["Administration"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403),
)
Auditor = Annotated[CurrentUser, Depends(require(Permission.AUDIT_READ))]
MAX_ID = 2**63


@router.get("/audit")
def read_audit(
    query: Annotated[AuditQuery, Query()], session: ReadSession, _user: Auditor
) -> AuditList:
    found = list_events(session, _wanted(query, _before(query.cursor)), query.limit + 1)
    return _page(found, query.limit)


@router.get(
    "/audit.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def audit_csv(
    filters: Annotated[AuditFilters, Query()], database: DatabaseDep, _user: Auditor
) -> Response:
    """All of them, for spreadsheets."""

    def write() -> Iterator[bytes]:
        with database.read() as session:
            yield from csv.write_csv(session, _wanted(filters, None))

    headers = {"content-disposition": 'attachment; filename="kharita-audit.csv"'}
    return stream(write, csv_cells.MEDIA_TYPE, headers)


def _wanted(filters: AuditFilters, before: int | None) -> Wanted:
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
