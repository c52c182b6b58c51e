"""An organisation as those who administer the catalogue see it."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Membership, Organisation, Participation
from app.review.manage.organisations.schemas import ManagedOrganisation


def describe_organisation(session: Session, organisation: Organisation) -> ManagedOrganisation:
    merged = session.execute(
        select(Organisation.id, Organisation.slug)
        .where(Organisation.merged_into_id == organisation.id)
        .order_by(Organisation.slug)
    ).all()
    members, focal_points = session.execute(
        select(func.count(), func.count().filter(Membership.focal_point))
        .select_from(Membership)
        .where(Membership.organisation_id == organisation.id)
    ).one()
    into = organisation.merged_into_id
    return ManagedOrganisation.model_validate(
        {
            **{
                name: getattr(organisation, name)
                for name in ManagedOrganisation.model_fields
                if hasattr(organisation, name)
            },
            "merged_into": into and session.get_one(Organisation, into).slug,
            "merged": [row.slug for row in merged],
            "projects": len(projects_of(session, [organisation.id, *(row.id for row in merged)])),
            "members": members,
            "focal_points": focal_points,
        }
    )


def family_of(session: Session, slugs: Collection[str]) -> list[int]:
    """Ids of these, and of those that were merged into them."""
    named = select(Organisation.id).where(Organisation.slug.in_(slugs))
    return list(
        session.scalars(
            select(Organisation.id).where(
                or_(Organisation.slug.in_(slugs), Organisation.merged_into_id.in_(named))
            )
        )
    )


def named_alike(session: Session, name: str, family: Collection[int]) -> Organisation | None:
    """Another one, not of these ids, that bears this name in any language, whatever its accents
    and capitals."""
    wanted = func.search_fold(name)
    names = [func.search_fold(Organisation.names[language].astext) for language in Language]
    return session.scalars(
        select(Organisation)
        .where(
            or_(*(each == wanted for each in names)),
            Organisation.id.not_in(family),
            Organisation.merged_into_id.is_(None),
        )
        .order_by(Organisation.id)
        .limit(1)
    ).one_or_none()


def projects_of(session: Session, organisation_ids: Collection[int]) -> list[int]:
    """Ids of the projects in which any of these takes part."""
    return list(
        session.scalars(
            select(Participation.project_id)
            .where(Participation.organisation_id.in_(organisation_ids))
            .distinct()
        )
    )
