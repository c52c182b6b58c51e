"""Private API of history: who proposed and accepted each revision, and the way back to one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.versions import etag
from app.permissions.roles import Permission
from app.review.history.queries import find_project
from app.review.history.schemas import PrivateRevisionList, RestoreRequest, RevisionsQuery
from app.review.history.service import start_restoring
from app.review.history.views import private_revision_list
from app.review.idempotency import Answer, Key, answer_once
from app.review.submissions.dependencies import Writer
from app.review.submissions.schemas import SubmissionView
from app.review.submissions.service import organisation_id_of
from app.review.submissions.view import view

router = APIRouter(
    prefix="/api/v1",
    tags=["History"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403),
)


@router.get("/manage/projects/{identifier}/revisions", responses=refusals(404))
def read_private_revisions(
    identifier: str,
    query: Annotated[RevisionsQuery, Query()],
    user: Annotated[CurrentUser, Depends(require(Permission.HISTORY_READ))],
    session: ReadSession,
) -> PrivateRevisionList:
    """As the public list, with people and submissions."""
    return private_revision_list(session, user, find_project(session, identifier), query)


@router.post(
    "/projects/{identifier}/revisions/{number}/restore",
    status_code=201,
    response_model=SubmissionView,
    responses={
        **refusals(404, 409, body=True),
        201: {
            "headers": {
                "ETag": {"description": "Its version.", "schema": {"type": "string"}},
                "Location": {"description": "Its address.", "schema": {"type": "string"}},
            }
        },
    },
)
def restore_revision(
    identifier: str,
    number: int,
    wanted: RestoreRequest,
    request: Request,
    asker: Writer,
    session: WriteSession,
    key: Key = None,
) -> Response:
    """A draft submission that proposes what the revision had otherwise than the project now."""

    def create() -> Answer:
        submission = start_restoring(
            session,
            asker.user,
            find_project(session, identifier),
            number,
            organisation_id=organisation_id_of(session, wanted.organisation),
            note=wanted.note,
        )
        headers = {
            "location": f"/api/v1/submissions/{submission.id}",
            "etag": etag(submission.version),
        }
        return Answer(201, view(session, asker, submission), headers)

    return answer_once(session, asker.user.id, key, request, wanted, create)
