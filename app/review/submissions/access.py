"""Finds a submission for someone who wants to do something with it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import SubmissionState
from app.kit.versions import check_version
from app.models import FieldChange, Organisation, Submission
from app.permissions.roles import Permission
from app.permissions.transitions import Act, Party
from app.review.submissions.parties import require_act
from app.review.visibility import find_submission


@dataclass(frozen=True)
class Asker:
    """Who asks; `self_review`: the settings let people review what they wrote."""

    user: CurrentUser
    self_review: bool


def acts_for(session: Session, user: CurrentUser, organisation_id: int | None) -> bool:
    """A merged organisation counts as the one that it became."""
    if organisation_id is None or not user.organisation_ids:
        return False
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    found = session.scalars(select(current).where(Organisation.id == organisation_id)).one()
    return found in user.organisation_ids


def parties_of(session: Session, asker: Asker, submission: Submission) -> frozenset[Party]:
    user = asker.user
    own = submission.author_id == user.id or acts_for(session, user, submission.organisation_id)
    wrote = session.scalars(select(has_written(user)).where(Submission.id == submission.id)).one()
    return parties_from(asker, own=own, wrote=wrote)


def parties_from(asker: Asker, *, own: bool, wrote: bool) -> frozenset[Party]:
    """`own`: of the asker or of an organisation that they act for; `wrote`: any part of it."""
    parties = set[Party]()
    if own and asker.user.may(Permission.SUBMISSIONS_WRITE):
        parties.add(Party.AUTHOR)
    if asker.user.may(Permission.SUBMISSIONS_REVIEW) and (asker.self_review or not wrote):
        parties.add(Party.REVIEWER)
    return frozenset(parties)


def has_written(user: CurrentUser) -> ColumnElement[bool]:
    """Whether the user began the submission, or wrote one of its changes."""
    written = exists().where(
        FieldChange.submission_id == Submission.id, FieldChange.proposed_by_id == user.id
    )
    return or_(Submission.author_id == user.id, written)


def open_for(
    session: Session, asker: Asker, submission_id: UUID, act: Act, if_match: str | None
) -> tuple[Submission, SubmissionState]:
    """The submission, locked, and the state that the act leads to. Raises NotFoundError,
    ForbiddenError, ConflictError, MissingVersionError or StaleVersionError."""
    submission = find_submission(session, asker.user, submission_id, lock=True)
    state = SubmissionState(submission.state)
    target = require_act(act, state, parties_of(session, asker, submission))
    check_version(if_match, submission.version)
    return submission, target
