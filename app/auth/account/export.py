"""What is kept about a person, for that person (GDPR article 15, law 09-08 article 7)."""

from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.account.schemas import AccountExport, Rows
from app.auth.me import read_me
from app.codelists import UserRole
from app.models import (
    ApiToken,
    AuditEvent,
    Comment,
    Notification,
    Reminder,
    Review,
    SavedView,
    Submission,
    User,
    UserSession,
)
from app.permissions.roles import permissions_of


def export_account(session: Session, actor: Actor, user: User) -> AccountExport:
    """Leaves an audit event: it shows personal data."""
    rows = {name: _rows(session, query) for name, query in _queries(user.id).items()}
    record_event(session, actor, "user.exported", "user", user.id)
    return AccountExport(
        account=read_me(session, user, permissions_of(UserRole(user.role))),
        mail_choices=user.mail_choices,
        **rows,
    )


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Rows:
    return [to_jsonable_python(dict(row)) for row in session.execute(query).mappings()]


def _queries(user_id: UUID) -> dict[str, Select[*tuple[Any, ...]]]:
    return {
        "sessions": select(
            UserSession.id,
            UserSession.user_agent,
            UserSession.created_at,
            UserSession.last_used_at,
            UserSession.expires_at,
        )
        .where(UserSession.user_id == user_id)
        .order_by(UserSession.created_at),
        "tokens": select(
            ApiToken.id,
            ApiToken.name,
            ApiToken.scopes,
            ApiToken.created_at,
            ApiToken.last_used_at,
            ApiToken.expires_at,
        )
        .where(ApiToken.user_id == user_id)
        .order_by(ApiToken.created_at),
        "notifications": select(
            Notification.event, Notification.data, Notification.created_at, Notification.read_at
        )
        .where(Notification.user_id == user_id)
        .order_by(Notification.created_at),
        "submissions": select(
            Submission.number,
            Submission.state,
            Submission.note,
            Submission.created_at,
            Submission.submitted_at,
            Submission.decided_at,
        )
        .where(Submission.author_id == user_id)
        .order_by(Submission.number),
        "comments": select(Comment.id, Comment.body, Comment.created_at)
        .where(Comment.author_id == user_id)
        .order_by(Comment.created_at),
        "reviews": select(Review.outcome, Review.message, Review.created_at)
        .where(Review.reviewer_id == user_id)
        .order_by(Review.created_at),
        "reminders": select(Reminder.project_id, Reminder.step, Reminder.sent_at)
        .where(Reminder.user_id == user_id)
        .order_by(Reminder.sent_at),
        "saved_views": select(
            SavedView.name,
            SavedView.kind,
            SavedView.query,
            SavedView.sharing,
            SavedView.created_at,
            SavedView.updated_at,
        )
        .where(SavedView.owner_id == user_id)
        .order_by(SavedView.created_at),
        "audit_events": select(
            AuditEvent.at,
            AuditEvent.channel,
            AuditEvent.action,
            AuditEvent.subject_kind,
            AuditEvent.subject_id,
        )
        .where(AuditEvent.actor_id == user_id)
        .order_by(AuditEvent.id),
    }
