"""Numbers of a selection of projects: who, how much, where exactly. Set-based, read only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Subquery, func, literal_column, select, true
from sqlalchemy.orm import Session, aliased

from app.codelists import Confidence, LocationLevel, Role
from app.models import Location, Project, ProjectListing
from app.projects.criteria import Criteria, participants


@dataclass(frozen=True)
class KnownBudget:
    project: int
    value: Decimal
    currency: str
    scope: str
    regions: int
    national: bool
    above: frozenset[int]


@dataclass(frozen=True)
class PointCount:
    longitude: float
    latitude: float
    projects: int


def count_undated(session: Session, criteria: Criteria) -> int:
    """Projects in no period: neither their start nor their end is known."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ProjectListing)
            .where(*criteria.where(), ProjectListing.active_first.is_(None))
        )
        or 0
    )


def count_participants(
    session: Session, criteria: Criteria, role: Role | None = None
) -> dict[str, int]:
    """Slug → number of projects in which it has this role, or any; the most frequent first."""
    prefix = f"{role or ''}:"
    tokens = func.unnest(ProjectListing.participants).table_valued("value").render_derived()
    rows = session.execute(
        select(func.substr(tokens.c.value, len(prefix) + 1).label("slug"), func.count())
        .select_from(ProjectListing)
        .join(tokens, true())
        .where(
            *criteria.where(),
            func.starts_with(tokens.c.value, prefix),
            func.length(tokens.c.value) > len(prefix),
        )
        .group_by("slug")
        .order_by(func.count().desc(), "slug")
    )
    return dict(rows.all())


def count_roles(session: Session, slug: str) -> dict[Role, int]:
    """In how many projects this organisation has each role."""
    counts = [
        func.count()
        .filter(ProjectListing.participants.contains(participants([slug], [role])))
        .label(role)
        for role in Role
    ]
    row = session.execute(
        select(*counts).where(ProjectListing.participants.contains(participants([slug], [])))
    ).one()
    return {role: row._mapping[role] for role in Role}


def count_points(session: Session, criteria: Criteria, region: str) -> Sequence[PointCount]:
    """The points of the selection in this region."""
    longitude, latitude = func.ST_X(Location.point), func.ST_Y(Location.point)
    rows = session.execute(
        select(longitude, latitude, func.count(Location.project_id.distinct()))
        .join(ProjectListing, ProjectListing.project_id == Location.project_id)
        .where(*criteria.where(), Location.region_code == region, Location.point.is_not(None))
        .group_by(longitude, latitude)
        .order_by(longitude, latitude)
    )
    return [PointCount(*row) for row in rows]


def _lineages() -> Subquery:
    """Each project that is a part, and the programmes above it, however many levels up."""
    part, whole = aliased(Project), aliased(Project)
    climb = (
        select(part.id.label("id"), part.part_of_id.label("above"))
        .where(part.part_of_id.is_not(None))
        .cte("lineage", recursive=True)
    )
    climb = climb.union(
        select(climb.c.id, whole.part_of_id)
        .join(whole, whole.id == climb.c.above)
        .where(whole.part_of_id.is_not(None))
    )
    return (
        select(climb.c.id, func.array_agg(climb.c.above).label("above"))
        .group_by(climb.c.id)
        .subquery("lineages")
    )


def known_budgets(session: Session, criteria: Criteria) -> Sequence[KnownBudget]:
    lineages = _lineages()
    rows = session.execute(
        select(
            Project.id,
            Project.budget_value,
            Project.budget_currency,
            Project.budget_scope,
            func.cardinality(ProjectListing.regions),
            ProjectListing.levels.contains([LocationLevel.NATIONAL]),
            lineages.c.above,
        )
        .join(ProjectListing, ProjectListing.project_id == Project.id)
        .outerjoin(lineages, lineages.c.id == Project.id)
        .where(*criteria.where(), ProjectListing.budget_value.is_not(None))
        .order_by(Project.id)
    )
    return [
        KnownBudget(project, value, currency, scope, regions, national, frozenset(above or ()))
        for project, value, currency, scope, regions, national, above in rows
    ]


def catalogue_numbers(session: Session) -> dict[str, int]:
    """What the catalogue holds, and what it does not know, over all that is shown."""
    conditions = {
        "projects": true(),
        "undated": ProjectListing.active_first.is_(None),
        "budgets": ProjectListing.budget_value.is_not(None),
        "status_unknown": ProjectListing.status == "unknown",
        "doubtful": Project.uncertain != literal_column("'[]'::jsonb"),
        **{f"confidence_{level}": Project.confidence == level for level in Confidence},
    }
    counts = [func.count().filter(condition).label(name) for name, condition in conditions.items()]
    row = session.execute(
        select(*counts).join_from(ProjectListing, Project, Project.id == ProjectListing.project_id)
    ).one()
    return {name: row._mapping[name] for name in conditions}
