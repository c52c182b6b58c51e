"""How long personal data is kept: what the page of privacy tells is what the code does."""

from dataclasses import dataclass
from datetime import timedelta

from app.auth.attempts import KEPT as ATTEMPTS_KEPT
from app.auth.invitations.service import INVITATION_LIFE
from app.auth.passwords.service import RESET_LIFE
from app.auth.queries import SESSION_IDLE
from app.auth.retention import INVITATIONS_KEPT, TOKENS_KEPT
from app.auth.sessions.service import SESSION_LIFE
from app.notices.retention import MAILS_KEPT, NOTIFICATIONS_KEPT
from app.review.freshness.reminders.service import LINK_LIFE
from app.review.idempotency import KEPT as ANSWERS_KEPT
from app.review.reports.service import DAY as SENDERS_KEPT

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Retention:
    """In days, but `idle`, `resets` and `answers`, in hours."""

    attempts: int
    invitations: int
    invitations_after: int
    sessions: int
    idle: int
    resets: int
    tokens_after: int
    mails: int
    notifications: int
    reminders: int
    answers: int
    senders: int


RETENTION = Retention(
    attempts=ATTEMPTS_KEPT.days,
    invitations=INVITATION_LIFE.days,
    invitations_after=INVITATIONS_KEPT.days,
    sessions=SESSION_LIFE.days,
    idle=SESSION_IDLE // HOUR,
    resets=RESET_LIFE // HOUR,
    tokens_after=TOKENS_KEPT.days,
    mails=MAILS_KEPT.days,
    notifications=NOTIFICATIONS_KEPT.days,
    reminders=LINK_LIFE.days,
    answers=ANSWERS_KEPT // HOUR,
    senders=SENDERS_KEPT.days,
)
