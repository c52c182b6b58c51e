"""Pages of saved views: the list, a new one, and the way from its link to the page itself."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from app.auth.current_user import CurrentUser
from app.codelists import Sharing, ViewKind
from app.errors import ForbiddenError, InvalidFieldsError
from app.models.saved_view import MAX_QUERY
from app.permissions.roles import Permission
from app.review.saved_views.kinds import PATHS, read_query
from app.review.saved_views.queries import describe_view, find_view, list_views
from app.workspace.context import WorkspacePage, WorkspacePageDep
from app.workspace.errors import WorkspaceRoute

router = APIRouter(
    prefix="/{lang}/workspace/views", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("")
def views_page(page: WorkspacePageDep) -> HTMLResponse:
    user = _analyst(page)
    found = list_views(page.session, user, page.language)
    return page.show(
        "views/list.html",
        own=[item for item in found.items if item.own],
        shared=[item for item in found.items if not item.own],
        sharings=list(Sharing),
    )


@router.get("/new")
def new_view_page(
    page: WorkspacePageDep,
    kind: ViewKind = ViewKind.DASHBOARD,
    query: Annotated[str, Query(max_length=MAX_QUERY)] = "",
) -> HTMLResponse:
    """Of the page of analysis that led here."""
    _analyst(page)
    try:
        understood = read_query(kind, query, page.reference)
    except InvalidFieldsError:
        return page.show("views/new.html", status=400, kind=kind, path_of_kind=PATHS[kind])
    return page.show(
        "views/new.html",
        kind=kind,
        view={"kind": kind, "query": understood},
        path_of_kind=PATHS[kind],
        sharings=list(Sharing),
    )


@router.get("/{view_id}")
def open_view(view_id: UUID, page: WorkspacePageDep) -> RedirectResponse:
    user = page.asker.user
    view = find_view(page.session, user, view_id)
    shown = describe_view(page.session, view, user, page.language)
    return RedirectResponse(shown.path, status_code=303)


def _analyst(page: WorkspacePage) -> CurrentUser:
    if not page.user.may(Permission.VIEWS_SAVE):
        raise ForbiddenError("Analysts keep views.")
    return page.asker.user
