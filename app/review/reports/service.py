"""Takes reports in, counts who sends them, and forgets what need not be known any longer."""

import hashlib
import math
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, func, select, text, update
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import ReportState
from app.errors import TooManyRequestsError
from app.models import Project, Report, Submission
from app.notices.notify import about_project, notify
from app.review.people import analysts
from app.review.reports.queries import read_key
from app.review.reports.schemas import NewReport
from app.review.reports.senders import hash_sender

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MAX_PER_SENDER = 5
# Of all senders together, each hour: far above what people write, below what fills a disk.
MAX_OF_ALL = 1000


def take_report(session: Session, project: Project, new: NewReport, address: str | None) -> Report:
    """The report written, or the same one sent within a day. Raises TooManyRequestsError.

    Two processes that get the same report, or reports of one sender, take turns.
    """
    key, now = read_key(session)
    sender, fingerprint = hash_sender(key, address), _fingerprint(project, new)
    _take_turn(session, sender)
    _take_turn(session, fingerprint)
    known = session.scalars(
        select(Report)
        .where(Report.fingerprint == fingerprint, Report.created_at > now - DAY)
        .order_by(Report.created_at)
        .limit(1)
    ).one_or_none()
    if known is not None:
        if known.state == ReportState.NEW:
            known.email = known.email or new.email
        return known
    _check_pace(session, sender, now)
    report = Report(
        project_id=project.id,
        message=new.message,
        source=new.source,
        email=new.email,
        language=new.lang,
        sender_hash=sender,
        fingerprint=fingerprint,
    )
    session.add(report)
    session.flush()
    # Not the message: it is forgotten with the report, not with what people were told.
    notify(session, analysts(session), "report.received", about_project(project))
    return report


def close_report(
    session: Session, user: CurrentUser, report: Report, reason: str | None = None, **data: object
) -> None:
    """The reporter's e-mail served its purpose: it is deleted."""
    report.closed_at = session.scalars(select(func.now())).one()
    report.state = ReportState.CLOSED
    report.closed_by_id = user.id
    report.close_reason = reason
    report.email = None
    session.flush()
    record_event(
        session,
        user.actor,
        "report.closed",
        "report",
        report.id,
        project_id=report.project_id,
        data={"reason": reason, **data},
    )


def close_answered(session: Session, user: CurrentUser, submission: Submission) -> None:
    """What a visitor told is answered once the proposal that came of it is accepted."""
    if submission.report_id is None:
        return
    report = session.get_one(Report, submission.report_id, with_for_update=True)
    if report.state != ReportState.CLOSED:
        close_report(session, user, report, submission=submission.number)


def forget_senders(session: Session) -> int:
    """How many reports no longer say from which address they came."""
    done = session.execute(
        update(Report)
        .where(Report.sender_hash.is_not(None), Report.created_at < func.now() - DAY)
        .values(sender_hash=None, fingerprint=None)
    )
    assert isinstance(done, CursorResult)  # noqa: S101 - what an UPDATE returns
    return done.rowcount


def _fingerprint(project: Project, new: NewReport) -> bytes:
    """Without the e-mail: who adds it and sends again tells the same."""
    parts = (str(project.id), new.message, new.source or "")
    return hashlib.sha256("\0".join(parts).encode()).digest()


def _take_turn(session: Session, digest: bytes) -> None:
    number = int.from_bytes(digest[:8], signed=True)
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _check_pace(session: Session, sender: bytes, now: datetime) -> None:
    recent = session.scalars(
        select(Report.created_at)
        .where(Report.sender_hash == sender, Report.created_at > now - HOUR)
        .order_by(Report.created_at.desc())
        .limit(MAX_PER_SENDER)
    ).all()
    if len(recent) == MAX_PER_SENDER:
        wait = max(1, math.ceil((recent[-1] + HOUR - now).total_seconds()))
        raise TooManyRequestsError(
            f"{MAX_PER_SENDER} reports came from your address within an hour; "
            f"try again in {math.ceil(wait / 60)} minutes.",
            wait,
        )
    everyone = select(Report.created_at).where(Report.created_at > now - HOUR).limit(MAX_OF_ALL)
    if session.scalars(select(func.count()).select_from(everyone.subquery())).one() >= MAX_OF_ALL:
        raise TooManyRequestsError(
            "Too many reports are coming in; try again in 10 minutes.", 10 * 60
        )
