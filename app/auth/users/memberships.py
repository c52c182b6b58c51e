"""Who acts for which organisation, and who is asked about its projects."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.account.service import get_user
from app.auth.me import organisation_name
from app.auth.memberships import get_organisation
from app.auth.users.schemas import MembershipItem, MembershipList, Person
from app.codelists import Language
from app.errors import BadParameterError, ConflictError, NotFoundError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Membership, Organisation, User


class MembershipFilter(NamedTuple):
    user_id: UUID | None = None
    organisation_id: int | None = None
    focal_point: bool | None = None


def read_page(
    session: Session, wanted: MembershipFilter, language: Language, cursor: str | None, limit: int
) -> MembershipList:
    """By organisation, then by user."""
    conditions = _conditions(wanted)
    query = (
        select(Membership, User, Organisation)
        .join(User, User.id == Membership.user_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(*conditions)
        .order_by(Organisation.slug, User.id)
        .limit(limit + 1)
    )
    if cursor:
        query = query.where(tuple_(Organisation.slug, User.id) > tuple_(*_after(cursor)))
    rows = session.execute(query).all()
    shown = rows[:limit]
    total = session.scalars(select(func.count()).select_from(Membership).where(*conditions)).one()
    last = shown[-1] if len(rows) > limit else None
    return MembershipList(
        items=[_item(*row, language) for row in shown],
        next=write_cursor(last[2].slug, str(last[1].id)) if last else None,
        numberMatched=total,
    )


def set_membership(
    session: Session, actor: Actor, user_id: UUID, slug: str, *, focal_point: bool
) -> bool:
    """Whether it is new. Raises NotFoundError; ConflictError for a former user."""
    user = get_user(session, user_id, lock=True)
    if user.anonymised_at is not None:
        raise ConflictError("This account was closed for good.")
    organisation = get_organisation(session, slug)
    known = session.get(Membership, (user.id, organisation.id))
    data = {"organisation": organisation.slug, "focal_point": focal_point}
    if known is None:
        session.add(
            Membership(user_id=user.id, organisation_id=organisation.id, focal_point=focal_point)
        )
        record_event(session, actor, "membership.added", "user", user.id, data=data)
        session.flush()
        return True
    if known.focal_point != focal_point:
        known.focal_point = focal_point
        record_event(session, actor, "membership.changed", "user", user.id, data=data)
    return False


def describe(session: Session, user_id: UUID, slug: str, language: Language) -> MembershipItem:
    organisation = get_organisation(session, slug)
    membership = session.get_one(Membership, (user_id, organisation.id))
    return _item(membership, get_user(session, user_id), organisation, language)


def remove_membership(session: Session, actor: Actor, user_id: UUID, slug: str) -> None:
    """Raises NotFoundError."""
    user = get_user(session, user_id, lock=True)
    organisation = get_organisation(session, slug)
    known = session.get(Membership, (user.id, organisation.id))
    if known is None:
        raise NotFoundError("This user does not act for this organisation.")
    session.delete(known)
    data = {"organisation": organisation.slug}
    record_event(session, actor, "membership.removed", "user", user.id, data=data)


def _item(
    membership: Membership, user: User, organisation: Organisation, language: Language
) -> MembershipItem:
    return MembershipItem(
        user=Person(id=user.id, name=user.name),
        organisation=organisation_name(organisation, language),
        focal_point=membership.focal_point,
        created_at=membership.created_at,
    )


def _conditions(wanted: MembershipFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.user_id is not None:
        conditions.append(Membership.user_id == wanted.user_id)
    if wanted.organisation_id is not None:
        conditions.append(Membership.organisation_id == wanted.organisation_id)
    if wanted.focal_point is not None:
        conditions.append(Membership.focal_point.is_(wanted.focal_point))
    return conditions


def _after(cursor: str) -> tuple[str, UUID]:
    slug, found = read_cursor(cursor, 2)
    try:
        return slug, UUID(found)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None
