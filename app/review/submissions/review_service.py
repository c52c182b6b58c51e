"""What reviewers do with submissions: take, decide on each change, answer."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.codelists import Decision, ReviewOutcome
from app.errors import ConflictError, InvalidFieldsError, NotFoundError
from app.models import FieldChange, Review, Submission
from app.permissions.transitions import Act
from app.review.changes import flatten
from app.review.overlaps.settling import settle_duplicate
from app.review.reports.service import close_answered
from app.review.submissions.access import Asker, open_for
from app.review.submissions.conflicts import refuse_conflicts
from app.review.submissions.deciding import accept, write_decision
from app.review.submissions.editing import touch
from app.review.submissions.live import changes_of, live_content
from app.review.submissions.notices import tell_authors
from app.review.submissions.publishing import Target, lock_target, publish_accepted
from app.review.submissions.schemas import Approval, ChangeDecision
from app.review.submissions.service import record


def take(session: Session, asker: Asker, submission_id: UUID, if_match: str | None) -> Submission:
    """Also from another reviewer."""
    submission, target = open_for(session, asker, submission_id, Act.TAKE, if_match)
    submission.state = target
    submission.reviewer_id = asker.user.id
    touch(session, submission)
    record(session, asker.user, submission, "taken")
    tell_authors(session, asker.user, submission, "submission.taken")
    return submission


def release(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None
) -> Submission:
    submission, target = open_for(session, asker, submission_id, Act.RELEASE, if_match)
    submission.state = target
    submission.reviewer_id = None
    touch(session, submission)
    record(session, asker.user, submission, "released")
    return submission


def decide(
    session: Session,
    asker: Asker,
    submission_id: UUID,
    change_id: UUID,
    if_match: str | None,
    made: ChangeDecision,
) -> Submission:
    submission, target = open_for(session, asker, submission_id, Act.DECIDE, if_match)
    changes = changes_of(session, submission)
    change = next((change for change in changes if change.id == change_id), None)
    if change is None:
        raise NotFoundError("The submission has no such change any longer")
    live = live_content(session, submission.project_id)
    write_decision(session, submission, changes, change, made, live, asker.user.id)
    submission.state = target
    submission.reviewer_id = submission.reviewer_id or asker.user.id
    touch(session, submission)
    record(
        session,
        asker.user,
        submission,
        "decided",
        path=change.path,
        decision=made.decision,
        edited=change.edited,
    )
    return submission


def request_changes(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None, message: str | None
) -> Submission:
    outcome = ReviewOutcome.CHANGES_REQUESTED
    return _answer(session, asker, submission_id, if_match, Act.REQUEST_CHANGES, outcome, message)


def reject(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None, message: str | None
) -> Submission:
    outcome = ReviewOutcome.REJECTED
    return _answer(session, asker, submission_id, if_match, Act.REJECT, outcome, message)


def _answer(
    session: Session,
    asker: Asker,
    submission_id: UUID,
    if_match: str | None,
    act: Act,
    outcome: ReviewOutcome,
    message: str | None,
) -> Submission:
    submission, target = open_for(session, asker, submission_id, act, if_match)
    if message is None:
        detail = "tell the author why"
        raise InvalidFieldsError([{"pointer": "#/message", "detail": detail}])
    submission.state = target
    if outcome is ReviewOutcome.REJECTED:
        submission.decided_at = datetime.now(UTC)
    _write_review(session, asker, submission, outcome, message)
    return submission


def _write_review(
    session: Session,
    asker: Asker,
    submission: Submission,
    outcome: ReviewOutcome,
    message: str | None,
    **data: object,
) -> None:
    submission.reviewer_id = asker.user.id
    session.add(
        Review(
            submission_id=submission.id,
            reviewer_id=asker.user.id,
            outcome=outcome,
            message=message,
        )
    )
    touch(session, submission)
    record(session, asker.user, submission, outcome, **data)
    tell_authors(session, asker.user, submission, f"submission.{outcome}", message)


def approve(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None, approval: Approval
) -> Submission:
    """Publishes what is accepted. Raises ConflictError: undecided changes, or live values that
    moved unseen."""
    submission, state = open_for(session, asker, submission_id, Act.APPROVE, if_match)
    changes = changes_of(session, submission)
    target = lock_target(session, submission, changes)
    _decide_rest(changes, target, asker.user.id, accept_all=approval.accept_all)
    if all(change.decision == Decision.REJECTED for change in changes):
        raise ConflictError("Every change is rejected: reject the submission instead")
    revision = publish_accepted(session, submission, target, changes, asker.user.id)
    settle_duplicate(session, asker.user, submission)
    submission.state = state
    submission.published_revision = revision
    submission.decided_at = datetime.now(UTC)
    close_answered(session, asker.user, submission)
    accepted = [change.path for change in changes if change.decision == Decision.ACCEPTED]
    rejected = [change.path for change in changes if change.decision == Decision.REJECTED]
    _write_review(
        session,
        asker,
        submission,
        ReviewOutcome.APPROVED,
        approval.message,
        revision=revision,
        accepted=accepted,
        rejected=rejected,
    )
    return submission


def _decide_rest(
    changes: list[FieldChange], target: Target, user_id: UUID, *, accept_all: bool
) -> None:
    undecided = [change for change in changes if change.decision is None]
    if undecided and not accept_all:
        raise ConflictError(
            f"{len(undecided)} changes are not decided yet: decide on each, or send "
            '{"accept_all": true}',
            undecided=[change.path for change in undecided],
        )
    live = flatten(target.live) if target.live is not None else {}
    refuse_conflicts(undecided, live)
    for change in undecided:
        accept(change, live.get(change.path), user_id)
