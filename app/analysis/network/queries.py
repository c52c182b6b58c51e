"""Organisations that take part in the same projects; those that were merged count as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    Text,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.codelists import Role
from app.models import Organisation, Participation, ProjectListing
from app.projects.criteria import Criteria


@dataclass(frozen=True)
class Ends:
    """Slugs of the organisations at one end, in one of these roles, and at the other; none: any."""

    one: Sequence[str] = ()
    roles: Sequence[str] = ()
    other: Sequence[str] = ()


@dataclass(frozen=True)
class Pair:
    """Slugs, and numbers of projects."""

    first: str
    second: str
    projects: int
    first_funds_second: int
    second_funds_first: int
    both_fund: int


@dataclass(frozen=True)
class Pairs:
    """`number` of them in all, the strongest ones; `organisations`: slug → projects."""

    number: int
    strongest: Sequence[Pair]
    organisations: Mapping[str, int]


def _taking_part(criteria: Criteria, ends: Ends) -> CTE:
    """One row a project and organisation."""
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    chosen: ColumnElement[bool] = true()
    if ends.roles:
        chosen = func.bool_or(Participation.role.in_(ends.roles))
    return (
        select(
            Participation.project_id,
            current.label("organisation"),
            func.bool_or(Participation.role == Role.FUNDING).label("funds"),
            func.bool_or(Participation.role == Role.IMPLEMENTING).label("implements"),
            chosen.label("chosen"),
        )
        .join(ProjectListing, ProjectListing.project_id == Participation.project_id)
        .join(Organisation, Organisation.id == Participation.organisation_id)
        .where(*criteria.where())
        .group_by(Participation.project_id, current)
        .cte("taking_part")
    )


def _ids(slugs: Sequence[str]) -> ColumnElement[int]:
    return select(Organisation.id).where(Organisation.slug.in_(slugs)).scalar_subquery()


def read_pairs(session: Session, criteria: Criteria, ends: Ends, minimum: int, limit: int) -> Pairs:
    """The projects are read once for the pairs and for the organisations."""
    part = _taking_part(criteria, ends)
    strongest = _strongest(_counted(part, ends, minimum), limit).subquery("strongest")
    nothing = cast(null(), Text)
    organisations = (
        select(Organisation.slug, nothing, func.count(), *[literal(0)] * 4)
        .join(part, part.c.organisation == Organisation.id)
        .group_by(Organisation.slug)
    )
    found: CompoundSelect[Any] = union_all(select(strongest), organisations)
    rows = session.execute(found).all()
    pairs = [Pair(*row[:6]) for row in rows if row[1] is not None]
    return Pairs(
        max((row[6] for row in rows), default=0),
        sorted(pairs, key=lambda pair: (-pair.projects, pair.first, pair.second)),
        {row[0]: row[2] for row in rows if row[1] is None},
    )


def _counted(part: CTE, ends: Ends, minimum: int) -> Subquery:
    """Pairs of ids."""
    a, b = part.alias("a"), part.alias("b")
    conditions: list[ColumnElement[bool]] = [a.c.project_id == b.c.project_id]
    if ends.one:
        one = _ids(ends.one)
        conditions += [a.c.organisation.in_(one), a.c.organisation != b.c.organisation]
        if ends.roles:
            conditions.append(a.c.chosen)
        else:  # two that may stand at either end are one pair
            both_ways = [b.c.organisation.in_(one)]
            if ends.other:
                both_ways.append(a.c.organisation.in_(_ids(ends.other)))
            conditions.append(or_(~and_(*both_ways), a.c.organisation < b.c.organisation))
    else:
        conditions.append(a.c.organisation < b.c.organisation)
    if ends.other:
        conditions.append(b.c.organisation.in_(_ids(ends.other)))
    joint = func.count()
    return (
        select(
            a.c.organisation.label("first"),
            b.c.organisation.label("second"),
            joint.label("projects"),
            func.count().filter(and_(a.c.funds, b.c.implements)).label("forth"),
            func.count().filter(and_(b.c.funds, a.c.implements)).label("back"),
            func.count().filter(and_(a.c.funds, b.c.funds)).label("both"),
            func.count().over().label("pairs"),
        )
        .where(*conditions)
        .group_by(a.c.organisation, b.c.organisation)
        .having(joint >= minimum)
        .subquery("counted")
    )


def _strongest(counted: Subquery, limit: int) -> Select[Any]:
    first, second = aliased(Organisation), aliased(Organisation)
    return (
        select(
            first.slug.label("first"),
            second.slug.label("second"),
            *(counted.c[name] for name in ("projects", "forth", "back", "both", "pairs")),
        )
        .join(first, first.id == counted.c.first)
        .join(second, second.id == counted.c.second)
        .order_by(counted.c.projects.desc(), first.slug, second.slug)
        .limit(limit)
    )
