"""What keeps the catalogue fresh: confirmations."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.current_user import CurrentUser
from app.codelists import ConfirmationOutcome
from app.errors import ConflictError, ForbiddenError
from app.models import Project
from app.permissions.roles import Permission
from app.publication.version import bump
from app.review.freshness.queries import (
    DueProject,
    lock_project,
    read_due,
    read_today,
    refuse_archived,
)


@dataclass(frozen=True)
class Confirmation:
    project: Project
    outcome: ConfirmationOutcome
    confirmed_at: datetime
    due_on: date


def confirm_as(
    session: Session,
    user: CurrentUser,
    identifier: str,
    outcome: ConfirmationOutcome,
    revision: int | None,
) -> Confirmation:
    """Raises NotFoundError, ForbiddenError unless the user acts for the steward or reads all,
    ConflictError."""
    project = lock_project(session, identifier)
    refuse_archived(project)
    due = read_due(session, project, read_today(session))
    if not may_answer(user, due):
        raise ForbiddenError(
            "Only its steward confirms a project: propose the changes that you know of instead"
        )
    return confirm_project(session, user.actor, due, outcome, revision)


def may_answer(user: CurrentUser, due: DueProject) -> bool:
    if user.may(Permission.SUBMISSIONS_READ_ALL):
        return True
    return due.steward is not None and due.steward.id in user.organisation_ids


def confirm_project(
    session: Session,
    actor: Actor,
    due: DueProject,
    outcome: ConfirmationOutcome,
    revision: int | None = None,
) -> Confirmation:
    """The project still stands as published: no revision, a new version of the catalogue.

    The project is locked by the caller. `revision` is what was read before confirming. Raises
    ConflictError when another one is live by now, or for an archived project.
    """
    project = due.project
    refuse_archived(project)
    if revision is not None and revision != project.revision:
        raise ConflictError(
            f"{project.identifier} is at revision {project.revision} by now: read it again, then "
            "confirm it",
            revision=project.revision,
        )
    project.last_confirmed_at = session.scalars(select(func.now())).one()
    session.flush()
    record_event(
        session,
        actor,
        "project.confirmed",
        "project",
        project.identifier,
        project_id=project.id,
        data={
            "outcome": outcome,
            "due_on": due.due_on,
            "steward": due.steward and due.steward.id,
            "revision": project.revision,
        },
    )
    bump(session)
    after = read_due(session, project, read_today(session))
    return Confirmation(project, outcome, project.last_confirmed_at, after.due_on)
