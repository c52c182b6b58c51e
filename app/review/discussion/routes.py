"""Discussions: `…/comments` of submissions and of projects, and what is done with a message."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.storable import StorableText
from app.permissions.roles import Permission
from app.review.discussion import service
from app.review.discussion.queries import list_threads, mentionable, view_threads
from app.review.discussion.schemas import NewComment, PersonList, ThreadList, ThreadView
from app.review.discussion.subjects import Subject, project_subject, submission_subject
from app.review.idempotency import Answer, Key, answer_once

router = APIRouter(
    prefix="/api/v1",
    tags=["Discussion"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403, 404),
)
Reader = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))]
Writer = Annotated[CurrentUser, Depends(require(Permission.COMMENTS_WRITE))]
Identifier = Annotated[str, Path(max_length=50, description="Such as `MA-MD-0001`.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=100, description="Threads in a page.")]
Typed = Annotated[StorableText, Query(max_length=100, description="Beginning of a name.")]
CREATED: dict[int | str, dict[str, Any]] = {**refusals(body=True)}


@router.get("/submissions/{submission_id}/comments")
def read_submission_threads(
    submission_id: UUID,
    session: ReadSession,
    user: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> ThreadList:
    """What was said about a submission that you may see."""
    subject = submission_subject(session, user, submission_id)
    return list_threads(session, user, subject, cursor, limit)


@router.get("/projects/{identifier}/comments")
def read_project_threads(
    identifier: Identifier, session: ReadSession, user: Reader, cursor: Cursor = None,
    limit: Limit = 50,
) -> ThreadList:  # fmt: skip
    """What was said about a project, among analysts and organisations that take part in it."""
    subject = project_subject(session, user, identifier)
    return list_threads(session, user, subject, cursor, limit)


@router.get("/submissions/{submission_id}/comments/mentionable")
def read_submission_readers(
    submission_id: UUID, session: ReadSession, user: Writer, q: Typed = ""
) -> PersonList:
    """Others who see this discussion, at most 10."""
    subject = submission_subject(session, user, submission_id)
    return PersonList(items=mentionable(session, user, subject, q))


@router.get("/projects/{identifier}/comments/mentionable")
def read_project_readers(
    identifier: Identifier, session: ReadSession, user: Writer, q: Typed = ""
) -> PersonList:
    """Others who see this discussion, at most 10."""
    subject = project_subject(session, user, identifier)
    return PersonList(items=mentionable(session, user, subject, q))


@router.post(
    "/submissions/{submission_id}/comments",
    status_code=201,
    response_model=ThreadView,
    responses=CREATED,
)
def comment_submission(
    submission_id: UUID, new: NewComment, request: Request, session: WriteSession, user: Writer,
    key: Key = None,
) -> Response:  # fmt: skip
    """Gives the thread that the message begins, or belongs to."""
    create = _creation(session, user, new, lambda: submission_subject(session, user, submission_id))
    return answer_once(session, user.id, key, request, new, create)


@router.post(
    "/projects/{identifier}/comments",
    status_code=201,
    response_model=ThreadView,
    responses=CREATED,
)
def comment_project(
    identifier: Identifier, new: NewComment, request: Request, session: WriteSession,
    user: Writer, key: Key = None,
) -> Response:  # fmt: skip
    """Gives the thread that the message begins, or belongs to."""
    create = _creation(session, user, new, lambda: project_subject(session, user, identifier))
    return answer_once(session, user.id, key, request, new, create)


@router.delete("/comments/{comment_id}", status_code=204)
def erase(comment_id: UUID, session: WriteSession, user: Writer) -> None:
    """Your own message loses its text for good; its place stays, so that answers make sense."""
    service.erase_comment(session, user, comment_id)


@router.post("/comments/{comment_id}/resolve", responses=refusals(409))
def resolve(comment_id: UUID, session: WriteSession, user: Writer) -> ThreadView:
    """Closes the thread of this first message; an answer opens it again."""
    thread = service.resolve_thread(session, user, comment_id)
    return view_threads(session, user, [thread])[0]


@router.post("/comments/{comment_id}/unresolve", responses=refusals(409))
def reopen(comment_id: UUID, session: WriteSession, user: Writer) -> ThreadView:
    thread = service.reopen_thread(session, user, comment_id)
    return view_threads(session, user, [thread])[0]


def _creation(
    session: WriteSession, user: CurrentUser, new: NewComment, find: Callable[[], Subject]
) -> Callable[[], Answer]:
    def create() -> Answer:
        comment = service.add_comment(session, user, find(), new)
        thread = service.thread_of(session, comment)
        return Answer(201, view_threads(session, user, [thread])[0])

    return create
