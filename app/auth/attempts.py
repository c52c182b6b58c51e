"""Slows guesses down, so that nobody can shut someone else out.

What is counted is the pair of account and network: who guesses from elsewhere makes only
themselves wait. A network that tries many accounts is stopped as a whole. An attempt is counted
before it is checked, in a transaction of its own: many at once are not looked at together.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.orm import Session

from app.codelists import Attempt
from app.errors import TooManyRequestsError
from app.kit.network import network_of
from app.models import CredentialAttempt, ServerKey

KEY_NAME = "attempts"
KEPT = timedelta(days=1)
HOUR = timedelta(hours=1)
FIRST_WAIT = 15
LONGEST_WAIT = 5 * 60


@dataclass(frozen=True)
class Allowance:
    free: int  # that nobody needs to wait for, in a day
    of_network: int  # of all accounts together, in an hour


ALLOWANCES = {
    Attempt.SIGN_IN: Allowance(free=5, of_network=100),
    Attempt.PASSWORD_CHANGE: Allowance(free=5, of_network=100),
    Attempt.PASSWORD_RESET: Allowance(free=3, of_network=20),
}


@dataclass(frozen=True)
class Attempted:
    kind: Attempt
    account_hash: bytes
    client_hash: bytes


def wait_after(count: int, free: int) -> int:
    """Seconds between the last of `count` attempts and the next one."""
    if count < free:
        return 0
    return int(min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(count - free, 10)))


def take_attempt(session: Session, kind: Attempt, account: str, address: str | None) -> Attempted:
    """Counts it, or raises TooManyRequestsError. Attempts of one network take turns."""
    key = session.scalars(select(ServerKey.value).where(ServerKey.name == KEY_NAME)).one()
    attempted = Attempted(
        kind, _hash(key, "account", account), _hash(key, "client", network_of(address or ""))
    )
    number = int.from_bytes(attempted.client_hash[:8], signed=True)
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
    _check_pair(session, attempted)
    _check_network(session, attempted)
    session.add(
        CredentialAttempt(
            kind=kind,
            account_hash=attempted.account_hash,
            client_hash=attempted.client_hash,
            at=func.clock_timestamp(),
        )
    )
    session.flush()
    return attempted


def forgive(session: Session, attempted: Attempted) -> None:
    """The right secret was given: what went before were slips."""
    session.execute(delete(CredentialAttempt).where(*_pair(attempted)))


def _hash(key: bytes, what: str, value: str) -> bytes:
    return hmac.new(key, f"{what}\0{value}".encode(errors="replace"), hashlib.sha256).digest()


def _pair(attempted: Attempted) -> tuple[ColumnElement[bool], ...]:
    return (
        CredentialAttempt.kind == attempted.kind,
        CredentialAttempt.account_hash == attempted.account_hash,
        CredentialAttempt.client_hash == attempted.client_hash,
    )


def _check_pair(session: Session, attempted: Attempted) -> None:
    now = func.clock_timestamp()
    age = func.extract("epoch", now - func.max(CredentialAttempt.at))
    count, last = session.execute(
        select(func.count(), age).where(*_pair(attempted), CredentialAttempt.at > now - KEPT)
    ).one()
    left = wait_after(count, ALLOWANCES[attempted.kind].free) - float(last or 0)
    if left > 0:
        _refuse(math.ceil(left))


def _check_network(session: Session, attempted: Attempted) -> None:
    now = func.clock_timestamp()
    most = ALLOWANCES[attempted.kind].of_network
    oldest = session.scalars(
        select(func.extract("epoch", now - CredentialAttempt.at))
        .where(
            CredentialAttempt.kind == attempted.kind,
            CredentialAttempt.client_hash == attempted.client_hash,
            CredentialAttempt.at > now - HOUR,
        )
        .order_by(CredentialAttempt.at.desc())
        .offset(most - 1)
        .limit(1)
    ).one_or_none()
    if oldest is not None:
        _refuse(max(1, math.ceil(HOUR.total_seconds() - float(oldest))))


def _refuse(seconds: int) -> None:
    raise TooManyRequestsError(
        f"Too many attempts from your network; try again in {seconds} seconds.", seconds
    )
