"""Filters to SQL conditions on the listings, one condition per facet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import ProjectListing, Region
from app.projects.apart import Apart, is_apart
from app.projects.filters import Box, Filters
from app.projects.reference import Reference
from app.projects.search import MATCH_NOTHING, tsquery
from app.projects.stated import ROLES, has_value
from app.projects.vocabulary import check_vocabulary

Condition = ColumnElement[bool]
PERIOD = "year"


def today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class Criteria:
    """Conditions by facet, so that a facet can leave out its own."""

    conditions: Mapping[str, Condition]
    search: str | None = None

    def where(self, without: str | None = None) -> Sequence[Condition]:
        return [condition for name, condition in self.conditions.items() if name != without]

    def without(self, name: str) -> "Criteria":
        kept = {key: condition for key, condition in self.conditions.items() if key != name}
        return replace(self, conditions=kept)

    def also(self, name: str, condition: Condition) -> "Criteria":
        return replace(self, conditions={**self.conditions, name: condition})

    @property
    def rank(self) -> ColumnElement[float]:
        return func.ts_rank_cd(
            ProjectListing.search, func.to_tsquery("simple", self.search or MATCH_NOTHING), 1
        )


def participants(organisations: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Tokens of `ProjectListing.participants` for these organisations in these roles."""
    return [f"{role}:{slug}" for role in (roles or [""]) for slug in (organisations or [""])]


def only(identifier: str) -> Criteria:
    """One project, if it is shown."""
    return Criteria({"identifier": ProjectListing.identifier == identifier})


def build_criteria(session: Session, filters: Filters, reference: Reference) -> Criteria:
    """Raises BadParameterError for a value that the catalogue does not know."""
    check_vocabulary(filters, reference)
    conditions: dict[str, Condition] = {}
    overlaps: list[tuple[str, InstrumentedAttribute[list[str]], Sequence[str]]] = [
        ("region", ProjectListing.regions, filters.region),
        ("province", ProjectListing.provinces, filters.province),
        ("level", ProjectListing.levels, filters.level),
        ("theme", ProjectListing.themes, filters.theme),
        ("target_group", ProjectListing.target_groups, filters.target_group),
        ("migration_dimension", ProjectListing.migration_dimensions, filters.migration_dimension),
        ("residence_country", ProjectListing.residence_countries, filters.residence_country),
    ]
    for name, role in ROLES.items():
        slugs = reference.current_slugs(getattr(filters, name))
        tokens = [slug if is_apart(name, slug) else f"{role}:{slug}" for slug in slugs]
        overlaps.append((name, ProjectListing.participants, tokens))
    if filters.organisation or filters.role:
        tokens = participants(reference.current_slugs(filters.organisation), filters.role)
        overlaps.append(("organisation", ProjectListing.participants, tokens))
    if filters.with_organisation:
        tokens = participants(reference.current_slugs(filters.with_organisation), [])
        overlaps.append(("with_organisation", ProjectListing.participants, tokens))
    for name, column, values in overlaps:
        if values:
            conditions[name] = has_value(name, column, values)
    for name, build in _OTHERS.items():
        condition = build(filters)
        if condition is not None:
            conditions[name] = condition
    if filters.box:
        conditions["bbox"] = _meets(session, filters.box)
    search = tsquery(session, filters.q) if filters.q else None
    if search is not None:
        conditions["q"] = ProjectListing.search.op("@@")(func.to_tsquery("simple", search))
    return Criteria(conditions, search)


def _status(filters: Filters) -> Condition | None:
    return ProjectListing.status.in_(filters.status) if filters.status else None


def _good_practice(filters: Filters) -> Condition | None:
    wanted = filters.good_practice
    return None if wanted is None else ProjectListing.good_practice.is_(wanted)


def _active_in(year: str) -> Condition:
    """Null where the project has no date, as the comparisons of a period are."""
    if year == Apart.UNKNOWN:
        return ProjectListing.active_first.is_(None)
    last = func.coalesce(ProjectListing.active_last, today())
    return and_(
        ProjectListing.active_first <= date(int(year), 12, 31), last >= date(int(year), 1, 1)
    )


def _started(filters: Filters) -> Condition | None:
    starts = [
        ProjectListing.start_first.is_(None)
        if year == Apart.UNKNOWN
        else ProjectListing.start_first.between(date(int(year), 1, 1), date(int(year), 12, 31))
        for year in filters.year_started
    ]
    return or_(*starts) if starts else None


def _period(filters: Filters) -> Condition | None:
    if not (filters.has_period or filters.year_active):
        return None
    bounds: list[Condition] = []
    if filters.year_active:
        bounds.append(or_(*(_active_in(value) for value in filters.year_active)))
    if filters.year_from is not None or filters.year_to is not None:
        bounds.append(ProjectListing.active_first.is_not(None))
    if filters.year_to is not None:
        bounds.append(ProjectListing.active_first <= date(filters.year_to, 12, 31))
    if filters.year_from is not None:
        last = func.coalesce(ProjectListing.active_last, today())
        bounds.append(last >= date(filters.year_from, 1, 1))
    return and_(*bounds)


def _budget(filters: Filters) -> Condition | None:
    bounds: list[Condition] = []
    if filters.budget_known is not None:
        known = ProjectListing.budget_value.is_not(None)
        bounds.append(known if filters.budget_known else ~known)
    if filters.currency is not None:
        bounds.append(ProjectListing.budget_currency == filters.currency)
    if filters.budget_min is not None:
        bounds.append(ProjectListing.budget_value >= filters.budget_min)
    if filters.budget_max is not None:
        bounds.append(ProjectListing.budget_value <= filters.budget_max)
    return and_(*bounds) if bounds else None


_OTHERS: Mapping[str, Callable[[Filters], Condition | None]] = {
    "status": _status,
    "good_practice": _good_practice,
    PERIOD: _period,
    "year_started": _started,
    "budget": _budget,
}


def _meets(session: Session, box: Box) -> Condition:
    """The box meets a point of the project, or a province or region that stands for one."""
    west, south, east, north = box
    corners = func.ST_Collect(func.ST_Point(west, south, 4326), func.ST_Point(east, north, 4326))
    # Unlike ST_MakeEnvelope, a valid point or line where the box has no area.
    envelope = func.ST_Envelope(corners)
    areas = session.scalars(
        select(Region.code).where(func.ST_Intersects(Region.geom, envelope))
    ).all()
    by_point = func.ST_Intersects(ProjectListing.points, envelope)
    return or_(by_point, ProjectListing.areas.overlap(list(areas))) if areas else by_point
