"""`/api/v1/saved-views`: views of the analysis that analysts keep, name and share."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.versions import IfMatch, etag
from app.permissions.roles import Permission
from app.projects.dependencies import ReferenceDep
from app.review.idempotency import Answer, Key, answer_once
from app.review.saved_views import service
from app.review.saved_views.queries import describe_view, find_view, list_views
from app.review.saved_views.schemas import NewView, SavedViewItem, SavedViewList, ViewEdit
from app.review.submissions.routes import CONDITIONAL, TAGGED

router = APIRouter(
    prefix="/api/v1/saved-views",
    tags=["Saved views"],
    dependencies=[Depends(private)],
    responses=refusals(401, 403),
)
Analyst = Annotated[CurrentUser, Depends(require(Permission.VIEWS_SAVE))]
Anyone = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))]


@router.get("")
def read_views(user: Analyst, session: ReadSession) -> SavedViewList:
    """One's own first, then those that others share; each by name."""
    return list_views(session, user, user.language)


@router.post(
    "",
    status_code=201,
    response_model=SavedViewItem,
    responses={
        **refusals(409, body=True),
        201: {
            "headers": {
                "ETag": {"description": "For If-Match.", "schema": {"type": "string"}},
                "Location": {"description": "Its address.", "schema": {"type": "string"}},
            }
        },
    },
)
def create_view(
    new: NewView,
    request: Request,
    user: Analyst,
    session: WriteSession,
    reference: ReferenceDep,
    key: Key = None,
) -> Response:
    """The query is read as the page would read it: what the page refuses is refused here."""

    def create() -> Answer:
        view = service.save_view(session, user, new, reference)
        headers = {"location": f"{router.prefix}/{view.id}", "etag": etag(view.version)}
        return Answer(201, describe_view(session, view, user, user.language), headers)

    return answer_once(session, user.id, key, request, new, create)


@router.get("/{view_id}", responses={**refusals(400, 404), **TAGGED})
def read_view(
    view_id: UUID, user: Anyone, session: ReadSession, response: Response
) -> SavedViewItem:
    """One's own, or one that is shared with the asker."""
    view = find_view(session, user, view_id)
    response.headers["etag"] = etag(view.version)
    return describe_view(session, view, user, user.language)


@router.patch("/{view_id}", responses={**refusals(404, body=True), **CONDITIONAL, **TAGGED})
def edit_view(
    view_id: UUID,
    edit: ViewEdit,
    user: Analyst,
    session: WriteSession,
    reference: ReferenceDep,
    response: Response,
    if_match: IfMatch = None,
) -> SavedViewItem:
    """By its owner. What is left out stays as it is."""
    view = service.edit_view(session, user, view_id, if_match, edit, reference)
    response.headers["etag"] = etag(view.version)
    return describe_view(session, view, user, user.language)


@router.delete("/{view_id}", status_code=204, responses=refusals(400, 404))
def delete_view(view_id: UUID, user: Analyst, session: WriteSession) -> None:
    """By its owner; its link then leads nowhere."""
    service.delete_view(session, user, view_id)
