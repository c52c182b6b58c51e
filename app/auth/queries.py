"""Who stands behind a session or a token that is still valid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal, select
from sqlalchemy.orm import Session

from app.audit.events import Actor
from app.auth.current_user import CurrentUser
from app.auth.secrets import hash_secret
from app.codelists import Channel, Language, UserRole
from app.models import (
    ApiToken,
    DraftPass,
    Membership,
    Organisation,
    ReminderLink,
    Submission,
    User,
    UserSession,
)
from app.permissions.roles import Permission, Scope, permissions_of

# What it takes to show the page of a draft and to save and submit it.
DRAFT_PERMISSIONS = frozenset(
    (Permission.SELF_MANAGE, Permission.SUBMISSIONS_READ, Permission.SUBMISSIONS_WRITE)
)
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


def find_draft_pass(session: Session, secret: str, submission_id: UUID) -> CurrentUser | None:
    """The holder of a reminder's link, who may write this draft of their own and do nothing
    else; the caller sees to it that nothing else is asked."""
    row = session.execute(
        _people(DraftPass.id, literal(False))
        .join(ReminderLink, ReminderLink.user_id == User.id)
        .join(DraftPass, DraftPass.link_id == ReminderLink.id)
        .join(Submission, Submission.id == DraftPass.submission_id)
        .where(
            DraftPass.token_hash == hash_secret(secret),
            DraftPass.submission_id == submission_id,
            DraftPass.expires_at > func.now(),
            ReminderLink.expires_at > func.now(),
            ReminderLink.revoked_at.is_(None),
            Submission.author_id == User.id,
        )
    ).one_or_none()
    if row is None:
        return None
    return replace(_found(row, Channel.LINK).user, permissions=DRAFT_PERMISSIONS)


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
