"""Fills an empty platform with people who work on it, through the services that people use."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import JsonValue
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.current_user import CurrentUser
from app.auth.passwords.hashing import hash_password
from app.auth.users.memberships import set_membership
from app.codelists import Channel, ConfirmationOutcome, Decision, Language, UserRole
from app.demonstration import proposals
from app.demonstration.people import BADR, NADIA, OMAR, PASSWORD, PEOPLE, SALMA, Person
from app.demonstration.queries import MADE, SUBJECT
from app.models import Membership, OutboxMessage, Project, Submission, User
from app.permissions.roles import permissions_of
from app.review.changes import parse_path
from app.review.discussion.schemas import NewComment
from app.review.discussion.service import add_comment
from app.review.discussion.subjects import submission_subject
from app.review.freshness.reminders.service import remind
from app.review.freshness.service import confirm_as
from app.review.manage.projects.service import change_steward
from app.review.reports.schemas import NewReport
from app.review.reports.service import take_report
from app.review.submissions import review_service, service
from app.review.submissions.access import Asker
from app.review.submissions.live import changes_of, find_project, live_content
from app.review.submissions.schemas import Approval, ChangeDecision

COMMAND = Actor(None, Channel.COMMAND)
# Longer ago than any project may wait for its next confirmation.
LONG_AGO = timedelta(days=25 * 31)
People = Mapping[Person, CurrentUser]


def make_demonstration(session: Session) -> None:
    """In the caller's transaction, on the catalogue of `data/`."""
    people = {person: _add(session, person) for person in PEOPLE}
    _publish_a_part(session, people)
    _wait_for_review(session, people)
    _ask(session, people)
    _want_corrections(session, people)
    service.start_submission(
        session, people[SALMA], project=None, organisation_id=None, patch=proposals.NEW_PROJECT
    )
    project = find_project(session, proposals.REPORTED)
    new = NewReport(project=project.identifier, message=proposals.REPORT)
    take_report(session, project, new, None)
    _let_fall_due(session, people)
    record_event(session, COMMAND, MADE, *SUBJECT)
    session.flush()
    # Mails about what is there from the start; those of the reminders have links to be tried.
    session.execute(delete(OutboxMessage))
    remind(session)


def _add(session: Session, person: Person) -> CurrentUser:
    user = User(
        email=person.email,
        name=person.name,
        role=person.role,
        language=Language.FR,
        password_hash=hash_password(PASSWORD),
    )
    session.add(user)
    session.flush()
    record_event(session, COMMAND, "user.created", "user", user.id, data={"role": user.role})
    if person.organisation is not None:
        set_membership(session, COMMAND, user.id, person.organisation, focal_point=True)
    own = session.scalars(select(Membership.organisation_id).where(Membership.user_id == user.id))
    return CurrentUser(
        id=user.id,
        name=person.name,
        email=person.email,
        role=UserRole(person.role),
        language=Language.FR,
        organisation_ids=frozenset(own),
        permissions=permissions_of(person.role),
        actor=Actor(user.id, Channel.COMMAND),
    )


def _submitted(
    session: Session,
    author: CurrentUser,
    project: Project,
    changes: Sequence[tuple[str, JsonValue]],
    sourced: Sequence[int],
) -> Submission:
    """`sourced`: which of the changes come with a source."""
    submission = service.start_submission(
        session,
        author,
        project=project,
        organisation_id=None,
        values=dict(changes),
        sources={changes[number][0]: proposals.SOURCE for number in sourced},
        note=proposals.NOTE,
    )
    return service.submit(session, _asker(author), submission.id, _seen(submission))


def _asker(user: CurrentUser) -> Asker:
    return Asker(user, self_review=False)


def _seen(submission: Submission) -> str:
    return f'"{submission.version}"'


def _publish_a_part(session: Session, people: People) -> None:
    """A document is accepted, a result refused."""
    project = find_project(session, proposals.PUBLISHED)
    proposed = [proposals.document("published"), proposals.result("published")]
    submission = _submitted(session, people[SALMA], project, proposed, [0])
    nadia = _asker(people[NADIA])
    review_service.take(session, nadia, submission.id, _seen(submission))
    for change in changes_of(session, submission):
        refused = parse_path(change.path).field == "results"
        decision = Decision.REJECTED if refused else Decision.ACCEPTED
        members: dict[str, Any] = {"reason": proposals.REFUSAL} if refused else {}
        made = ChangeDecision(decision=decision, **members)
        review_service.decide(session, nadia, submission.id, change.id, _seen(submission), made)
    approval = Approval(message=proposals.THANKS)
    review_service.approve(session, nadia, submission.id, _seen(submission), approval)


def _wait_for_review(session: Session, people: People) -> None:
    project = find_project(session, proposals.TO_REVIEW)
    live = live_content(session, project.id) or {}
    changes = [
        proposals.extended(live["description"]),
        proposals.place("review"),
        proposals.document("review"),
        proposals.result("review"),
    ]
    _submitted(session, people[SALMA], project, changes, [1, 2])


def _ask(session: Session, people: People) -> None:
    """A reviewer has a question that its author has not answered yet."""
    project = find_project(session, proposals.ASKED)
    submission = _submitted(session, people[BADR], project, [proposals.result("asked")], [0])
    nadia = people[NADIA]
    review_service.take(session, _asker(nadia), submission.id, _seen(submission))
    subject = submission_subject(session, nadia, submission.id)
    question = NewComment(body=proposals.QUESTION, mentions=[people[BADR].id])
    add_comment(session, nadia, subject, question)


def _want_corrections(session: Session, people: People) -> None:
    project = find_project(session, proposals.TO_CORRECT)
    changes = [proposals.document("correct")]
    submission = _submitted(session, people[BADR], project, changes, [])
    review_service.request_changes(
        session, _asker(people[NADIA]), submission.id, _seen(submission), proposals.CORRECTION
    )


def _let_fall_due(session: Session, people: People) -> None:
    """The one thing that no service does: the confirmation is set back in time."""
    now = session.scalars(select(func.now())).one()
    for identifier, steward in proposals.DUE:
        project = find_project(session, identifier)
        seen = f'"{project.revision}"'
        change_steward(session, people[OMAR], identifier, seen, steward)
        outcome = ConfirmationOutcome.CONFIRMED
        confirmed = confirm_as(session, people[OMAR], identifier, outcome, None)
        confirmed.project.last_confirmed_at = now - LONG_AGO
    session.flush()
