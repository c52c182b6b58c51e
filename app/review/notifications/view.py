"""Notifications and choices in the words of a reader."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Language
from app.errors import BadParameterError, InvalidFieldsError
from app.i18n.catalogue import messages
from app.kit.cursors import read_cursor, write_cursor
from app.models import Notification
from app.notices.actors import actor_names
from app.notices.events import EVENTS, MailChoice
from app.notices.queries import count_unread, list_notifications
from app.notices.texts import path_of, quote_of, sentence_of
from app.review.notifications.schemas import (
    ChoiceView,
    MailChoices,
    NotificationList,
    NotificationView,
)


def notification_list(
    session: Session,
    user: CurrentUser,
    language: Language,
    *,
    unread: bool,
    cursor: str | None,
    limit: int,
) -> NotificationList:
    before = _place(cursor) if cursor is not None else None
    found = list_notifications(session, user.id, unread=unread, before=before, limit=limit + 1)
    shown = found[:limit]
    names = actor_names(session, [item.data for item in shown])
    more = len(found) > limit
    return NotificationList(
        items=[_view(item, names, language) for item in shown],
        next=write_cursor(shown[-1].created_at.isoformat(), str(shown[-1].id)) if more else None,
        unread=count_unread(session, user.id),
    )


def _view(item: Notification, names: Mapping[str, str], language: Language) -> NotificationView:
    return NotificationView(
        id=item.id,
        event=item.event,
        text=sentence_of(item.event, item.data, names, language),
        quote=quote_of(item.data) or None,
        url=path_of(item.event, item.data, language),
        created_at=item.created_at,
        read_at=item.read_at,
    )


def _place(cursor: str) -> tuple[datetime, UUID]:
    created, notification_id = read_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(created), UUID(notification_id)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None


def mail_choices(
    choices: Mapping[str, MailChoice], user: CurrentUser, language: Language
) -> MailChoices:
    """Of the events that may concern the user."""
    gettext = messages(language).gettext
    return MailChoices(
        items=[
            ChoiceView(
                event=name,
                label=gettext(event.label),
                mail=choices[name],
                default=event.default,
            )
            for name, event in EVENTS.items()
            if user.may(event.concerns)
        ]
    )


def check_events(choices: Mapping[str, MailChoice]) -> None:
    """Raises InvalidFieldsError."""
    unknown = [name for name in choices if name not in EVENTS]
    if unknown:
        detail = f"there is no such event; there are {', '.join(EVENTS)}"
        raise InvalidFieldsError(
            [{"pointer": f"#/choices/{_escaped(name)}", "detail": detail} for name in unknown]
        )


def _escaped(name: str) -> str:
    return quote(name[:100].replace("~", "~0").replace("/", "~1"), safe="~", errors="replace")
