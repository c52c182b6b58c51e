"""Private API of submissions: what authors do, and what everyone who sees them reads."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from app.auth.dependencies import private
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.schemas import Problem
from app.kit.versions import IfMatch, etag
from app.review.idempotency import Answer, Key, answer_once
from app.review.submissions import service
from app.review.submissions.check import check, whole_document
from app.review.submissions.dependencies import Reader, Writer
from app.review.submissions.filters import SubmissionsQuery
from app.review.submissions.live import find_project
from app.review.submissions.queries import list_submissions
from app.review.submissions.schemas import (
    NewSubmission,
    SubmissionCheck,
    SubmissionEdit,
    SubmissionList,
    SubmissionView,
    Submitting,
)
from app.review.submissions.view import view
from app.review.visibility import find_submission

router = APIRouter(
    prefix="/api/v1/submissions",
    tags=["Submissions"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403),
)
CONDITIONAL: dict[int | str, dict[str, Any]] = {
    **refusals(404, 409),
    412: {"model": Problem, "description": "It changed since; `version` is the present one."},
    428: {"model": Problem, "description": "If-Match is missing; `version` is the present one."},
}
_ETAG = {"ETag": {"description": "Its version, for If-Match.", "schema": {"type": "string"}}}
TAGGED: dict[int | str, dict[str, Any]] = {200: {"headers": _ETAG}}


@router.get("")
def read_submissions(
    query: Annotated[SubmissionsQuery, Query()], asker: Reader, session: ReadSession
) -> SubmissionList:
    """Those that you may see."""
    return list_submissions(session, asker, query)


@router.post(
    "",
    status_code=201,
    response_model=SubmissionView,
    responses={
        **refusals(404, 409, 429, body=True),
        201: {
            "headers": {
                **_ETAG,
                "Location": {"description": "Its address.", "schema": {"type": "string"}},
            }
        },
    },
)
def create_submission(
    new: NewSubmission, request: Request, asker: Writer, session: WriteSession, key: Key = None
) -> Response:
    """A draft, of a new project or of changes to one.

    Organisations are named by their slug. One that the catalogue does not have is added by an
    analyst first; until then the draft can be kept, not submitted.
    """

    def create() -> Answer:
        project = find_project(session, new.project) if new.project is not None else None
        submission = service.start_submission(
            session,
            asker.user,
            project=project,
            organisation_id=service.organisation_id_of(session, new.organisation),
            patch=new.patch,
            sources=new.sources,
            note=new.note,
        )
        headers = {
            "location": f"/api/v1/submissions/{submission.id}",
            "etag": etag(submission.version),
        }
        return Answer(201, view(session, asker, submission), headers)

    return answer_once(session, asker.user.id, key, request, new, create)


@router.get("/{submission_id}", responses={**refusals(404), **TAGGED})
def read_submission(
    submission_id: UUID, response: Response, asker: Reader, session: ReadSession
) -> SubmissionView:
    """One, with its changes beside the live values."""
    submission = find_submission(session, asker.user, submission_id)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.patch("/{submission_id}", responses={**refusals(body=True), **CONDITIONAL, **TAGGED})
def edit_submission(
    submission_id: UUID,
    edit: SubmissionEdit,
    response: Response,
    asker: Writer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """Each path that the patch changes becomes a field change; one that is set back to the live
    value disappears, and its source with it."""
    submission = service.edit_submission(session, asker, submission_id, if_match, edit)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.delete("/{submission_id}", status_code=204, responses=CONDITIONAL)
def delete_submission(
    submission_id: UUID, asker: Writer, session: WriteSession, if_match: IfMatch = None
) -> None:
    """A draft; one that was submitted once is kept, withdrawn."""
    service.delete(session, asker, submission_id, if_match)


@router.get("/{submission_id}/document", responses=refusals(404))
def read_document(submission_id: UUID, asker: Reader, session: ReadSession) -> dict[str, Any]:
    """The project as it would be with all the changes; it need not be complete or valid."""
    return whole_document(session, find_submission(session, asker.user, submission_id))


@router.get("/{submission_id}/check", responses=refusals(404))
def read_check(submission_id: UUID, asker: Reader, session: ReadSession) -> SubmissionCheck:
    """What stands in the way of publishing it, what is not known, what it may be a double of."""
    submission = find_submission(session, asker.user, submission_id)
    return check(session, submission, asker.user.language)


@router.post("/{submission_id}/submit", responses={**refusals(body=True), **CONDITIONAL, **TAGGED})
def submit(
    submission_id: UUID,
    response: Response,
    asker: Writer,
    session: WriteSession,
    if_match: IfMatch = None,
    submitting: Submitting | None = None,
) -> SubmissionView:
    """Refused, with what is wrong at which path, unless all of it could be published."""
    message = submitting.message if submitting else None
    submission = service.submit(session, asker, submission_id, if_match, message)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/withdraw", responses={**CONDITIONAL, **TAGGED})
def withdraw(
    submission_id: UUID,
    response: Response,
    asker: Writer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    submission = service.withdraw(session, asker, submission_id, if_match)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)


@router.post("/{submission_id}/reopen", responses={**CONDITIONAL, **TAGGED})
def reopen(
    submission_id: UUID,
    response: Response,
    asker: Writer,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubmissionView:
    """A draft again, after it was withdrawn or rejected; nothing of it is decided."""
    submission = service.reopen(session, asker, submission_id, if_match)
    response.headers["etag"] = etag(submission.version)
    return view(session, asker, submission)
