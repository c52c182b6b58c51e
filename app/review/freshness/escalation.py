"""Who is reminded of a project that is due, and when the next ones are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.codelists import ReminderStep

STEP_PAUSE = timedelta(weeks=3)


@dataclass(frozen=True)
class Sent:
    """A reminder of the present round; `user_id` is None for the one to the analysts."""

    step: ReminderStep
    user_id: UUID | None
    at: datetime


@dataclass(frozen=True)
class Ask:
    """`user_ids` is empty for the analysts, whoever they are."""

    step: ReminderStep
    user_ids: tuple[UUID, ...]


def next_ask(focal_points: Sequence[UUID], sent: Sequence[Sent], now: datetime) -> Ask | None:
    """Whom to remind now. `focal_points` are those of the steward, the one to ask first before
    the others.

    What was sent to people who are no focal points of the steward any longer does not count: when
    one leaves, or the steward changes, the next one is asked without waiting. The analysts are
    asked once in a round.
    """
    told_analysts = any(each.step == ReminderStep.ANALYSTS for each in sent)
    to_analysts = None if told_analysts else Ask(ReminderStep.ANALYSTS, ())
    if not focal_points:
        return to_analysts
    asked = [each for each in sent if each.user_id in focal_points]
    if not asked:
        return Ask(ReminderStep.FOCAL_POINT, (focal_points[0],))
    if now < max(each.at for each in asked) + STEP_PAUSE:
        return None
    if all(each.step == ReminderStep.FOCAL_POINT for each in asked):
        known = {each.user_id for each in asked}
        others = tuple(user for user in focal_points if user not in known)
        return Ask(ReminderStep.COLLEAGUES, others or (focal_points[0],))
    return to_analysts
