"""The organisations that a user acts for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Organisation, name_in


@dataclass(frozen=True)
class OwnOrganisation:
    id: int
    slug: str
    name: str


def own_organisations(
    session: Session, ids: Collection[int], language: Language
) -> Sequence[OwnOrganisation]:
    """By name."""
    rows = session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    own = [OwnOrganisation(row.id, row.slug, name_in(row.names, language)) for row in rows]
    return sorted(own, key=lambda organisation: organisation.name)


def slugs_of(session: Session, ids: Collection[int]) -> Sequence[str]:
    """With those that were merged into them, as older records still name them."""
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    return session.scalars(select(Organisation.slug).where(current.in_(ids))).all()


def names_by_slug(
    session: Session, slugs: Collection[str], language: Language
) -> Mapping[str, str]:
    rows = session.scalars(select(Organisation).where(Organisation.slug.in_(slugs)))
    return {row.slug: name_in(row.names, language) for row in rows}
