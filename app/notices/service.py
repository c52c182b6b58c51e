"""What users do with their notifications."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, update
from sqlalchemy.orm import Session

from app.models import Notification, User
from app.notices.choices import to_store
from app.notices.events import MailChoice


def mark_read(session: Session, user_id: UUID, ids: Sequence[UUID] | None) -> None:
    """All of the user's when `ids` is None. Those of others are as good as absent."""
    unread = update(Notification).where(
        Notification.user_id == user_id, Notification.read_at.is_(None)
    )
    if ids is not None:
        unread = unread.where(Notification.id.in_(ids))
    session.execute(unread.values(read_at=func.now()))


def choose_mails(
    session: Session, user_id: UUID, choices: Mapping[str, MailChoice]
) -> dict[str, Any]:
    """What is not chosen stays as it was. Gives what is stored."""
    user = session.get_one(User, user_id, with_for_update=True)
    kept = {event: value for event, value in user.mail_choices.items() if event not in choices}
    user.mail_choices = {**kept, **to_store(choices)}
    session.flush()
    return user.mail_choices


def forget_message(session: Session, comment_id: UUID, since: datetime) -> None:
    """Takes the quoted text of a comment out of what people were told since it was written."""
    session.execute(
        update(Notification)
        .where(
            Notification.created_at >= since,
            Notification.data["comment"].astext == str(comment_id),
        )
        .values(data=Notification.data.op("-")(cast("message", Text)))
    )
