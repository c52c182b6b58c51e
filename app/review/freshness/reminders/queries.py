"""What has to be known to remind people: what is due, who may be asked, who was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.auth.queries import active
from app.codelists import ReminderStep, SubmissionState
from app.models import (
    AuditEvent,
    Membership,
    Organisation,
    Project,
    Reminder,
    ReminderLink,
    Submission,
    User,
)
from app.review.freshness.due import SINCE, Steward, due_on, with_steward
from app.review.freshness.escalation import Sent
from app.review.freshness.scorecard import CONFIRMED

_IN_REVIEW = (SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW)


@dataclass(frozen=True)
class Round:
    """A project that is due; `since`: when its round began."""

    project_id: int
    steward_id: int | None
    since: datetime
    due_on: date


def due_rounds(session: Session, today: date) -> list[Round]:
    """Without those of which the steward has proposed changes: the ministry has to answer."""
    due = due_on(today)
    held = Organisation.__table__.alias()
    proposed = exists(
        select(Submission.id)
        .join(held, held.c.id == Submission.organisation_id)
        .where(
            Submission.project_id == Project.id,
            Submission.state.in_(_IN_REVIEW),
            func.coalesce(held.c.merged_into_id, held.c.id) == Steward.id,
        )
        .correlate(Project, Steward)
    )
    rows = session.execute(
        with_steward(select(Project.id, Steward.id, SINCE, due).select_from(Project))
        .where(Project.archived_at.is_(None), due <= today, ~proposed)
        .order_by(due, Project.id)
    )
    return [Round(*row) for row in rows]


def focal_points(session: Session, organisations: Collection[int]) -> dict[int, list[User]]:
    """Of each organisation, with those of what was merged into it; the longest there first."""
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    rows = session.execute(
        select(current, User)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .join(User, User.id == Membership.user_id)
        .where(
            current.in_(organisations),
            Membership.focal_point,
            active(),
            User.email.is_not(None),
        )
        .order_by(Membership.created_at, User.id)
    )
    found: dict[int, dict[UUID, User]] = {}
    for organisation_id, user in rows:
        found.setdefault(organisation_id, {}).setdefault(user.id, user)
    return {organisation_id: list(users.values()) for organisation_id, users in found.items()}


def sent_reminders(session: Session, rounds: Collection[Round]) -> dict[int, list[Sent]]:
    """Of the present round of each project, the oldest first."""
    since = {each.project_id: each.since for each in rounds}
    rows = session.execute(
        select(
            Reminder.project_id,
            Reminder.since,
            Reminder.step,
            Reminder.user_id,
            Reminder.sent_at,
        )
        .where(Reminder.project_id.in_(since))
        .order_by(Reminder.sent_at, Reminder.id)
    )
    found: dict[int, list[Sent]] = {}
    for project_id, began, step, user_id, sent_at in rows:
        if began == since[project_id]:
            found.setdefault(project_id, []).append(Sent(ReminderStep(step), user_id, sent_at))
    return found


def last_confirmers(session: Session, projects: Collection[int]) -> dict[int, UUID]:
    rows = session.execute(
        select(AuditEvent.project_id, AuditEvent.actor_id)
        .ext(distinct_on(AuditEvent.project_id))
        .where(
            AuditEvent.action == CONFIRMED,
            AuditEvent.project_id.in_(projects),
            AuditEvent.actor_id.is_not(None),
        )
        .order_by(AuditEvent.project_id, AuditEvent.id.desc())
    )
    return {
        project_id: user_id
        for project_id, user_id in rows
        if project_id is not None and user_id is not None
    }


def last_mails(session: Session) -> dict[UUID, datetime]:
    """When each user was last sent a link."""
    rows = session.execute(
        select(ReminderLink.user_id, func.max(ReminderLink.created_at)).group_by(
            ReminderLink.user_id
        )
    )
    return dict(rows.all())


def named_projects(session: Session, ids: Collection[int]) -> dict[int, Project]:
    rows = session.scalars(select(Project).where(Project.id.in_(ids)))
    return {project.id: project for project in rows}
