"""Opens and ends sessions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.attempts import forgive, take_attempt
from app.auth.current_user import CurrentUser
from app.auth.me import read_me
from app.auth.passwords.hashing import hash_password, is_outdated, verify_password
from app.auth.queries import active
from app.auth.schemas import Me
from app.auth.secrets import hash_secret, new_secret
from app.auth.sessions.schemas import SignIn
from app.codelists import Attempt, Channel, UserRole
from app.db.engine import Database
from app.errors import NotFoundError, UnauthenticatedError
from app.models import User, UserSession
from app.models.credentials import MAX_USER_AGENT
from app.permissions.roles import permissions_of

SESSION_LIFE = timedelta(days=14)


class BadCredentialsError(UnauthenticatedError):
    title = "Wrong address or password"


@dataclass(frozen=True)
class Client:
    """From where someone signs in."""

    address: str | None
    user_agent: str | None
    former_secret: str | None = None


@dataclass(frozen=True)
class SignedIn:
    me: Me
    secret: str


def sign_in(database: Database, given: SignIn, client: Client) -> SignedIn:
    """Raises BadCredentialsError and TooManyRequestsError. An address that nobody has costs the
    same work, and gets the same answer, as a wrong password. No transaction is open meanwhile."""
    with database.write() as session:
        attempted = take_attempt(session, Attempt.SIGN_IN, given.email, client.address)
        password_hash = session.scalars(
            select(User.password_hash).where(User.email == given.email, active())
        ).one_or_none()
    right = verify_password(password_hash, given.password)
    if not right or password_hash is None:
        raise _refusal()
    renewed = hash_password(given.password) if is_outdated(password_hash) else password_hash
    with database.write() as session:
        forgive(session, attempted)
        # Set anew or disabled in the meantime, it is not the one that was verified.
        user = session.scalars(
            select(User)
            .where(User.email == given.email, User.password_hash == password_hash, active())
            .with_for_update()
        ).one_or_none()
        if user is None:
            raise _refusal()
        user.password_hash = renewed
        return enter(session, user, client)


def enter(session: Session, user: User, client: Client) -> SignedIn:
    """A session for someone who has just shown who they are; the one before it ends."""
    if client.former_secret is not None:
        session.execute(
            delete(UserSession).where(UserSession.token_hash == hash_secret(client.former_secret))
        )
    secret = open_session(session, user, client.user_agent)
    record_event(session, Actor(user.id, Channel.SESSION), "session.opened", "user", user.id)
    return SignedIn(read_me(session, user, permissions_of(UserRole(user.role))), secret)


def _refusal() -> BadCredentialsError:
    return BadCredentialsError("No account has this address and this password.")


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


def leave(session: Session, actor: Actor, session_id: UUID) -> None:
    """Raises NotFoundError for a session of someone else."""
    done = session.execute(
        delete(UserSession).where(
            UserSession.id == session_id, UserSession.user_id == actor.user_id
        )
    )
    assert isinstance(done, CursorResult)  # noqa: S101 - what a DELETE returns
    if done.rowcount == 0:
        raise NotFoundError("You have no such session; it may have ended.")
    record_event(session, actor, "session.ended", "user", actor.user_id)


def leave_elsewhere(session: Session, user: CurrentUser) -> None:
    ended = end_sessions(session, user.id, keep=[user.session_id] if user.session_id else [])
    if ended:
        record_event(session, user.actor, "session.ended", "user", user.id, data={"count": ended})


def end_sessions(session: Session, user_id: UUID, *, keep: Collection[UUID] = ()) -> int:
    """How many were ended."""
    done = session.execute(
        delete(UserSession).where(UserSession.user_id == user_id, UserSession.id.not_in(keep))
    )
    assert isinstance(done, CursorResult)  # noqa: S101 - what a DELETE returns
    return done.rowcount
