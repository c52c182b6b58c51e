"""Forgets, each hour, what need not be known any longer. Any number of processes may do so."""

from sqlalchemy.exc import SQLAlchemyError

from app.auth.retention import forget_credentials
from app.db.engine import Database
from app.kit.background import Background, repeated
from app.notices.retention import forget_notices
from app.review.idempotency import forget_answers
from app.review.reports.service import forget_senders

PAUSE_SECONDS = 60 * 60


def retention(database: Database) -> Background:
    def forget() -> bool:
        for work in (forget_senders, forget_answers, forget_notices, forget_credentials):
            with database.write() as session:
                work(session)
        return False

    return repeated("Retention", forget, PAUSE_SECONDS, (SQLAlchemyError,))
