"""Takes mails out of the outbox. Any number of processes may do so at once.

The row stays locked while its mail is sent, and is marked in that same transaction: only when it
cannot be committed after the server's 250 (or when the 250 itself is lost on its way) is the mail
sent again, with the same Message-ID.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.db.engine import Database
from app.kit.background import Background, repeated
from app.models import OutboxMessage
from app.notices.smtp import (
    AwayError,
    Connect,
    Connection,
    LaterError,
    RefusedError,
    way_out,
)
from app.settings import Settings

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0
BATCH = 20
FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(minutes=15)
# As long as mail servers commonly try (RFC 5321, 4.5.4.1).
PATIENCE = timedelta(days=5)


@dataclass
class Result:
    sent: int = 0
    given_up: int = 0
    put_off: int = 0
    away: str | None = None


def mail_sender(database: Database, settings: Settings) -> list[Background]:
    """Empty where mails wait for settings. Raises MailSettingsError."""
    connect = way_out(settings)
    if connect is None:
        logger.warning("KHARITA_SMTP_URL is not set: mails wait in the outbox")
        return []

    def send() -> bool:
        result = send_waiting(database, connect, BATCH)
        return result.away is None and result.sent + result.given_up == BATCH

    return [repeated("Mail", send, PAUSE_SECONDS, (SQLAlchemyError,))]


def send_waiting(database: Database, connect: Connect, limit: int | None = None) -> Result:
    """Until nothing is due, or the server is away, or `limit` mails were tried."""
    result = Result()
    with connect() as connection:
        tried = 0
        while limit is None or tried < limit:
            with database.write() as session:
                if not _send_one(session, connection, result):
                    break
            tried += 1
    return result


def _send_one(session: Session, connection: Connection, result: Result) -> bool:
    """False when no other mail need be tried now."""
    message = _claim(session)
    if message is None:
        return False
    message.attempts += 1
    try:
        connection.deliver(message)
    except RefusedError as error:
        _give_up(message, error, _clock(session), result)
    except LaterError as error:
        _put_off(message, error, _clock(session), result)
    except AwayError as error:
        result.away = str(error)
        _put_off(message, error, _clock(session), result)
    else:
        _mark_sent(message, _clock(session), connection.keeps_bodies, result)
    return result.away is None


def _claim(session: Session) -> OutboxMessage | None:
    return session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.given_up_at.is_(None),
            OutboxMessage.next_attempt_at <= func.now(),
        )
        .order_by(OutboxMessage.next_attempt_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def _clock(session: Session) -> datetime:
    """Now, and not when the transaction began: an SMTP server may take its time."""
    now: datetime = session.scalars(select(func.clock_timestamp())).one()
    return now


def _mark_sent(message: OutboxMessage, now: datetime, keep_body: bool, result: Result) -> None:
    message.sent_at = now
    message.last_error = None
    if not keep_body:
        message.body = None
    result.sent += 1


def _give_up(message: OutboxMessage, error: Exception, now: datetime, result: Result) -> None:
    message.given_up_at = now
    message.last_error = str(error)
    message.body = None
    result.given_up += 1
    logger.error("Mail %s given up: %s", message.message_id, error)


def _put_off(message: OutboxMessage, error: Exception, now: datetime, result: Result) -> None:
    """Only what the server answers about this very mail wears its patience out."""
    if isinstance(error, LaterError) and message.created_at < now - PATIENCE:
        _give_up(message, error, now, result)
        return
    message.last_error = str(error)
    message.next_attempt_at = now + delay(message.attempts)
    result.put_off += 1


def delay(attempts: int) -> timedelta:
    """After so many of them failed."""
    return min(FIRST_DELAY * 2.0 ** min(attempts - 1, 20), LONGEST_DELAY)
