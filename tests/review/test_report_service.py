"""What is forgotten, and when; and the limits that take hours to reach."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import TooManyRequestsError
from app.models import Project, Report
from app.review.reports.schemas import NewReport
from app.review.reports.service import (
    MAX_OF_ALL,
    close_report,
    forget_senders,
    take_report,
)
from tests.fixtures.factories import add_vocabulary, make_project, publish_projects
from tests.fixtures.users import current_analyst

ADDRESS = "192.0.2.7"


@pytest.fixture
def project(session: Session) -> Project:
    add_vocabulary(session)
    publish_projects(session, [make_project(1)])
    return session.scalars(select(Project)).one()


def take(session: Session, project: Project, message: str, **over: str) -> Report:
    new = NewReport.model_validate({"project": project.slug, "message": message, **over})
    return take_report(session, project, new, ADDRESS)


def grow_old(session: Session, age: timedelta) -> None:
    session.execute(update(Report).values(created_at=Report.created_at - age))
    session.expire_all()


def test_a_closed_report_has_no_email(session: Session, project: Project) -> None:
    report = take(session, project, "Faux", email="a@example.org")
    close_report(session, current_analyst(session), report)
    session.refresh(report)
    assert (report.state, report.email) == ("closed", None)
    assert report.closed_at is not None
    again = take(session, project, "Faux", email="a@example.org")
    assert (again.id, again.email) == (report.id, None)


def test_the_database_forbids_to_keep_it(session: Session, project: Project) -> None:
    take(session, project, "Faux", email="a@example.org")
    with pytest.raises(IntegrityError, match="email_is_forgotten"), session.begin_nested():
        session.execute(text("UPDATE reports SET state = 'closed', closed_at = now()"))


def test_senders_are_forgotten_after_a_day(session: Session, project: Project) -> None:
    report = take(session, project, "Faux")
    grow_old(session, timedelta(hours=23))
    assert forget_senders(session) == 0
    grow_old(session, timedelta(hours=2))
    assert forget_senders(session) == 1
    session.refresh(report)
    assert (report.sender_hash, report.fingerprint) == (None, None)
    assert report.message == "Faux"


def test_after_a_day_the_same_is_said_anew(session: Session, project: Project) -> None:
    first = take(session, project, "Faux")
    grow_old(session, timedelta(hours=25))
    assert take(session, project, "Faux").id != first.id


def test_the_limit_is_of_the_last_hour(session: Session, project: Project) -> None:
    for number in range(5):
        take(session, project, f"Numéro {number}")
    grow_old(session, timedelta(minutes=50))
    with pytest.raises(TooManyRequestsError) as refused:
        take(session, project, "De trop")
    assert refused.value.retry_after == 600
    grow_old(session, timedelta(minutes=11))
    take(session, project, "Une heure après")


def test_a_flood_of_many_senders_is_stopped(session: Session, project: Project) -> None:
    session.execute(
        text("""
        INSERT INTO reports (project_id, message, language, sender_hash)
        SELECT :project, 'Spam ' || n, 'fr', int4send(n) FROM generate_series(1, :most) AS n
        """),
        {"project": project.id, "most": MAX_OF_ALL},
    )
    with pytest.raises(TooManyRequestsError):
        take(session, project, "De trop")
    grow_old(session, timedelta(hours=1))
    take(session, project, "Après")
    assert session.scalars(select(func.count()).select_from(Report)).one() == MAX_OF_ALL + 1
