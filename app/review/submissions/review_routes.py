"""Private API of review: what reviewers do with submissions."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from app.auth.dependencies import private
from app.auth.responses import refusals
from app.db.session import WriteSession
from app.kit.versions import IfMatch, etag
from app.review.submissions import review_service
from app.review.submissions.dependencies import Reviewer
from app.review.submissions.routes import CONDITIONAL, TAGGED
from app.review.submissions.schemas import (
    Approval,
    ChangeDecision,
    ReviewMessage,
    SubmissionView,
)
from app.review.submissions.view import view

router = APIRouter(
    prefix="/api/v1/submissions",
    tags=["Review"],
    dependencies=[Depends(private)],
    responses={**refusals(400, 401, 403), **CONDITIONAL, **TAGGED},
)


@router.post("/{submission_id}/take")
def take(
    submission_id: UUID,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """You examine it; also one that another reviewer took."""
    submission = review_service.take(session, asker, submission_id, if_match)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/release")
def release(
    submission_id: UUID,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """Back into the queue."""
    submission = review_service.release(session, asker, submission_id, if_match)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.put("/{submission_id}/changes/{change_id}/decision", responses=refusals(body=True))
def decide(
    submission_id: UUID,
    change_id: UUID,
    made: ChangeDecision,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """Accepts or rejects one change, or takes the decision back. Nothing is published yet."""
    submission = review_service.decide(session, asker, submission_id, change_id, if_match, made)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/request-changes", responses=refusals(body=True))
def request_changes(
    submission_id: UUID,
    answer: ReviewMessage,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """Back to its author, with a message."""
    submission = review_service.request_changes(
        session, asker, submission_id, if_match, answer.message
    )
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/reject", responses=refusals(body=True))
def reject(
    submission_id: UUID,
    answer: ReviewMessage,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """All of it, with a reason."""
    submission = review_service.reject(session, asker, submission_id, if_match, answer.message)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/approve", responses=refusals(body=True))
def approve(
    submission_id: UUID,
    approval: Approval,
    response: Response,
    asker: Reviewer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """Publishes the accepted changes as a revision of the project, at once for everyone.

    409: changes are undecided (`undecided`), or the live value moved since its change was
    proposed and you did not see that (`conflicts`).
    """
    submission = review_service.approve(session, asker, submission_id, if_match, approval)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)
