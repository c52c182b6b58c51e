"""Organisations as those who administer the catalogue look for them."""

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.codelists import Language
from app.kit.cursors import read_cursor, write_cursor
from app.models import Organisation, Participation, name_in
from app.review.manage.organisations.schemas import (
    OrganisationItem,
    OrganisationItems,
    OrganisationsQuery,
)
from app.review.manage.words import has_words


def list_organisations(
    session: Session, query: OrganisationsQuery, language: Language
) -> OrganisationItems:
    """By name in `language`, in French where they have none. Raises BadParameterError."""
    conditions = _conditions(query)
    names, into = Organisation.names, aliased(Organisation)
    name = func.coalesce(names[language.value].astext, names["fr"].astext).collate(
        f"{language}-x-icu"
    )
    projects = (
        select(func.count(Participation.project_id.distinct()))
        .where(Participation.organisation_id == Organisation.id)
        .scalar_subquery()
    )
    found = (
        select(Organisation, into.slug, projects)
        .outerjoin(into, into.id == Organisation.merged_into_id)
        .where(*conditions)
    )
    if query.cursor is not None:
        found = found.where(tuple_(name, Organisation.slug) > tuple_(*read_cursor(query.cursor, 2)))
    rows = session.execute(found.order_by(name, Organisation.slug).limit(query.limit + 1)).all()
    items = [_item(row, slug, count, language) for row, slug, count in rows[: query.limit]]
    counted = select(func.count()).select_from(Organisation).where(*conditions)
    return OrganisationItems(
        items=items,
        next=write_cursor(items[-1].name, items[-1].slug) if len(rows) > query.limit else None,
        numberMatched=session.scalars(counted).one(),
    )


def _conditions(query: OrganisationsQuery) -> list[ColumnElement[bool]]:
    merged = Organisation.merged_into_id.is_not(None)
    conditions: list[ColumnElement[bool]] = [merged if query.state == "merged" else ~merged]
    if query.q:
        written = func.concat_ws(
            " ",
            Organisation.slug,
            *(Organisation.names[code.value].astext for code in Language),
            Organisation.acronym,
            func.array_to_string(Organisation.aliases, " "),
        )
        conditions.append(has_words(written, query.q))
    return conditions


def _item(
    row: Organisation, into: str | None, projects: int, language: Language
) -> OrganisationItem:
    fields = ("slug", "names", "acronym", "organisation_type", "country", "scope")
    return OrganisationItem(
        name=name_in(row.names, language),
        merged_into=into,
        projects=projects,
        **{field: getattr(row, field) for field in fields},
    )
