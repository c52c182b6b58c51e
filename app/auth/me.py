"""What an account tells of itself."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.auth.schemas import Me, OrganisationName, OwnMembership
from app.codelists import Language, UserRole
from app.models import Membership, Organisation, User, name_in
from app.permissions.roles import Permission


def read_me(session: Session, user: User, permissions: frozenset[Permission]) -> Me:
    language = Language(user.language)
    return Me(
        id=user.id,
        name=user.name,
        email=user.email or "",
        role=UserRole(user.role),
        language=language,
        permissions=sorted(permissions),
        memberships=[
            OwnMembership(
                organisation=organisation_name(organisation, language), focal_point=focal_point
            )
            for organisation, focal_point in read_memberships(session, user.id)
        ],
    )


def organisation_name(organisation: Organisation, language: Language) -> OrganisationName:
    return OrganisationName(slug=organisation.slug, name=name_in(organisation.names, language))


def read_memberships(session: Session, user_id: UUID) -> Sequence[Row[Organisation, bool]]:
    return session.execute(
        select(Organisation, Membership.focal_point)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user_id)
        .order_by(Organisation.slug)
    ).all()
