"""Changes to an account, and its end."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.account.schemas import OwnChanges
from app.auth.attempts import take_attempt
from app.auth.current_user import CurrentUser
from app.auth.passwords.hashing import verify_password
from app.auth.queries import active
from app.auth.sessions.service import Client
from app.codelists import Attempt, Sharing, UserRole
from app.db.engine import Database
from app.errors import ConflictError, InvalidFieldsError, NotFoundError
from app.models import (
    ApiToken,
    Membership,
    Notification,
    OutboxMessage,
    PasswordReset,
    ReminderLink,
    SavedView,
    User,
    UserSession,
)

FORMER_USER = "Ancien utilisateur"


class LastAdministratorError(ConflictError):
    title = "The last administrator"


def get_user(session: Session, user_id: UUID, *, lock: bool = False) -> User:
    """Raises NotFoundError."""
    found = select(User).where(User.id == user_id)
    user = session.scalars(found.with_for_update() if lock else found).one_or_none()
    if user is None:
        raise NotFoundError("There is no such user.")
    return user


def change_own(session: Session, user: CurrentUser, changes: OwnChanges) -> User:
    row = get_user(session, user.id, lock=True)
    fields = sorted(changes.model_fields_set)
    for field in fields:
        setattr(row, field, getattr(changes, field))
    if fields:
        record_event(session, user.actor, "user.updated", "user", user.id, data={"fields": fields})
    session.flush()
    return row


def keep_an_administrator(session: Session, user: User) -> None:
    """Raises LastAdministratorError if nobody else could administer. Two who remove each other
    take turns."""
    administrators = session.scalars(
        select(User.id)
        .where(User.role == UserRole.ADMINISTRATOR, active())
        .order_by(User.id)
        .with_for_update()
    ).all()
    if user.id in administrators and len(administrators) == 1:
        raise LastAdministratorError(
            "This is the last administrator: make someone else administrator first."
        )


def check_own_password(
    database: Database, user: CurrentUser, password: str, client: Client
) -> None:
    """Before what cannot be undone. Raises InvalidFieldsError, TooManyRequestsError."""
    with database.write() as session:
        take_attempt(session, Attempt.PASSWORD_CHANGE, str(user.id), client.address)
        password_hash = session.scalars(
            select(User.password_hash).where(User.id == user.id)
        ).one_or_none()
    if not verify_password(password_hash, password):
        raise InvalidFieldsError(
            [{"pointer": "#/password", "detail": "is not your present password", "code": "wrong"}]
        )


def shut_out(session: Session, user: User) -> None:
    """Whatever let this user in."""
    for model in (UserSession, ApiToken, PasswordReset):
        session.execute(delete(model).where(model.user_id == user.id))
    session.execute(
        update(ReminderLink)
        .where(ReminderLink.user_id == user.id, ReminderLink.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )


def anonymise(session: Session, actor: Actor, user_id: UUID) -> None:
    """Forgets who this was. What they wrote stays, under no name; so do audit events."""
    user = get_user(session, user_id)
    keep_an_administrator(session, user)
    session.refresh(user, with_for_update=True)
    if user.anonymised_at is not None:
        return
    shut_out(session, user)
    session.execute(delete(Membership).where(Membership.user_id == user.id))
    session.execute(delete(Notification).where(Notification.user_id == user.id))
    session.execute(
        delete(SavedView).where(SavedView.owner_id == user.id, SavedView.sharing == Sharing.PRIVATE)
    )
    session.execute(delete(OutboxMessage).where(OutboxMessage.recipient == user.email))
    user.name = FORMER_USER
    user.email = None
    user.password_hash = None
    user.mail_choices = {}
    now = session.scalars(select(func.now())).one()
    user.anonymised_at = now
    user.disabled_at = user.disabled_at or now
    record_event(session, actor, "user.anonymised", "user", user.id)
