"""Forgets what lets nobody in any longer, and who tried."""

from datetime import timedelta

from sqlalchemy import delete, func, or_
from sqlalchemy.orm import Session

from app.auth.attempts import KEPT
from app.auth.queries import SESSION_IDLE
from app.models import ApiToken, CredentialAttempt, Invitation, PasswordReset, UserSession

INVITATIONS_KEPT = timedelta(days=30)
TOKENS_KEPT = timedelta(days=30)


def forget_credentials(session: Session) -> None:
    """Invitations and tokens stay listed for a month after they expire."""
    now = func.now()
    session.execute(delete(CredentialAttempt).where(CredentialAttempt.at < now - KEPT))
    session.execute(delete(PasswordReset).where(PasswordReset.expires_at < now))
    session.execute(
        delete(UserSession).where(
            or_(UserSession.expires_at < now, UserSession.last_used_at < now - SESSION_IDLE)
        )
    )
    session.execute(delete(ApiToken).where(ApiToken.expires_at < now - TOKENS_KEPT))
    session.execute(delete(Invitation).where(Invitation.expires_at < now - INVITATIONS_KEPT))
