"""Which submissions someone may see. What they may not see does not exist for them."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import SubmissionState
from app.errors import NotFoundError
from app.models import Organisation, Participation, Project, Submission
from app.permissions.roles import Permission


def is_own(user: CurrentUser) -> ColumnElement[bool]:
    """Written by the user, or made for an organisation that the user acts for."""
    organisations = select(Organisation.id).where(
        func.coalesce(Organisation.merged_into_id, Organisation.id).in_(user.organisation_ids)
    )
    return or_(Submission.author_id == user.id, Submission.organisation_id.in_(organisations))


def visible_to(user: CurrentUser) -> ColumnElement[bool]:
    """Own ones; who reads all sees the others too, but not while they are drafts."""
    if user.may(Permission.SUBMISSIONS_READ_ALL):
        return or_(Submission.state != SubmissionState.DRAFT, is_own(user))
    return is_own(user)


def may_see_project(user: CurrentUser) -> ColumnElement[bool]:
    """What is said about a project in private: analysts, and members of the organisations that
    take part in it or are its steward."""
    if user.may(Permission.SUBMISSIONS_READ_ALL):
        return true()
    organisations = select(Organisation.id).where(
        func.coalesce(Organisation.merged_into_id, Organisation.id).in_(user.organisation_ids)
    )
    taking_part = select(Participation.project_id).where(
        Participation.organisation_id.in_(organisations)
    )
    return or_(Project.id.in_(taking_part), Project.steward_id.in_(organisations))


def find_submission(
    session: Session, user: CurrentUser, submission_id: UUID, *, lock: bool = False
) -> Submission:
    """`lock`: nobody else changes it until the transaction ends. Raises NotFoundError."""
    query = select(Submission).where(Submission.id == submission_id, visible_to(user))
    if lock:
        query = query.with_for_update(of=Submission).execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError("There is no such submission, or you may not see it")
    return found
