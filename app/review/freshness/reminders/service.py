"""Reminds people of what is due. Each is asked once, however often and wherever this runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.secrets import hash_secret, new_secret
from app.codelists import Channel, Language, ReminderStep
from app.models import Project, Reminder, ReminderLink, User
from app.notices.notify import about_project, notify
from app.notices.outbox import post_mail
from app.review.freshness.escalation import Ask, next_ask
from app.review.freshness.queries import read_today
from app.review.freshness.reminders import queries
from app.review.freshness.reminders.letters import Listed, reminder_mail
from app.review.freshness.reminders.queries import Round
from app.review.people import analysts

ACTOR = Actor(None, Channel.COMMAND)
LINK_LIFE = timedelta(days=60)
# Who stands for many projects, spread over weeks, gets one mail a week at most: what falls due
# meanwhile waits for the next. A step that others wait for is never put off.
MAIL_PAUSE = timedelta(days=7) - timedelta(hours=6)
# Any number: two at once would each ask everyone.
_TURN = 7_203_116


@dataclass(frozen=True)
class Question:
    round: Round
    step: ReminderStep


@dataclass(frozen=True)
class Reminded:
    """What was sent: to each focal point the projects asked about; to the analysts, `escalated`
    ones. `unheard`: with nobody to tell, not even an analyst."""

    mails: list[tuple[User, list[Project]]] = field(default_factory=list)
    escalated: list[Project] = field(default_factory=list)
    analysts: int = 0
    unheard: int = 0


def remind(session: Session) -> Reminded:
    """In the caller's transaction, with the mails: what is not committed was not sent."""
    session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    now = session.scalars(select(func.now())).one()
    rounds = queries.due_rounds(session, read_today(session))
    stewards = {each.steward_id for each in rounds if each.steward_id is not None}
    people = queries.focal_points(session, stewards)
    asks = _asks(session, rounds, people, now)
    projects = queries.named_projects(session, [each.project_id for each, _ in asks])
    users = {user.id: user for found in people.values() for user in found}
    questions: dict[UUID, list[Question]] = {}
    for each, ask in asks:
        for user_id in ask.user_ids:
            questions.setdefault(user_id, []).append(Question(each, ask.step))
    done = _tell_analysts(
        session, [each for each, ask in asks if not ask.user_ids], projects, people
    )
    for user_id, asked in questions.items():
        _mail(session, users[user_id], asked, projects, now)
        done.mails.append((users[user_id], [projects[each.round.project_id] for each in asked]))
    session.flush()
    return done


def _asks(
    session: Session, rounds: Sequence[Round], people: Mapping[int, list[User]], now: datetime
) -> list[tuple[Round, Ask]]:
    sent = queries.sent_reminders(session, rounds)
    confirmers = queries.last_confirmers(session, [each.project_id for each in rounds])
    mailed = queries.last_mails(session)
    found: list[tuple[Round, Ask]] = []
    for each in rounds:
        users = people.get(each.steward_id, []) if each.steward_id is not None else []
        first = confirmers.get(each.project_id)
        ids = sorted((user.id for user in users), key=lambda user_id: user_id != first)
        ask = next_ask(ids, sent.get(each.project_id, []), now)
        if ask is not None and not _is_put_off(ask, mailed, now):
            found.append((each, ask))
    return found


def _is_put_off(ask: Ask, mailed: Mapping[UUID, datetime], now: datetime) -> bool:
    return ask.step == ReminderStep.FOCAL_POINT and any(
        user_id in mailed and now - mailed[user_id] < MAIL_PAUSE for user_id in ask.user_ids
    )


def _tell_analysts(
    session: Session,
    rounds: Sequence[Round],
    projects: Mapping[int, Project],
    people: Mapping[int, list[User]],
) -> Reminded:
    told = analysts(session)
    if not told:
        return Reminded(unheard=len(rounds))
    for each in rounds:
        asked = each.steward_id is not None and people.get(each.steward_id)
        event = "project.overdue" if asked else "project.without_steward"
        project = projects[each.project_id]
        notify(session, told, event, about_project(project))
        session.add(
            Reminder(
                project_id=project.id, since=each.since, step=ReminderStep.ANALYSTS, user_id=None
            )
        )
        record_event(
            session,
            ACTOR,
            "project.escalated",
            "project",
            project.identifier,
            project_id=project.id,
            data={"due_on": each.due_on, "event": event},
        )
    return Reminded(escalated=[projects[each.project_id] for each in rounds], analysts=len(told))


def _mail(
    session: Session,
    user: User,
    asked: Sequence[Question],
    projects: Mapping[int, Project],
    now: datetime,
) -> None:
    assert user.email is not None  # noqa: S101 - focal points that can be asked have one
    token, expires_at = new_secret(), now + LINK_LIFE
    reminder_link = ReminderLink(
        token_hash=hash_secret(token), user_id=user.id, expires_at=expires_at
    )
    session.add(reminder_link)
    session.flush()
    for each in asked:
        project = projects[each.round.project_id]
        session.add(
            Reminder(
                project_id=project.id,
                since=each.round.since,
                step=each.step,
                user_id=user.id,
                link_id=reminder_link.id,
            )
        )
        notify(session, [user.id], "project.due", about_project(project))
    listed = [Listed(projects[each.round.project_id].title, each.round.due_on) for each in asked]
    language = Language(user.language)
    subject, body = reminder_mail(user.name, listed, token, expires_at.date(), language)
    post_mail(session, user.email, language, subject, body)
    record_event(
        session,
        ACTOR,
        "reminder.sent",
        "user",
        user.id,
        data={"projects": [projects[each.round.project_id].identifier for each in asked]},
    )
