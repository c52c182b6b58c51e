"""Who stands behind a session or a token that is still valid."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor
from app.auth.current_user import CurrentUser
from app.auth.secrets import hash_secret
from app.codelists import Channel, Language, UserRole
from app.models import ApiToken, Membership, Organisation, User, UserSession
from app.permissions.roles import Scope, permissions_of

SESSION_IDLE = timedelta(hours=24)
# How exactly the last use is kept: a write for each request would be dear.
USE_STEP = timedelta(minutes=1)


class Found(NamedTuple):
    user: CurrentUser
    credential_id: UUID
    touch: bool  # its last use was written down more than a minute ago


def find_session(session: Session, secret: str) -> Found | None:
    touch = UserSession.last_used_at < func.now() - USE_STEP
    row = session.execute(
        _people(UserSession.id, touch)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == hash_secret(secret),
            UserSession.expires_at > func.now(),
            UserSession.last_used_at > func.now() - SESSION_IDLE,
        )
    ).one_or_none()
    return _found(row, Channel.SESSION) if row else None


def find_token(session: Session, secret: str) -> Found | None:
    touch = func.coalesce(ApiToken.last_used_at < func.now() - USE_STEP, True)
    row = session.execute(
        _people(ApiToken.id, touch, ApiToken.scopes)
        .join(ApiToken, ApiToken.user_id == User.id)
        .where(ApiToken.token_hash == hash_secret(secret), ApiToken.expires_at > func.now())
    ).one_or_none()
    return _found(row, Channel.TOKEN, row[3]) if row else None


def active() -> ColumnElement[bool]:
    """Users who may sign in."""
    return User.disabled_at.is_(None) & User.anonymised_at.is_(None)


def _people(*columns: Any) -> Select[*tuple[Any, ...]]:
    organisations = (
        select(func.array_agg(func.coalesce(Organisation.merged_into_id, Organisation.id)))
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == User.id)
        .scalar_subquery()
    )
    own, touch, *more = columns
    return select(User, own, touch, *(more or [None]), organisations).where(active())


def _found(
    row: Row[*tuple[Any, ...]], channel: Channel, scopes: Sequence[str] | None = None
) -> Found:
    user, credential_id, touch, _, organisations = row
    role = UserRole(user.role)
    limited = None if scopes is None else frozenset(map(Scope, scopes))
    current = CurrentUser(
        id=user.id,
        name=user.name,
        email=user.email,
        role=role,
        language=Language(user.language),
        organisation_ids=frozenset(organisations or ()),
        permissions=permissions_of(role, limited),
        actor=Actor(user.id, channel),
        session_id=credential_id if channel == Channel.SESSION else None,
    )
    return Found(current, credential_id, touch)
