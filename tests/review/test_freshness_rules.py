"""When a project is due, who is asked, and when the next ones are."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codelists import ReminderStep
from app.review.freshness.escalation import Ask, Sent, next_ask
from app.review.freshness.rules import (
    SPREAD_DAYS,
    Confirmable,
    add_months,
    due_on,
    spread,
    suggest_steward,
)

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
AMINA, BADR, CHADIA = (UUID(int=number) for number in (1, 2, 3))
WEEK = timedelta(weeks=1)


def confirmable(**over: object) -> Confirmable:
    fields: dict[str, object] = {
        "identifier": "MA-MD-0001",
        "activity_status": "2",
        "end_last": None,
        "loaded_on": date(2026, 1, 31),
        "confirmed_on": date(2026, 8, 31),
        "archived": False,
    }
    return Confirmable(**{**fields, **over})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "end_last", "due"),
    [
        ("1", None, date(2027, 2, 28)),
        ("2", date(2020, 12, 31), date(2027, 2, 28)),
        ("3", None, date(2027, 2, 28)),
        ("6", None, date(2027, 2, 28)),
        ("4", None, date(2028, 8, 31)),
        ("5", None, date(2028, 8, 31)),
        (None, None, date(2027, 2, 28)),
        (None, TODAY, date(2027, 2, 28)),
        (None, date(2027, 12, 31), date(2027, 2, 28)),
        (None, TODAY - timedelta(days=1), date(2028, 8, 31)),
    ],
)
def test_due_after_a_confirmation(status: str | None, end_last: date | None, due: date) -> None:
    project = confirmable(activity_status=status, end_last=end_last)
    assert due_on(project, TODAY) == due


@pytest.mark.parametrize("status", ["2", "4", None])
def test_due_when_never_confirmed(status: str | None) -> None:
    project = confirmable(activity_status=status, confirmed_on=None)
    assert due_on(project, TODAY) == date(2026, 7, 31) + timedelta(days=29)


def test_never_due_when_archived() -> None:
    assert due_on(confirmable(archived=True), TODAY) is None
    assert due_on(confirmable(archived=True, confirmed_on=None), TODAY) is None


def test_what_is_loaded_in_one_day_is_spread_evenly_over_twelve_weeks() -> None:
    days = Counter(spread(f"MA-MD-{number:04}") for number in range(1, SPREAD_DAYS * 3 + 1))
    assert days == dict.fromkeys(range(SPREAD_DAYS), 3)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_are_added_without_leaving_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@pytest.mark.parametrize(
    ("participations", "steward"),
    [
        ([], None),
        ([("partner", "cnrst")], None),
        ([("extending", "afd"), ("funding", "eu"), ("funding", "iom")], "eu"),
        ([("funding", "eu"), ("accountable", "mcmrea")], "mcmrea"),
        ([("funding", "eu"), ("implementing", "a"), ("accountable", "b")], "a"),
        ([("implementing", "first"), ("implementing", "second")], "first"),
    ],
)
def test_suggested_steward(participations: Sequence[tuple[str, str]], steward: str | None) -> None:
    assert suggest_steward(participations) == steward


def sent(step: ReminderStep, user: UUID | None, weeks_ago: float) -> Sent:
    return Sent(step, user, NOW - weeks_ago * WEEK)


FIRST, COLLEAGUES, ANALYSTS = ReminderStep


@pytest.mark.parametrize(
    ("focal_points", "history", "ask"),
    [
        pytest.param([], [], Ask(ANALYSTS, ()), id="nobody to ask"),
        pytest.param([], [sent(ANALYSTS, None, 50)], None, id="analysts are asked once"),
        pytest.param([AMINA, BADR], [], Ask(FIRST, (AMINA,)), id="the first one"),
        pytest.param([AMINA, BADR], [sent(FIRST, AMINA, 2.9)], None, id="wait for her"),
        pytest.param(
            [AMINA, BADR, CHADIA],
            [sent(FIRST, AMINA, 3)],
            Ask(COLLEAGUES, (BADR, CHADIA)),
            id="then the others",
        ),
        pytest.param(
            [AMINA], [sent(FIRST, AMINA, 3)], Ask(COLLEAGUES, (AMINA,)), id="her again if alone"
        ),
        pytest.param(
            [AMINA, BADR],
            [sent(FIRST, AMINA, 5.9), sent(COLLEAGUES, BADR, 2.9)],
            None,
            id="wait for the others",
        ),
        pytest.param(
            [AMINA, BADR],
            [sent(FIRST, AMINA, 6), sent(COLLEAGUES, BADR, 3)],
            Ask(ANALYSTS, ()),
            id="then the analysts",
        ),
        pytest.param(
            [AMINA],
            [sent(FIRST, AMINA, 9), sent(COLLEAGUES, AMINA, 6), sent(ANALYSTS, None, 3)],
            None,
            id="then nobody",
        ),
        pytest.param(
            [BADR], [sent(FIRST, AMINA, 0.1)], Ask(FIRST, (BADR,)), id="the next, if she left"
        ),
        pytest.param(
            [], [sent(FIRST, AMINA, 0.1)], Ask(ANALYSTS, ()), id="the analysts, if she was alone"
        ),
        pytest.param(
            [BADR],
            [sent(FIRST, AMINA, 9), sent(ANALYSTS, None, 8)],
            Ask(FIRST, (BADR,)),
            id="a successor named later",
        ),
    ],
)
def test_who_is_asked_next(
    focal_points: Sequence[UUID], history: Sequence[Sent], ask: Ask | None
) -> None:
    assert next_ask(focal_points, history, NOW) == ask
