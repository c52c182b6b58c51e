"""Organisations of the catalogue; those that were merged into another are left out."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Organisation

_CURRENT = Organisation.merged_into_id.is_(None)


def count_organisations(session: Session) -> int:
    return session.scalar(select(func.count(Organisation.id)).where(_CURRENT)) or 0


def list_organisations(
    session: Session, language: Language, limit: int, offset: int
) -> Sequence[Organisation]:
    """In order of their name in `language`, in French where they have none."""
    names = Organisation.names
    name = func.coalesce(names[language.value].astext, names[Language.FR.value].astext)
    return session.scalars(
        select(Organisation)
        .where(_CURRENT)
        .order_by(name.collate(f"{language}-x-icu"), Organisation.slug)
        .limit(limit)
        .offset(offset)
    ).all()
