"""Who is reminded of what, and when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from app.codelists import Language, SubmissionState, UserRole
from app.models import (
    Organisation,
    OutboxMessage,
    Project,
    Reminder,
    ReminderLink,
    Submission,
)
from app.review.freshness.reminders.service import remind
from tests.fixtures.commands import kharita
from tests.fixtures.reminders import (
    MERGED,
    PROJECTS,
    WEEK,
    analyst,
    dump,
    fall_due,
    focal_point,
    grow_old,
    link_of,
    organisations,
    remind_all,
    told,
)
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

__all__ = ["MERGED", "PROJECTS", "organisations"]


def test_one_mail_lists_all_that_is_due(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 5)
        amina = focal_point(session, "alpha", name="Amina")
        focal_point(session, "beta", name="Badr")
        make_user(session, organisations=[], name="Personne")
    assert remind_all(small) == [("Amina", [1, 2, 5]), ("Badr", [3])]
    assert remind_all(small) == []
    with writing(small) as session:
        message = session.scalars(select(OutboxMessage).filter_by(recipient=amina.email)).one()
        assert message.subject == "Kharita : 3 projets à confirmer"
        assert message.body is not None
        assert "Accueil des retours" in message.body
        token = link_of(small, amina).rpartition("/")[2]
        kept = session.scalars(select(ReminderLink).filter_by(user_id=amina.id)).one()
        assert token.encode() not in kept.token_hash
        assert kept.expires_at > datetime.now(UTC) + timedelta(days=59)
    assert told(small, "project.due") == [
        ("Amina", "MA-MD-0001"),
        ("Amina", "MA-MD-0002"),
        ("Amina", "MA-MD-0005"),
        ("Badr", "MA-MD-0003"),
    ]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        (Language.EN, "Kharita: 1 project to confirm"),
        (Language.AR, "Kharita: مشروع واحد في انتظار التأكيد"),
    ],
)
def test_in_the_language_of_the_reader(
    small: Application, language: Language, subject: str
) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        user = focal_point(session, "alpha", name="Amina", language=language)
    remind_all(small)
    with writing(small) as session:
        message = session.scalars(select(OutboxMessage).filter_by(recipient=user.email)).one()
    assert subject in message.subject
    assert link_of(small, user).startswith(f"/{language}/reminders/")


def test_then_the_colleagues_then_the_analysts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        focal_point(session, "alpha", name="Amina")
    with writing(small) as session:
        focal_point(session, "old", name="Brahim")
        analyst(session)
    assert remind_all(small) == [("Amina", [1])]
    grow_old(small, 3 * WEEK - timedelta(hours=1))
    assert remind_all(small) == []
    grow_old(small, timedelta(hours=2))
    assert remind_all(small) == [("Brahim", [1])]
    assert told(small, "project.overdue") == []
    grow_old(small, 3 * WEEK)
    assert remind_all(small) == []
    assert told(small, "project.overdue") == [("Analyste", "MA-MD-0001")]
    grow_old(small, 30 * WEEK)
    assert remind_all(small) == []
    assert len(told(small, "project.overdue")) == 1


def test_without_steward_or_focal_point_the_analysts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 3, 4)
        make_user(session, organisations=[], role=UserRole.ADMINISTRATOR, name="Admin")
        assert remind(session).analysts == 1
    assert told(small, "project.without_steward") == [
        ("Admin", "MA-MD-0003"),
        ("Admin", "MA-MD-0004"),
    ]
    assert remind_all(small) == []
    with writing(small) as session:
        focal_point(session, "beta", name="Badr")
    assert remind_all(small) == [("Badr", [3])]


def test_nobody_at_all(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 4)
        assert remind(session).unheard == 1
        assert session.scalars(select(Reminder)).all() == []


def test_who_confirmed_last_is_asked_first(small: Application) -> None:
    with writing(small) as session:
        focal_point(session, "alpha", name="Amina")
    with writing(small) as session:
        brahim = focal_point(session, "alpha", name="Brahim")
    with signed_in(small, brahim) as client:
        answer = client.post(
            "/api/v1/projects/MA-MD-0001/confirmation", json={"outcome": "confirmed"}
        )
        assert answer.status_code == 200
    with writing(small) as session:
        fall_due(session, 1, 2)
    assert remind_all(small) == [("Amina", [2]), ("Brahim", [1])]


def test_at_most_one_mail_a_week(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        focal_point(session, "alpha", name="Amina")
    assert remind_all(small) == [("Amina", [1])]
    with writing(small) as session:
        fall_due(session, 2)
    assert remind_all(small) == []
    grow_old(small, WEEK)
    assert remind_all(small) == [("Amina", [2])]


def test_what_the_steward_has_proposed_waits_for_the_ministry(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        amina = focal_point(session, "alpha", name="Amina")
        project = session.scalars(select(Project).filter_by(identifier="MA-MD-0001")).one()
        merged = session.scalars(select(Organisation).filter_by(slug="old")).one()
        submission = Submission(
            project_id=project.id,
            author_id=amina.id,
            organisation_id=merged.id,
            state=SubmissionState.SUBMITTED,
            submitted_at=func.now(),
        )
        session.add(submission)
    assert remind_all(small) == []
    with writing(small) as session:
        session.execute(text("UPDATE submissions SET state = 'withdrawn'"))
    assert remind_all(small) == [("Amina", [1])]


def test_nothing_about_archived_projects_or_closed_accounts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 3)
        session.execute(text("UPDATE projects SET archived_at = now() WHERE slug = 'projet-1'"))
        focal_point(session, "alpha", name="Amina")
        badr = focal_point(session, "beta", name="Badr")
        badr.disabled_at = datetime.now(UTC)
        session.flush()
        done = remind(session)
    assert (done.mails, done.unheard) == ([], 1)


def command(small: Application, *arguments: str) -> str:
    url = small.app.state.settings.database_url
    done = kharita("remind", *arguments, KHARITA_DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return done.stdout


def outbox(small: Application) -> int:
    with writing(small) as session:
        return session.scalars(select(func.count()).select_from(OutboxMessage)).one()


def test_a_dry_run_sends_nothing(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2)
        focal_point(session, "alpha", name="Amina")
    before = dump(small)
    output = command(small, "--dry-run")
    assert output.startswith("1 mails would be sent, about 2 projects")
    assert "Amina: MA-MD-0001, MA-MD-0002" in output
    assert dump(small) == before


def test_two_at_once_ask_each_once(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 4, 5)
        for number in range(10):
            focal_point(session, "alpha", "beta", name=f"Point focal {number}")
        analyst(session)
    with ThreadPoolExecutor(3) as pool:
        outputs = list(pool.map(lambda _: command(small), range(3)))
    assert outbox(small) == 1, outputs
    assert sum("0 mails sent" in output for output in outputs) == 2
    assert len(told(small, "project.without_steward")) == 1
