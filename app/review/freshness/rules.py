"""When a project is to be confirmed again, and which organisation is to be asked. Pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from app.codelists import ActivityStatus, Role

T = TypeVar("T")

MONTHS_UNDER_WAY = 6
MONTHS_CLOSED = 24
MONTHS_NEVER_CONFIRMED = 6
# Of those never confirmed: what was loaded in one day does not fall due in one day.
SPREAD_DAYS = 12 * 7
# Without a common divisor with the days: successive numbers fall on all days in turn.
SPREAD_STEP = 29
# An answer is in time until the analysts are asked, who are the last.
GRACE_DAYS = 6 * 7

CLOSED = (ActivityStatus.CLOSED, ActivityStatus.CANCELLED)
STEWARD_ROLES = (Role.IMPLEMENTING, Role.ACCOUNTABLE, Role.FUNDING)


@dataclass(frozen=True)
class Confirmable:
    """What the rules need to know of a project; `end_last` is the last day that its end may
    mean."""

    identifier: str
    activity_status: str | None
    end_last: date | None
    loaded_on: date
    confirmed_on: date | None
    archived: bool


def is_under_way(activity_status: str | None, end_last: date | None, today: date) -> bool:
    """Without a status: unless its end is known and past."""
    if activity_status is None:
        return end_last is None or end_last >= today
    return activity_status not in CLOSED


def due_on(project: Confirmable, today: date) -> date | None:
    """None when it is never asked about, being archived."""
    if project.archived:
        return None
    if project.confirmed_on is None:
        first = add_months(project.loaded_on, MONTHS_NEVER_CONFIRMED)
        return first + timedelta(days=spread(project.identifier))
    under_way = is_under_way(project.activity_status, project.end_last, today)
    return add_months(project.confirmed_on, MONTHS_UNDER_WAY if under_way else MONTHS_CLOSED)


def spread(identifier: str) -> int:
    """Days, the same for a project each time."""
    return int(identifier.rpartition("-")[2]) * SPREAD_STEP % SPREAD_DAYS


def add_months(day: date, months: int) -> date:
    """The last day of the month, where that month has no such day, as PostgreSQL does."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def suggest_steward(participations: Iterable[tuple[str, T]]) -> T | None:
    """Of (role, organisation) in their order: who carries it out, else answers for it, else
    funds it."""
    known = list(participations)
    for role in STEWARD_ROLES:
        for held, organisation in known:
            if held == role:
                return organisation
    return None
