"""Opens and ends sessions."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import CursorResult, delete, func
from sqlalchemy.orm import Session

from app.auth.secrets import hash_secret, new_secret
from app.models import User, UserSession
from app.models.credentials import MAX_USER_AGENT

SESSION_LIFE = timedelta(days=14)


def open_session(session: Session, user: User, user_agent: str | None = None) -> str:
    """The secret of a new session: never one that someone else may have chosen."""
    secret = new_secret()
    session.add(
        UserSession(
            user_id=user.id,
            token_hash=hash_secret(secret),
            user_agent=user_agent[:MAX_USER_AGENT] if user_agent else None,
            expires_at=func.now() + SESSION_LIFE,
        )
    )
    session.flush()
    return secret


def end_sessions(session: Session, user_id: UUID, *, keep: Collection[UUID] = ()) -> int:
    """How many were ended."""
    done = session.execute(
        delete(UserSession).where(UserSession.user_id == user_id, UserSession.id.not_in(keep))
    )
    assert isinstance(done, CursorResult)  # noqa: S101 - what a DELETE returns
    return done.rowcount
