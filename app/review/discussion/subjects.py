"""What a discussion is about, and who may see it: for anyone else it does not exist."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.auth.queries import active
from app.codelists import SubmissionState, UserRole
from app.errors import NotFoundError
from app.models import Comment, Membership, Organisation, Participation, Project, Submission, User
from app.permissions.roles import ROLE_PERMISSIONS, Permission
from app.review.visibility import find_submission, may_see_project

READ_ALL = [role for role in UserRole if Permission.SUBMISSIONS_READ_ALL in ROLE_PERMISSIONS[role]]


@dataclass(frozen=True)
class Subject:
    """`project` is that of the submission too, where it is of a published one."""

    submission: Submission | None
    project: Project | None

    @property
    def comments(self) -> ColumnElement[bool]:
        if self.submission is not None:
            return Comment.submission_id == self.submission.id
        return Comment.project_id == self._project.id

    @property
    def path(self) -> str:
        """Of its page, after the language."""
        if self.submission is not None:
            return f"workspace/submissions/{self.submission.id}"
        return f"workspace/projects/{self._project.identifier}"

    @property
    def _project(self) -> Project:
        assert self.project is not None  # noqa: S101 - there is one of the two
        return self.project


def submission_subject(session: Session, user: CurrentUser, submission_id: UUID) -> Subject:
    """Raises NotFoundError."""
    submission = find_submission(session, user, submission_id)
    project = session.get(Project, submission.project_id) if submission.project_id else None
    return Subject(submission, project)


def project_subject(session: Session, user: CurrentUser, identifier: str) -> Subject:
    """Raises NotFoundError."""
    found = select(Project).where(Project.identifier == identifier, may_see_project(user))
    project = session.scalars(found).one_or_none() if "\x00" not in identifier else None
    if project is None:
        raise NotFoundError("There is no such project, or you take no part in it")
    return Subject(None, project)


def find_thread(session: Session, user: CurrentUser, comment_id: UUID) -> tuple[Comment, Subject]:
    """The comment, locked until the transaction ends, whatever thread it belongs to. Raises
    NotFoundError."""
    query = select(Comment).where(Comment.id == comment_id).with_for_update()
    comment = session.scalars(query).one_or_none()
    if comment is None:
        raise NotFoundError("There is no such message, or you may not see it")
    if comment.submission_id is not None:
        return comment, submission_subject(session, user, comment.submission_id)
    project = session.get(Project, comment.project_id)
    assert project is not None  # noqa: S101 - a foreign key holds it
    return comment, project_subject(session, user, project.identifier)


def readers(subject: Subject) -> Select[User]:
    """Users who may see it, as `visibility` says of each of them."""
    if subject.submission is None:
        organisations = part_takers(subject)
        return select(User).where(active(), or_(User.role.in_(READ_ALL), _acts_for(organisations)))
    submission = subject.submission
    own = select(Organisation.id).where(Organisation.id == submission.organisation_id)
    sees = or_(User.id == submission.author_id, _acts_for(own))
    if submission.state != SubmissionState.DRAFT:
        sees = or_(sees, User.role.in_(READ_ALL))
    return select(User).where(active(), sees)


def part_takers(subject: Subject) -> Select[int]:
    """Organisations that take part in the project, or are its steward."""
    assert subject.project is not None  # noqa: S101 - called for projects
    project = subject.project
    taking_part = select(Participation.organisation_id).where(
        Participation.project_id == project.id
    )
    return select(Organisation.id).where(
        or_(Organisation.id.in_(taking_part), Organisation.id == project.steward_id)
    )


def _acts_for(organisations: Select[int]) -> ColumnElement[bool]:
    """A merged organisation counts as the one that it became, on both sides."""
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    theirs = select(current).where(Organisation.id.in_(organisations))
    members = (
        select(Membership.user_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(current.in_(theirs))
    )
    return User.id.in_(members)
