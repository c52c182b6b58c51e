"""Regions, organisations, good practices and latest changes, each with its projects counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, cast, false, func, select
from sqlalchemy.orm import Session, aliased, defer

from app.codelists import Language
from app.errors import MovedError, NotFoundError
from app.models import (
    Organisation,
    Participation,
    Project,
    ProjectListing,
    Region,
    Revision,
    Source,
)

WORDS = 12
_WITHOUT_SHAPES = (
    defer(Region.geom, raiseload=True),
    defer(Region.geom_simplified, raiseload=True),
)


@dataclass(frozen=True)
class OrganisationCount:
    organisation: Organisation
    projects: int


@dataclass(frozen=True)
class Practice:
    """A project that a source calls a good practice, and the sources that say so."""

    item: Mapping[str, Any]
    sources: Sequence[Source]


@dataclass(frozen=True)
class DayOfChanges:
    day: date
    added: int
    revised: int


@dataclass(frozen=True)
class Shape:
    """A region or province as GeoJSON text."""

    code: str
    parent: str | None
    geometry: str
    label_point: tuple[float, float]


def find_region(session: Session, code: str) -> Region:
    """Raises MovedError with the region for a province, NotFoundError for anything else."""
    named = select(Region).where(Region.code == code.upper()).options(*_WITHOUT_SHAPES)
    region = session.scalars(named).one_or_none() if "\x00" not in code else None
    if region is None:
        raise NotFoundError(f"No region has the code '{code[:20]}'")
    if region.parent_code is not None:
        raise MovedError(f"{region.parent_code}#{region.code}")
    if region.code != code:
        raise MovedError(region.code)
    return region


def provinces_of(session: Session, code: str) -> Sequence[Region]:
    return session.scalars(
        select(Region)
        .where(Region.parent_code == code)
        .order_by(Region.code)
        .options(*_WITHOUT_SHAPES)
    ).all()


def list_regions(session: Session) -> Sequence[Region]:
    return session.scalars(
        select(Region)
        .where(Region.admin_level == 1)
        .order_by(Region.code)
        .options(*_WITHOUT_SHAPES)
    ).all()


def read_shapes(session: Session) -> Sequence[Shape]:
    """Every region and province, simplified together: neighbours share their border."""
    rows = session.execute(
        select(
            Region.code,
            Region.parent_code,
            func.ST_AsGeoJSON(Region.geom_simplified, 4, 0),
            func.ST_X(Region.label_point),
            func.ST_Y(Region.label_point),
        ).order_by(Region.admin_level, Region.code)
    )
    return [Shape(code, parent, geometry, (x, y)) for code, parent, geometry, x, y in rows]


def find_organisation(session: Session, slug: str) -> Organisation:
    """Raises MovedError for one that was merged into another, NotFoundError for none."""
    into = aliased(Organisation)
    row = (
        None
        if "\x00" in slug
        else session.execute(
            select(Organisation, into.slug)
            .outerjoin(into, into.id == Organisation.merged_into_id)
            .where(Organisation.slug == slug)
        ).one_or_none()
    )
    if row is None:
        raise NotFoundError(f"No organisation is named '{slug[:100]}'")
    organisation, current = row
    if current is not None:
        raise MovedError(current)
    found: Organisation = organisation
    return found


def _organisation_conditions(
    session: Session, q: str | None, kind: str | None, country: str | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Organisation.merged_into_id.is_(None)]
    if kind is not None:
        conditions.append(Organisation.organisation_type == kind)
    if country is not None:
        conditions.append(
            Organisation.country == country if country.isupper() else Organisation.scope == country
        )
    if q:
        names = Organisation.names
        searched = func.search_fold(
            func.concat_ws(
                " ",
                *(names[language.value].astext for language in Language),
                Organisation.acronym,
                func.array_to_string(Organisation.aliases, " "),
            )
        )
        folded = str(session.scalar(select(func.search_fold(q))) or "").split()
        conditions += [searched.contains(word, autoescape=True) for word in folded[:WORDS]]
        if not folded:  # signs alone
            conditions.append(false())
    return conditions


def list_organisations(
    session: Session,
    language: Language,
    *,
    q: str | None,
    kind: str | None,
    country: str | None,
    sort: str,
    limit: int,
    offset: int,
) -> tuple[int, Sequence[OrganisationCount]]:
    """How many match in all, and a page of them with their number of projects."""
    conditions = _organisation_conditions(session, q, kind, country)
    matched = session.scalar(select(func.count(Organisation.id)).where(*conditions)) or 0
    counts = _projects_by_organisation()
    projects = func.coalesce(counts.c.projects, 0)
    names = Organisation.names
    name = func.coalesce(names[language.value].astext, names[Language.FR.value].astext)
    by_name = [name.collate(f"{language}-x-icu"), Organisation.slug]
    rows = session.execute(
        select(Organisation, projects)
        .outerjoin(counts, counts.c.id == Organisation.id)
        .where(*conditions)
        .order_by(*([projects.desc(), *by_name] if sort == "projects" else by_name))
        .limit(limit)
        .offset(offset)
    )
    return matched, [OrganisationCount(*row) for row in rows]


def _projects_by_organisation() -> Subquery:
    """Those merged into another count for it."""
    taking_part = aliased(Organisation)
    current = func.coalesce(taking_part.merged_into_id, taking_part.id)
    return (
        select(
            current.label("id"),
            func.count(Participation.project_id.distinct()).label("projects"),
        )
        .join(taking_part, taking_part.id == Participation.organisation_id)
        .join(ProjectListing, ProjectListing.project_id == Participation.project_id)
        .group_by(current)
        .subquery("counts")
    )


def organisation_origins(session: Session) -> tuple[Sequence[str], Sequence[str]]:
    """Types, and countries or scopes, that organisations of the catalogue have."""
    current = Organisation.merged_into_id.is_(None)
    kinds = session.scalars(
        select(Organisation.organisation_type)
        .where(current, Organisation.organisation_type.is_not(None))
        .distinct()
    )
    origin = func.coalesce(Organisation.country, Organisation.scope)
    origins = session.scalars(select(origin).where(current, origin.is_not(None)).distinct())
    return sorted(str(kind) for kind in kinds), sorted(str(place) for place in origins)


def list_practices(session: Session, most: int) -> Sequence[Practice]:
    listings = session.execute(
        select(ProjectListing.project_id, ProjectListing.item)
        .where(ProjectListing.good_practice)
        .order_by(ProjectListing.identifier)
        .limit(most)
    ).all()
    sources: dict[int, list[Source]] = {}
    for source in session.scalars(
        select(Source)
        .where(
            Source.project_id.in_([project for project, _ in listings]),
            Source.supports.contains(["good_practice"]),
        )
        .order_by(Source.project_id, Source.position)
    ):
        sources.setdefault(source.project_id, []).append(source)
    return [Practice(item, sources.get(project, [])) for project, item in listings]


def latest_days(session: Session, most: int) -> Sequence[DayOfChanges]:
    """The last days on which something was published."""
    day = cast(func.timezone("UTC", Revision.created_at), Date)
    rows = session.execute(
        select(
            day,
            func.count().filter(Revision.number == 1),
            func.count().filter(Revision.number > 1),
        )
        .join(Project, Project.id == Revision.project_id)
        .where(Project.archived_at.is_(None))
        .group_by(day)
        .order_by(day.desc())
        .limit(most)
    )
    return [DayOfChanges(*row) for row in rows]


def count_sources(session: Session) -> tuple[int, int]:
    """Sources of the projects that are shown, and projects without any."""
    sources = session.scalar(
        select(func.count())
        .select_from(Source)
        .join(ProjectListing, ProjectListing.project_id == Source.project_id)
    )
    without = session.scalar(
        select(func.count())
        .select_from(ProjectListing)
        .where(~select(Source.id).where(Source.project_id == ProjectListing.project_id).exists())
    )
    return sources or 0, without or 0
