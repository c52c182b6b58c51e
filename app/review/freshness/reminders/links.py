"""What the link of a reminder shows, and to whom it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.auth.queries import active
from app.auth.secrets import hash_secret
from app.codelists import SubmissionState
from app.errors import AppError, NotFoundError
from app.models import Organisation, Project, Reminder, ReminderLink, Submission, User
from app.review.freshness.due import SINCE, Steward, with_steward
from app.review.freshness.reminders.queries import focal_points


class EndedLinkError(AppError):
    """Unknown, expired, revoked, or of a closed account: which, is nobody's business."""

    status = 410
    title = "This link is no longer valid"


class Standing(StrEnum):
    """Of a project in a link."""

    OPEN = "open"
    CONFIRMED = "confirmed"  # since the mail was sent, by whomever
    ARCHIVED = "archived"
    NOT_ASKED = "not_asked"  # the user is no focal point of its steward any longer


@dataclass(frozen=True)
class LinkedProject:
    """`draft`: the user's own, not submitted yet."""

    project: Project
    steward: Organisation | None
    standing: Standing
    draft: Submission | None


@dataclass(frozen=True)
class OpenLink:
    id: UUID
    user: User
    expires_at: datetime
    projects: Sequence[LinkedProject]

    @property
    def open_projects(self) -> list[LinkedProject]:
        return [each for each in self.projects if each.standing == Standing.OPEN]


def open_link(session: Session, token: str) -> OpenLink:
    """Changes nothing. Raises EndedLinkError."""
    found = session.execute(
        select(ReminderLink, User)
        .join(User, User.id == ReminderLink.user_id)
        .where(
            ReminderLink.token_hash == hash_secret(token),
            ReminderLink.expires_at > func.now(),
            ReminderLink.revoked_at.is_(None),
            active(),
        )
    ).one_or_none()
    if found is None:
        raise EndedLinkError("Ask your colleagues of the catalogue, or sign in")
    link, user = found
    rows = session.execute(
        with_steward(
            select(Project, Steward, Reminder.since, SINCE)
            .select_from(Reminder)
            .join(Project, Project.id == Reminder.project_id)
        )
        .where(Reminder.link_id == link.id)
        .order_by(Reminder.id)
        .execution_options(populate_existing=True)
    ).all()
    stewards = {steward.id for _, steward, *_ in rows if steward is not None}
    people = focal_points(session, stewards)
    drafts = _drafts(session, user, [project.id for project, *_ in rows])
    projects = [
        LinkedProject(
            project,
            steward,
            _standing(
                project, asked == since, steward is not None and user in people.get(steward.id, ())
            ),
            drafts.get(project.id),
        )
        for project, steward, asked, since in rows
    ]
    return OpenLink(link.id, user, link.expires_at, projects)


def _standing(project: Project, same_round: bool, is_asked: bool) -> Standing:
    if project.archived_at is not None:
        return Standing.ARCHIVED
    if not same_round:
        return Standing.CONFIRMED
    return Standing.OPEN if is_asked else Standing.NOT_ASKED


def _drafts(session: Session, user: User, projects: Sequence[int]) -> dict[int, Submission]:
    rows = session.scalars(
        select(Submission)
        .where(
            Submission.author_id == user.id,
            Submission.project_id.in_(projects),
            Submission.state == SubmissionState.DRAFT,
        )
        .order_by(Submission.number)
    )
    return {row.project_id: row for row in rows if row.project_id is not None}


def revoke_as(session: Session, user: CurrentUser, owner_id: UUID) -> int:
    """How many links of the owner still worked. Raises NotFoundError."""
    if session.get(User, owner_id) is None:
        raise NotFoundError("There is no such user")
    revoked = session.execute(
        update(ReminderLink)
        .where(
            ReminderLink.user_id == owner_id,
            ReminderLink.revoked_at.is_(None),
            ReminderLink.expires_at > func.now(),
        )
        .values(revoked_at=func.now())
        .returning(ReminderLink.id)
    ).all()
    data = {"links": len(revoked)}
    record_event(session, user.actor, "reminder_links.revoked", "user", owner_id, data=data)
    return len(revoked)
