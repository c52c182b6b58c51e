"""Invitations that were neither accepted nor revoked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from app.auth.me import organisation_name
from app.auth.schemas import OwnMembership
from app.codelists import Language
from app.models import Invitation, InvitationMembership, Organisation, User


class Listed(NamedTuple):
    invitation: Invitation
    invited_by: str | None
    expired: bool


def waiting() -> ColumnElement[bool]:
    return Invitation.token_hash.is_not(None)


def count_waiting(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Invitation).where(waiting())).one()


def list_waiting(
    session: Session, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Listed]:
    """The newest first."""
    query = _listed().order_by(Invitation.created_at.desc(), Invitation.id.desc()).limit(limit)
    if after is not None:
        query = query.where(tuple_(Invitation.created_at, Invitation.id) < after)
    return [Listed(*row) for row in session.execute(query)]


def read(session: Session, invitation_id: UUID) -> Listed:
    return Listed(*session.execute(_listed().where(Invitation.id == invitation_id)).one())


def _listed() -> Select[Invitation, str, bool]:
    return (
        select(Invitation, User.name, Invitation.expires_at <= func.now())
        .outerjoin(User, User.id == Invitation.invited_by_id)
        .where(waiting())
        .execution_options(populate_existing=True)
    )


def memberships_of(
    session: Session, invitation_ids: Sequence[UUID], language: Language
) -> Mapping[UUID, list[OwnMembership]]:
    found: dict[UUID, list[OwnMembership]] = {each: [] for each in invitation_ids}
    rows = session.execute(
        select(InvitationMembership.invitation_id, Organisation, InvitationMembership.focal_point)
        .join(Organisation, Organisation.id == InvitationMembership.organisation_id)
        .where(InvitationMembership.invitation_id.in_(invitation_ids))
        .order_by(Organisation.slug)
    )
    for invitation_id, organisation, focal_point in rows:
        found[invitation_id].append(
            OwnMembership(
                organisation=organisation_name(organisation, language), focal_point=focal_point
            )
        )
    return found
