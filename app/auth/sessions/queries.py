"""Sessions of a user that still let in."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.queries import SESSION_IDLE
from app.models import UserSession


def open_sessions(session: Session, user_id: UUID) -> Sequence[UserSession]:
    return session.scalars(
        select(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.expires_at > func.now(),
            UserSession.last_used_at > func.now() - SESSION_IDLE,
        )
        .order_by(UserSession.last_used_at.desc(), UserSession.id)
    ).all()
