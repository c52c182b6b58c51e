"""Questions to the published catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.errors import MovedError, NotFoundError
from app.models import FormerSlug, Project, ProjectListing, Revision
from app.projects.criteria import PERIOD, Criteria
from app.projects.filters import Filters

# How many rows are held at once when there may be any number of them.
CHUNK = 500
# Slug, and title in all its languages.
Titled = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Numbers:
    """`undated` is None unless a period is asked for."""

    matched: int
    undated: int | None


def count(session: Session, criteria: Criteria, filters: Filters) -> Numbers:
    matched = session.scalar(
        select(func.count()).where(*criteria.where()).select_from(ProjectListing)
    )
    return Numbers(matched or 0, count_undated(session, criteria, filters))


def count_undated(session: Session, criteria: Criteria, filters: Filters) -> int | None:
    """None without a period: then they are among the others."""
    if not filters.has_period:
        return None
    undated = (*criteria.where(without=PERIOD), ProjectListing.active_first.is_(None))
    return session.scalar(select(func.count()).select_from(ProjectListing).where(*undated)) or 0


def _title(language: Language) -> ColumnElement[str]:
    titles = ProjectListing.item["title"]
    shown = func.coalesce(titles[language.value].astext, titles[Language.FR.value].astext)
    return shown.collate(f"{language}-x-icu")


def _order(sort: str | None, criteria: Criteria, language: Language) -> list[ColumnElement[Any]]:
    """Unknown values come last either way; the identifier settles the rest."""
    key = sort or ("relevance" if criteria.search else "title")
    name = key.removeprefix("-")
    if name == "confirmed":
        column: ColumnElement[Any] = (
            select(Project.last_confirmed_at)
            .where(Project.id == ProjectListing.project_id)
            .correlate(ProjectListing)
            .scalar_subquery()
        )
    elif name == "relevance":
        column = -criteria.rank
    else:
        columns: dict[str, ColumnElement[Any]] = {
            "title": _title(language),
            "start": ProjectListing.start_first.expression,
            "end": ProjectListing.end_last.expression,
            "budget": ProjectListing.budget_value.expression,
        }
        column = columns[name]
    directed = column.desc() if key.startswith("-") else column.asc()
    first = [ProjectListing.budget_currency.asc()] if name == "budget" else []
    return [*first, directed.nulls_last(), ProjectListing.identifier.asc()]


def select_listings(
    criteria: Criteria,
    language: Language,
    sort: str | None,
    limit: int | None,
    offset: int,
    *columns: ColumnElement[Any],
) -> Select[Any]:
    """Rows of `item` and the further columns, filtered, in order; many come in chunks."""
    query = (
        select(ProjectListing.item, *columns)
        .where(*criteria.where())
        .order_by(*_order(sort, criteria, language))
        .limit(limit)
        .offset(offset)
    )
    if limit is None or limit > CHUNK:
        return query.execution_options(yield_per=CHUNK)
    return query


def part_identifiers(session: Session, project_id: int) -> list[str]:
    """Identifiers of the projects that are parts of this one."""
    return list(
        session.scalars(
            select(Project.identifier)
            .where(Project.part_of_id == project_id, Project.archived_at.is_(None))
            .order_by(Project.identifier)
        )
    )


def titles(session: Session, identifiers: Sequence[str]) -> dict[str, Titled]:
    """Identifier → slug and title in all its languages."""
    if not identifiers:
        return {}
    rows = session.execute(
        select(Project.identifier, Project.slug, Project.title)
        .where(Project.identifier.in_(identifiers))
        .order_by(Project.identifier)
    )
    return {identifier: (slug, title) for identifier, slug, title in rows}


def find_project(session: Session, name: str) -> tuple[Project, dict[str, Any]]:
    """The project of this slug and its latest snapshot.

    Raises MovedError for an identifier or a former slug, NotFoundError for anything else.
    """
    if "\x00" in name:  # which PostgreSQL refuses to compare with anything
        raise NotFoundError("No project is named so")
    row = session.execute(
        select(Project, Revision.snapshot)
        .join(Revision, (Revision.project_id == Project.id) & (Revision.number == Project.revision))
        .where(Project.slug == name)
    ).one_or_none()
    if row is not None:
        return row[0], row[1]
    slug = session.scalar(select(Project.slug).where(Project.identifier == name)) or (
        session.scalar(
            select(Project.slug)
            .join(FormerSlug, FormerSlug.project_id == Project.id)
            .where(FormerSlug.slug == name)
        )
    )
    if slug is not None:
        raise MovedError(slug)
    raise NotFoundError(f"No project is named '{name[:100]}'")
