"""The rules of `rules`, as SQL: they are asked of the whole catalogue at once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from app.models import Organisation, Project, Revision
from app.review.freshness.rules import (
    CLOSED,
    MONTHS_CLOSED,
    MONTHS_NEVER_CONFIRMED,
    MONTHS_UNDER_WAY,
    SPREAD_DAYS,
    SPREAD_STEP,
)

_LOADED_AT = (
    select(Revision.created_at)
    .where(Revision.project_id == Project.id, Revision.number == 1)
    .correlate(Project)
    .scalar_subquery()
)
# A round begins with a confirmation, or when the project was first published.
SINCE: ColumnElement[datetime] = func.coalesce(Project.last_confirmed_at, _LOADED_AT)

_held = aliased(Organisation)
# What the organisation that the document names became, if it was merged.
Steward = aliased(Organisation)


def with_steward(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Adds `Steward`, null without one, to a query of projects."""
    current = func.coalesce(_held.merged_into_id, _held.id)
    return query.outerjoin(_held, _held.id == Project.steward_id).outerjoin(
        Steward, Steward.id == current
    )


def day_of(moment: Any) -> ColumnElement[date]:
    """In UTC, as everywhere in the catalogue."""
    return cast(func.timezone("UTC", moment), Date)


def due_on(today: date) -> ColumnElement[date]:
    """Of a project that is not archived: those never fall due."""
    closed = case(
        (Project.activity_status.is_not(None), Project.activity_status.in_(CLOSED)),
        else_=func.coalesce(Project.end_last < today, False),
    )
    months = case((closed, MONTHS_CLOSED), else_=MONTHS_UNDER_WAY)
    number = cast(func.split_part(Project.identifier, "-", 3), BigInteger)
    first = _later(_LOADED_AT, literal(MONTHS_NEVER_CONFIRMED))
    return case(
        (Project.last_confirmed_at.is_not(None), _later(Project.last_confirmed_at, months)),
        else_=first + cast(number * SPREAD_STEP % SPREAD_DAYS, Integer),
    )


def _later(moment: Any, months: ColumnElement[int]) -> ColumnElement[date]:
    return cast(day_of(moment) + func.make_interval(0, months), Date)
