"""The rules of due dates are written twice, once as SQL: both say the same."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project, Revision
from app.review.freshness.due import due_on as due_column
from app.review.freshness.rules import Confirmable, due_on
from tests.fixtures.factories import add_vocabulary, make_project, publish_projects

TODAY = date(2026, 8, 31)
CONFIRMED = [None, *(datetime(2024, month, 29, 23, 30, tzinfo=UTC) for month in (2, 8, 12))]


def test_sql_and_the_rules_agree(session: Session) -> None:
    """For all states of a project around today."""
    add_vocabulary(session)
    publish_projects(session, [make_project(1234)])
    project = session.scalars(select(Project)).one()
    loaded = session.scalars(select(Revision.created_at)).one()
    for status in (None, *"123456"):
        for end in (None, "2025", "2026-08-31", "2026-08-30", "2027"):
            for confirmed in CONFIRMED:
                project.activity_status, project.end_date = status, end
                project.last_confirmed_at = confirmed
                session.flush()
                session.refresh(project)
                found = session.scalars(select(due_column(TODAY))).one()
                assert found == due_on(_confirmable(project, loaded), TODAY)


def _confirmable(project: Project, loaded: datetime) -> Confirmable:
    confirmed = project.last_confirmed_at
    return Confirmable(
        project.identifier,
        project.activity_status,
        project.end_last,
        loaded.astimezone(UTC).date(),
        confirmed.astimezone(UTC).date() if confirmed else None,
        archived=False,
    )
