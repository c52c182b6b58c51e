"""Dates kept at the precision of their source (`2014`, `2014-04`, `2014-04-14`)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from app.codelists import ActivityStatus

FIRST_YEAR = 1900
LAST_YEAR = 2100
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a partial date may mean."""

    lower: date
    upper: date


@dataclass(frozen=True)
class ActivePeriod:
    """`last` is None when the end is unknown and the project is under way: until today."""

    first: date
    last: date | None


def bounds(partial: str) -> Bounds:
    """Raises ValueError, with how to mend it, unless `partial` is a real date or part of one."""
    match = PARTIAL_DATE.fullmatch(partial)
    if match is None:
        raise ValueError("write a date as YYYY, YYYY-MM or YYYY-MM-DD, as precise as its source")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the first group is not optional
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year must be between {FIRST_YEAR} and {LAST_YEAR}")
    if month is not None and not 1 <= month <= 12:
        raise ValueError("the month must be between 01 and 12")
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    if day is not None and not 1 <= day <= last_day:
        raise ValueError(f"the day must be between 01 and {last_day} in this month")
    return Bounds(date(year, month or 1, day or 1), date(year, last_month, day or last_day))


def lower_bound(partial: str) -> date:
    return bounds(partial).lower


def upper_bound(partial: str) -> date:
    return bounds(partial).upper


def active_period(
    start: str | None, end: str | None, status: ActivityStatus | str | None
) -> ActivePeriod | None:
    """When a project was active, as far as its dates tell.

    End unknown: until today if the project is under way, else the start year only. Start
    unknown: the end year only. Neither known: in no period (None), never guessed.
    """
    if start is not None and end is not None:
        return ActivePeriod(lower_bound(start), upper_bound(end))
    if start is not None:
        first = lower_bound(start)
        if status == ActivityStatus.IMPLEMENTATION:
            return ActivePeriod(first, None)
        return ActivePeriod(first, date(first.year, 12, 31))
    if end is not None:
        last = upper_bound(end)
        return ActivePeriod(date(last.year, 1, 1), last)
    return None
