"""Changes passwords, by the one before or by a link in a mail."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.attempts import forgive, take_attempt
from app.auth.current_user import CurrentUser
from app.auth.mails import changed_mail, reset_mail
from app.auth.passwords.hashing import hash_password, verify_password
from app.auth.passwords.rules import ADVICE, fault_of
from app.auth.passwords.schemas import PasswordChange
from app.auth.queries import active
from app.auth.secrets import hash_secret, new_secret
from app.auth.sessions.service import Client, SignedIn, end_sessions, enter
from app.codelists import Attempt, Channel, Language
from app.db.engine import Database
from app.errors import InvalidFieldsError, NotFoundError
from app.models import PasswordReset, User
from app.notices.outbox import post_mail

RESET_LIFE = timedelta(hours=1)


def check_new_password(password: str, pointer: str, *personal: str) -> None:
    """Raises InvalidFieldsError; its `code` says which rule is broken."""
    fault = fault_of(password, personal)
    if fault is not None:
        raise InvalidFieldsError([{"pointer": pointer, "detail": ADVICE[fault], "code": fault}])


def change_password(
    database: Database, user: CurrentUser, given: PasswordChange, client: Client
) -> SignedIn:
    """A session of its own; all others end. Raises InvalidFieldsError, TooManyRequestsError."""
    with database.write() as session:
        attempted = take_attempt(session, Attempt.PASSWORD_CHANGE, str(user.id), client.address)
        password_hash = session.scalars(
            select(User.password_hash).where(User.id == user.id)
        ).one_or_none()
    if not verify_password(password_hash, given.current_password):
        raise InvalidFieldsError(
            [
                {
                    "pointer": "#/current_password",
                    "detail": "is not your present password",
                    "code": "wrong",
                }
            ]
        )
    check_new_password(given.new_password, "#/new_password", user.name, user.email)
    renewed = hash_password(given.new_password)
    with database.write() as session:
        forgive(session, attempted)
        row = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
        set_password(session, row, renewed, user.actor)
        return enter(session, row, client)


def count_request(database: Database, email: str, client: Client) -> None:
    """Raises TooManyRequestsError, by what was asked and not by who exists."""
    with database.write() as session:
        take_attempt(session, Attempt.PASSWORD_RESET, email, client.address)


def send_reset(database: Database, email: str) -> None:
    """To whoever has the address. Done once the answer is sent, so that its time tells nothing."""
    with database.write() as session:
        user = session.scalars(select(User).where(User.email == email, active())).one_or_none()
        if user is not None:
            language = Language(user.language)
            secret = issue_reset(session, user)
            post_mail(session, email, language, *reset_mail(secret, language, user.name))
            record_event(
                session, Actor(None, Channel.LINK), "password.reset_requested", "user", user.id
            )


def issue_reset(session: Session, user: User, life: timedelta = RESET_LIFE) -> str:
    """The secret of a new link; those before it end."""
    secret = new_secret()
    session.execute(delete(PasswordReset).where(PasswordReset.user_id == user.id))
    session.add(
        PasswordReset(user_id=user.id, token_hash=hash_secret(secret), expires_at=func.now() + life)
    )
    session.flush()
    return secret


def open_reset(session: Session, secret: str) -> datetime:
    """When the link ends. Raises NotFoundError."""
    return _reset_of(session, secret).expires_at


def reset_password(session: Session, secret: str, password: str) -> None:
    """The link is used up once the password is accepted; all sessions end."""
    reset = _reset_of(session, secret, lock=True)
    user = session.scalars(select(User).where(User.id == reset.user_id).with_for_update()).one()
    check_new_password(password, "#/password", user.name, user.email or "")
    set_password(session, user, hash_password(password), Actor(user.id, Channel.LINK))


def _reset_of(session: Session, secret: str, *, lock: bool = False) -> PasswordReset:
    found = (
        select(PasswordReset)
        .join(User, User.id == PasswordReset.user_id)
        .where(
            PasswordReset.token_hash == hash_secret(secret),
            PasswordReset.expires_at > func.now(),
            active(),
        )
    )
    reset = session.scalars(
        found.with_for_update(of=PasswordReset) if lock else found
    ).one_or_none()
    if reset is None:
        raise NotFoundError("This link was used already, or it has expired: ask for a new one.")
    return reset


def set_password(session: Session, user: User, password_hash: str, actor: Actor) -> None:
    """All sessions end, and the user is told by mail."""
    user.password_hash = password_hash
    end_sessions(session, user.id)
    session.execute(delete(PasswordReset).where(PasswordReset.user_id == user.id))
    record_event(session, actor, "password.changed", "user", user.id)
    if user.email is not None:
        language = Language(user.language)
        post_mail(session, user.email, language, *changed_mail(language, user.name))
