"""Numbers of the database that an operator watches."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import OutboxMessage, Submission
from app.publication.queries import read_version


@dataclass(frozen=True)
class Backlog:
    """`oldest_mail`: seconds that the oldest waiting mail has waited; 0 without one."""

    catalogue_version: int
    submissions: Mapping[str, int]
    mails_waiting: int
    mails_given_up: int
    oldest_mail: float


def read_backlog(session: Session) -> Backlog:
    waiting = OutboxMessage.sent_at.is_(None) & OutboxMessage.given_up_at.is_(None)
    counts = session.execute(
        select(
            func.count().filter(waiting),
            func.count().filter(OutboxMessage.given_up_at.is_not(None)),
            func.extract("epoch", func.now() - func.min(OutboxMessage.created_at).filter(waiting)),
        )
    ).one()
    states = session.execute(select(Submission.state, func.count()).group_by(Submission.state))
    return Backlog(
        read_version(session), dict(states.all()), counts[0], counts[1], float(counts[2] or 0)
    )
