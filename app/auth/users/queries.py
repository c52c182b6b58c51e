"""Users and memberships, as administrators look for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.auth.me import organisation_name
from app.auth.queries import active
from app.auth.schemas import OwnMembership
from app.auth.users.schemas import UserState
from app.codelists import Language, UserRole
from app.models import Membership, Organisation, User, UserSession


class UserFilter(NamedTuple):
    text: str | None = None
    role: UserRole | None = None
    state: UserState | None = None
    organisation_id: int | None = None


class UserRow(NamedTuple):
    user: User
    last_seen_at: datetime | None
    sort_key: str


STATES: Mapping[UserState, ColumnElement[bool]] = {
    "active": active(),
    "disabled": User.disabled_at.is_not(None) & User.anonymised_at.is_(None),
    "anonymised": User.anonymised_at.is_not(None),
}


def count_users(session: Session, wanted: UserFilter) -> int:
    query = select(func.count()).select_from(User).where(*_conditions(wanted))
    return session.scalars(query).one()


def list_users(
    session: Session, wanted: UserFilter, after: tuple[str, UUID] | None, limit: int
) -> Sequence[UserRow]:
    """By name."""
    key = tuple_(func.lower(User.name), User.id)
    query = (
        _users().where(*_conditions(wanted)).order_by(func.lower(User.name), User.id).limit(limit)
    )
    if after is not None:
        query = query.where(key > tuple_(*after))
    return [UserRow(*row) for row in session.execute(query)]


def read_user(session: Session, user_id: UUID) -> UserRow | None:
    row = session.execute(_users().where(User.id == user_id)).one_or_none()
    return UserRow(*row) if row else None


def _users() -> Select[User, datetime | None, str]:
    seen = (
        select(func.max(UserSession.last_used_at))
        .where(UserSession.user_id == User.id)
        .scalar_subquery()
    )
    return select(User, seen, func.lower(User.name)).execution_options(populate_existing=True)


def _conditions(wanted: UserFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        text = wanted.text.lower()
        found = [
            func.lower(column).contains(text, autoescape=True) for column in (User.name, User.email)
        ]
        conditions.append(or_(*found))
    if wanted.role is not None:
        conditions.append(User.role == wanted.role)
    if wanted.state is not None:
        conditions.append(STATES[wanted.state])
    if wanted.organisation_id is not None:
        members = select(Membership.user_id).where(
            Membership.organisation_id == wanted.organisation_id
        )
        conditions.append(User.id.in_(members))
    return conditions


def memberships_of_users(
    session: Session, user_ids: Sequence[UUID], language: Language
) -> Mapping[UUID, list[OwnMembership]]:
    found: dict[UUID, list[OwnMembership]] = {user_id: [] for user_id in user_ids}
    rows = session.execute(
        select(Membership.user_id, Organisation, Membership.focal_point)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id.in_(user_ids))
        .order_by(Organisation.slug)
    )
    for user_id, organisation, focal_point in rows:
        named = organisation_name(organisation, language)
        found[user_id].append(OwnMembership(organisation=named, focal_point=focal_point))
    return found
