"""What one is told in the application, and what one wants by mail."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.notices import service
from app.notices.choices import all_choices
from app.notices.queries import count_unread, read_choices
from app.permissions.roles import Permission
from app.review.notifications.schemas import (
    MailChoices,
    NewChoices,
    NotificationList,
    ReadMark,
    Unread,
)
from app.review.notifications.view import check_events, mail_choices, notification_list

router = APIRouter(
    prefix="/api/v1",
    tags=["Notifications"],
    dependencies=[Depends(private)],
    responses=refusals(401, 403),
)
Owner = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]


@router.get("/notifications", responses=refusals(400))
def read_notifications(
    session: ReadSession,
    user: Owner,
    unread: Annotated[bool, Query(description="Only those that you have not read.")] = False,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 30,
) -> NotificationList:
    """Yours."""
    return notification_list(
        session, user, user.language, unread=unread, cursor=cursor, limit=limit
    )


@router.post("/notifications/read", responses=refusals(body=True))
def mark_read(mark: ReadMark, session: WriteSession, user: Owner) -> Unread:
    """Those named, or all of yours, are read."""
    service.mark_read(session, user.id, mark.ids)
    return Unread(unread=count_unread(session, user.id))


@router.get("/me/mail-choices")
def read_mail_choices(session: ReadSession, user: Owner) -> MailChoices:
    return mail_choices(read_choices(session, user.id), user, user.language)


@router.put("/me/mail-choices", responses=refusals(body=True))
def choose_mails(new: NewChoices, session: WriteSession, user: Owner) -> MailChoices:
    check_events(new.choices)
    stored = service.choose_mails(session, user.id, new.choices)
    record_event(session, user.actor, "user.mail_chosen", "user", user.id, data=new.choices)
    return mail_choices(all_choices(stored), user, user.language)
