"""API tokens of a user."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.auth.secrets import TOKEN_PREFIX, hash_secret, new_secret
from app.auth.tokens.schemas import NewToken
from app.errors import ConflictError, InvalidFieldsError, NotFoundError
from app.models import ApiToken, User
from app.permissions.roles import scopes_of

MAX_TOKENS = 20


def list_tokens(session: Session, user_id: UUID) -> Sequence[tuple[ApiToken, bool]]:
    """Each, and whether it has expired; the newest first."""
    rows = session.execute(
        select(ApiToken, ApiToken.expires_at <= func.now())
        .where(ApiToken.user_id == user_id)
        .order_by(ApiToken.created_at.desc(), ApiToken.id)
    )
    return [(token, expired) for token, expired in rows]


def create_token(session: Session, user: CurrentUser, new: NewToken) -> tuple[ApiToken, str]:
    """The row, and the secret that is told once."""
    beyond = new.scopes - scopes_of(user.role)
    if beyond:
        raise InvalidFieldsError(
            [
                {
                    "pointer": "#/scopes",
                    "detail": f"your role does not allow: {', '.join(sorted(beyond))}",
                    "code": "beyond_role",
                }
            ]
        )
    session.execute(select(User.id).where(User.id == user.id).with_for_update())
    if len(list_tokens(session, user.id)) >= MAX_TOKENS:
        raise ConflictError(f"You have {MAX_TOKENS} tokens: revoke one that is not needed.")
    secret = TOKEN_PREFIX + new_secret()
    token = ApiToken(
        user_id=user.id,
        name=new.name,
        token_hash=hash_secret(secret),
        scopes=sorted(new.scopes),
        expires_at=func.now() + timedelta(days=new.expires_in_days),
    )
    session.add(token)
    session.flush()
    session.refresh(token)
    data = {"scopes": token.scopes, "expires_at": token.expires_at}
    record_event(session, user.actor, "token.created", "token", token.id, data=data)
    return token, secret


def revoke_token(session: Session, user: CurrentUser, token_id: UUID) -> None:
    token = session.scalars(
        select(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.user_id == user.id)
        .with_for_update()
    ).one_or_none()
    if token is None:
        raise NotFoundError("You have no such token; it may have been revoked.")
    session.delete(token)
    record_event(session, user.actor, "token.revoked", "token", token_id)
