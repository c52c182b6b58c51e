"""Users as administrators see them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth.memberships import find_organisation
from app.auth.users.queries import (
    UserFilter,
    UserRow,
    count_users,
    list_users,
    memberships_of_users,
    read_user,
)
from app.auth.users.schemas import UserItem, UserList, UserState
from app.codelists import Language, UserRole
from app.errors import BadParameterError, NotFoundError
from app.kit.cursors import read_cursor, write_cursor
from app.models import User


def organisation_filter(session: Session, slug: str | None) -> int | None:
    """Raises BadParameterError."""
    if slug is None:
        return None
    organisation = find_organisation(session, slug)
    if organisation is None:
        raise BadParameterError(
            "organisation", f"organisation: there is no organisation '{slug[:100]}'"
        )
    return organisation.id


def read_page(
    session: Session, wanted: UserFilter, language: Language, cursor: str | None, limit: int
) -> UserList:
    rows = list_users(session, wanted, _after(cursor) if cursor else None, limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    return UserList(
        items=_items(session, shown, language),
        next=_cursor(shown[-1]) if more else None,
        numberMatched=count_users(session, wanted),
    )


def describe(session: Session, user_id: UUID, language: Language) -> UserItem:
    """Raises NotFoundError."""
    session.flush()
    row = read_user(session, user_id)
    if row is None:
        raise NotFoundError("There is no such user.")
    return _items(session, [row], language)[0]


def _items(session: Session, rows: Sequence[UserRow], language: Language) -> list[UserItem]:
    memberships = memberships_of_users(session, [row.user.id for row in rows], language)
    return [
        UserItem(
            id=row.user.id,
            name=row.user.name,
            email=row.user.email,
            role=UserRole(row.user.role),
            language=Language(row.user.language),
            state=_state(row.user),
            memberships=memberships[row.user.id],
            created_at=row.user.created_at,
            last_seen_at=row.last_seen_at,
        )
        for row in rows
    ]


def _state(user: User) -> UserState:
    if user.anonymised_at is not None:
        return "anonymised"
    return "active" if user.disabled_at is None else "disabled"


def _cursor(last: UserRow) -> str:
    return write_cursor(last.sort_key, str(last.user.id))


def _after(cursor: str) -> tuple[str, UUID]:
    name, found = read_cursor(cursor, 2)
    try:
        return name, UUID(found)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None
