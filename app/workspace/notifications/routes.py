"""What one was told, and the choice of what is told by mail."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from app.notices.events import MailChoice
from app.notices.queries import read_choices
from app.review.notifications.view import mail_choices, notification_list
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute

PAGE_SIZE = 30
router = APIRouter(
    prefix="/{lang}/workspace/notifications", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("")
def notifications_page(
    page: WorkspacePageDep,
    unread: bool = False,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
) -> HTMLResponse:
    found = notification_list(
        page.session, page.user, page.language, unread=unread, cursor=cursor, limit=PAGE_SIZE
    )
    return page.show("notifications/list.html", found=found, only_unread=unread, later=cursor)


@router.get("/mail")
def mail_choices_page(page: WorkspacePageDep) -> HTMLResponse:
    known = read_choices(page.session, page.user.id)
    return page.show(
        "notifications/mail.html",
        choices=mail_choices(known, page.user, page.language).items,
        answers=list(MailChoice),
        email=page.user.email,
    )
