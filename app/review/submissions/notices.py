"""Who is told what happens to a submission."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Language, UserRole
from app.models import FieldChange, Project, Submission, User
from app.notices.notify import about_submission, notify


def tell_reviewers(session: Session, user: CurrentUser, submission: Submission) -> None:
    """The one who examines it, else all who may."""
    if submission.reviewer_id is not None:
        told: Collection[UUID] = [submission.reviewer_id]
    else:
        reviewing = [UserRole.ANALYST, UserRole.ADMINISTRATOR]
        told = session.scalars(select(User.id).where(User.role.in_(reviewing))).all()
    _tell(session, user, submission, told, "submission.submitted")


def tell_authors(
    session: Session,
    user: CurrentUser,
    submission: Submission,
    event: str,
    message: str | None = None,
) -> None:
    """Its author, and whoever wrote one of its changes."""
    writers = session.scalars(
        select(FieldChange.proposed_by_id)
        .where(FieldChange.submission_id == submission.id, FieldChange.proposed_by_id.is_not(None))
        .distinct()
    )
    told = {submission.author_id, *(writer for writer in writers if writer is not None)}
    _tell(session, user, submission, told, event, message)


def tell_reviewer(session: Session, user: CurrentUser, submission: Submission, event: str) -> None:
    if submission.reviewer_id is not None:
        _tell(session, user, submission, [submission.reviewer_id], event)


def _tell(
    session: Session,
    user: CurrentUser,
    submission: Submission,
    told: Collection[UUID],
    event: str,
    message: str | None = None,
) -> None:
    project = session.get(Project, submission.project_id) if submission.project_id else None
    title = None if project else proposed_title(session, submission)
    data = about_submission(submission, project, actor=user.id, title=title, message=message)
    notify(session, told, event, data)


def proposed_title(session: Session, submission: Submission) -> dict[str, str | None]:
    paths = {f"title.{language}": language for language in Language}
    rows = session.execute(
        select(FieldChange.path, FieldChange.proposed).where(
            FieldChange.submission_id == submission.id, FieldChange.path.in_(paths)
        )
    )
    return {paths[path]: value for path, value in rows}
