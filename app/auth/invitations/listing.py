"""Invitations as administrators see them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth.invitations.queries import Listed, count_waiting, list_waiting, memberships_of, read
from app.auth.invitations.schemas import InvitationItem, InvitationList
from app.codelists import Language, UserRole
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Invitation


def list_invitations(
    session: Session, language: Language, cursor: str | None, limit: int
) -> InvitationList:
    rows = list_waiting(session, _after(cursor) if cursor else None, limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    return InvitationList(
        items=_items(session, shown, language),
        next=_cursor(shown[-1].invitation) if more else None,
        numberMatched=count_waiting(session),
    )


def describe(session: Session, invitation: Invitation, language: Language) -> InvitationItem:
    session.flush()
    return _items(session, [read(session, invitation.id)], language)[0]


def _items(session: Session, rows: Sequence[Listed], language: Language) -> list[InvitationItem]:
    memberships = memberships_of(session, [row.invitation.id for row in rows], language)
    return [
        InvitationItem(
            id=row.invitation.id,
            email=row.invitation.email or "",
            role=UserRole(row.invitation.role),
            language=Language(row.invitation.language),
            memberships=memberships[row.invitation.id],
            invited_by=row.invited_by,
            created_at=row.invitation.created_at,
            expires_at=row.invitation.expires_at,
            expired=row.expired,
        )
        for row in rows
    ]


def _cursor(last: Invitation) -> str:
    return write_cursor(last.created_at.isoformat(), str(last.id))


def _after(cursor: str) -> tuple[datetime, UUID]:
    at, found = read_cursor(cursor, 2)
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(found)) if moment.tzinfo else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> tuple[datetime, UUID]:
    raise BadParameterError("cursor", "cursor: give the `next` of the page before")
