"""How long mails and notifications are kept."""

from datetime import timedelta

from sqlalchemy import delete, func, or_
from sqlalchemy.orm import Session

from app.models import Notification, OutboxMessage

MAILS_KEPT = timedelta(days=30)
NOTIFICATIONS_KEPT = timedelta(days=365)


def forget_notices(session: Session) -> None:
    """Mails a month after they were sent or given up; notifications after a year."""
    session.execute(
        delete(OutboxMessage).where(
            or_(
                OutboxMessage.sent_at < func.now() - MAILS_KEPT,
                OutboxMessage.given_up_at < func.now() - MAILS_KEPT,
            )
        )
    )
    session.execute(
        delete(Notification).where(Notification.created_at < func.now() - NOTIFICATIONS_KEPT)
    )
