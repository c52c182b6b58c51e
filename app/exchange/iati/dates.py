"""Dates as IATI knows them: whole days, planned or actual. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.codelists import ActivityStatus
from app.projects.dates import lower_bound, upper_bound

# Work has begun, or is over. One that was cancelled may have been planned only.
_BEGUN = frozenset(
    (
        ActivityStatus.IMPLEMENTATION,
        ActivityStatus.FINALISATION,
        ActivityStatus.CLOSED,
        ActivityStatus.SUSPENDED,
    )
)
_ENDED = frozenset((ActivityStatus.FINALISATION, ActivityStatus.CLOSED))


class DateType(StrEnum):
    """IATI ActivityDateType."""

    PLANNED_START = "1"
    ACTUAL_START = "2"
    PLANNED_END = "3"
    ACTUAL_END = "4"


@dataclass(frozen=True)
class ActivityDate:
    """`stated` is the date at the precision of its source."""

    type: DateType
    day: date
    stated: str

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return ("year", "month", "day")[self.stated.count("-")]


def activity_dates(
    status: str, start: str | None, end: str | None, made_on: date
) -> Iterator[ActivityDate]:
    """The first day that the start may mean, the last one that the end may mean. A day that is
    still ahead when the file is made is planned, whatever the status says."""
    if start is not None:
        first = lower_bound(start)
        actual = status in _BEGUN and first <= made_on
        yield ActivityDate(
            DateType.ACTUAL_START if actual else DateType.PLANNED_START, first, start
        )
    if end is not None:
        last = upper_bound(end)
        actual = status in _ENDED and last <= made_on
        yield ActivityDate(DateType.ACTUAL_END if actual else DateType.PLANNED_END, last, end)


def budget_period(start: str, end: str) -> tuple[date, date] | None:
    """From the start to the end of a project, unless that is more than the one year that a budget
    of IATI is for at most."""
    first, last = lower_bound(start), upper_bound(end)
    next_year = (first.year + 1, first.month, first.day)
    return (first, last) if (last.year, last.month, last.day) < next_year else None
