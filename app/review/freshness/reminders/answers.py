"""What the holder of a link may answer: for the projects of that mail, as long as they are asked
about. Nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.current_user import CurrentUser
from app.auth.secrets import hash_secret, new_secret
from app.codelists import Channel, ConfirmationOutcome, Language, UserRole
from app.errors import NotFoundError
from app.models import DraftPass, Membership, Organisation, Submission, User
from app.notices.notify import notify
from app.permissions.roles import Permission
from app.review.freshness.queries import lock_project, read_due, read_today
from app.review.freshness.reminders.links import LinkedProject, OpenLink, open_link
from app.review.freshness.service import confirm_project
from app.review.locks import lock_projects
from app.review.people import analysts
from app.review.submissions.service import start_submission

MAX_SUCCESSOR = 500
PASS_LIFE = timedelta(hours=8)


@dataclass
class Answered:
    """Identifiers. `changed`: another revision is live than the one that was read."""

    confirmed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def confirm_by_link(
    session: Session, token: str, outcome: ConfirmationOutcome, read: Mapping[str, int]
) -> Answered:
    """`read`: identifier → revision that the page showed. What was answered already is left as it
    is, so that a button pressed twice answers once. Raises EndedLinkError."""
    answered = Answered()
    asked = [each.project for each in open_link(session, token).open_projects]
    lock_projects(session, [each.id for each in asked if each.identifier in read])
    link = open_link(session, token)  # what the others who held the locks have left
    for each in link.open_projects:
        revision = read.get(each.project.identifier)
        if revision is None:
            continue
        if revision != each.project.revision:
            answered.changed.append(each.project.identifier)
            continue
        due = read_due(session, each.project, read_today(session))
        confirm_project(session, _actor(link.user), due, outcome, revision)
        answered.confirmed.append(each.project.identifier)
    return answered


def edit_by_link(session: Session, token: str, identifier: str) -> tuple[Submission, str]:
    """A draft about this project in the user's name, the one that there is if there is one; and
    the secret that lets its holder write it. Raises EndedLinkError, NotFoundError for a project
    that the link does not ask about."""
    lock_project(session, identifier)
    link = open_link(session, token)
    for each in link.open_projects:
        if each.project.identifier == identifier:
            draft = each.draft or _start_draft(session, link, each)
            return draft, _let_write(session, link, draft)
    raise NotFoundError("This link does not ask about this project, or not any longer")


def _let_write(session: Session, link: OpenLink, draft: Submission) -> str:
    session.execute(
        delete(DraftPass).where(DraftPass.link_id == link.id, DraftPass.expires_at <= func.now())
    )
    secret = new_secret()
    session.add(
        DraftPass(
            token_hash=hash_secret(secret),
            link_id=link.id,
            submission_id=draft.id,
            expires_at=func.now() + PASS_LIFE,
        )
    )
    session.flush()
    return secret


def decline_by_link(session: Session, token: str, organisation: str, successor: str | None) -> bool:
    """The user is no focal point of the organisation any longer, and the analysts learn it, with
    who may follow. False when that was said before. Raises EndedLinkError, NotFoundError."""
    link = open_link(session, token)
    steward = next(
        (
            each.steward
            for each in link.projects
            if each.steward is not None and each.steward.slug == organisation
        ),
        None,
    )
    if steward is None:
        raise NotFoundError("This link does not speak for this organisation")
    held = _focal_memberships(session, link.user, steward)
    if not held:
        return False
    for membership in held:
        membership.focal_point = False
    session.flush()
    record_event(
        session,
        _actor(link.user),
        "focal_point.declined",
        "user",
        link.user.id,
        data={"organisation": steward.slug},
    )
    about = {
        "title": {code.value: steward.names.get(code) for code in Language},
        "actor": link.user.id,
        "message": successor,
    }
    notify(session, analysts(session), "focal_point.declined", about)
    return True


def _focal_memberships(session: Session, user: User, steward: Organisation) -> Sequence[Membership]:
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    return session.scalars(
        select(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id == user.id, Membership.focal_point, current == steward.id)
        .with_for_update(of=Membership)
        .execution_options(populate_existing=True)
    ).all()


def _actor(user: User) -> Actor:
    return Actor(user.id, Channel.LINK)


def _start_draft(session: Session, link: OpenLink, asked: LinkedProject) -> Submission:
    assert asked.steward is not None  # noqa: S101 - who is asked is a focal point of it
    user = link.user
    limited = CurrentUser(
        id=user.id,
        name=user.name,
        email=user.email or "",
        role=UserRole(user.role),
        language=Language(user.language),
        organisation_ids=frozenset((asked.steward.id,)),
        permissions=frozenset((Permission.SUBMISSIONS_WRITE,)),
        actor=_actor(user),
    )
    return start_submission(
        session, limited, project=asked.project, organisation_id=asked.steward.id
    )
