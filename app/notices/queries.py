"""What a user was told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.models import Notification, User
from app.notices.choices import all_choices
from app.notices.events import MailChoice


def list_notifications(
    session: Session,
    user_id: UUID,
    *,
    unread: bool,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[Notification]:
    """The newest first, those before `before`."""
    query = select(Notification).where(Notification.user_id == user_id)
    if unread:
        query = query.where(Notification.read_at.is_(None))
    if before is not None:
        query = query.where(tuple_(Notification.created_at, Notification.id) < before)
    return session.scalars(
        query.order_by(Notification.created_at.desc(), Notification.id.desc()).limit(limit)
    ).all()


def count_unread(session: Session, user_id: UUID) -> int:
    return session.scalars(
        select(func.count())
        .select_from(Notification)
        .where(Notification.user_id == user_id, Notification.read_at.is_(None))
    ).one()


def read_choices(session: Session, user_id: UUID) -> dict[str, MailChoice]:
    return all_choices(session.get_one(User, user_id).mail_choices)
