"""How well each organisation keeps the projects that it is the steward of. One query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Date, Integer, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from app.codelists import ConfirmationOutcome
from app.models import AuditEvent, Organisation, Project
from app.review.freshness.due import Steward, day_of, due_on, with_steward
from app.review.freshness.rules import GRACE_DAYS, MONTHS_CLOSED, add_months

CONFIRMED = "project.confirmed"


@dataclass(frozen=True)
class Score:
    """Projects of a steward. Of those that were due since `since`: answered `in_time` or `late`,
    or `missed`; `waiting` ones are due, and may still be answered in time. `nothing_to_report`
    counts answers like any other, and is a part of them."""

    organisation: Organisation
    projects: int
    waiting: int
    missed: int
    in_time: int
    late: int
    nothing_to_report: int

    @property
    def share_in_time(self) -> float | None:
        """None when nothing was asked yet."""
        asked = self.in_time + self.late + self.missed
        return self.in_time / asked if asked else None


def first_moment(today: date) -> datetime:
    """Answers are looked at as far back as the longest time between two of them."""
    return datetime.combine(add_months(today, -MONTHS_CLOSED), time.min, UTC)


def scorecard(
    session: Session, today: date, organisations: Collection[int] | None = None
) -> Sequence[Score]:
    """Of all stewards, or of these. A project counts once, by the last answer to it that its
    present steward gave, or as missed when an answer is overdue now."""
    held, steward = aliased(Organisation), aliased(Organisation)
    answers = (
        select(
            AuditEvent.project_id,
            func.coalesce(held.merged_into_id, held.id).label("steward_id"),
            day_of(AuditEvent.at).label("answered_on"),
            cast(AuditEvent.data["due_on"].astext, Date).label("due_on"),
            AuditEvent.data["outcome"].astext.label("outcome"),
        )
        .join(held, held.id == cast(AuditEvent.data["steward"].astext, Integer))
        .where(AuditEvent.action == CONFIRMED, AuditEvent.at >= first_moment(today))
        .ext(distinct_on(AuditEvent.project_id))
        .order_by(AuditEvent.project_id, AuditEvent.id.desc())
        .subquery()
    )
    projects = (
        with_steward(
            select(
                Project.id, Steward.id.label("steward_id"), due_on(today).label("due_on")
            ).select_from(Project)
        )
        .where(Project.archived_at.is_(None), Steward.id.is_not(None))
        .subquery()
    )
    grace = timedelta(days=GRACE_DAYS)
    missed = projects.c.due_on < today - grace
    waiting = (projects.c.due_on <= today) & ~missed
    answered = answers.c.project_id.is_not(None) & ~missed
    in_time = answered & (answers.c.answered_on <= answers.c.due_on + GRACE_DAYS)
    nothing = answered & (answers.c.outcome == ConfirmationOutcome.NOTHING_TO_REPORT)
    query = (
        select(
            steward,
            func.count(),
            func.count().filter(waiting),
            func.count().filter(missed),
            func.count().filter(in_time),
            func.count().filter(answered & ~in_time),
            func.count().filter(nothing),
        )
        .select_from(projects)
        .join(steward, steward.id == projects.c.steward_id)
        .outerjoin(
            answers,
            (answers.c.project_id == projects.c.id)
            & (answers.c.steward_id == projects.c.steward_id),
        )
        .group_by(steward.id)
        .order_by(steward.slug)
    )
    if organisations is not None:
        query = query.where(steward.id.in_(organisations))
    return [Score(*row) for row in session.execute(query)]
