"""Tells people what happened: in the application, and by mail as each has chosen."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Notification, Project, Submission, User
from app.notices.actors import actor_names
from app.notices.choices import choice_of
from app.notices.events import MailChoice
from app.notices.outbox import post_mail
from app.notices.texts import mail_of

Data = Mapping[str, object]


def notify(session: Session, user_ids: Collection[UUID], event: str, data: Data) -> None:
    """`event` is one of EVENTS; `data` is made by `about_submission` or `about_project`.

    Each user is told once; who acted (`data["actor"]`) and closed accounts are not told.
    """
    told = set(user_ids) - {data.get("actor")}
    if not told:
        return
    kept = to_jsonable_python(dict(data))
    now = datetime.now(UTC)
    users = session.scalars(
        select(User).where(User.id.in_(told), User.disabled_at.is_(None), User.email.is_not(None))
    )
    names = actor_names(session, [kept])
    for user in users:
        choice = choice_of(user.mail_choices, event)
        session.add(
            Notification(
                user_id=user.id,
                event=event,
                data=kept,
                # Not the time of the transaction: what it tells of keeps its order.
                created_at=func.clock_timestamp(),
                digested_at=None if choice == MailChoice.DIGEST else now,
            )
        )
        if choice == MailChoice.NOW and user.email is not None:
            language = Language(user.language)
            subject, body = mail_of(event, kept, names, user.name, language)
            post_mail(session, user.email, language, subject, body)


def about_submission(
    submission: Submission,
    project: Project | None,
    *,
    actor: UUID | None,
    title: Mapping[str, str | None] | None = None,
    message: str | None = None,
) -> dict[str, object]:
    """`title` is that of a project which is not published yet; `message` is quoted."""
    return {
        "submission": {"id": submission.id, "number": submission.number},
        "project": _named(project),
        "title": title,
        "actor": actor,
        "message": message,
    }


def about_project(
    project: Project, *, actor: UUID | None = None, message: str | None = None
) -> dict[str, object]:
    return {"project": _named(project), "actor": actor, "message": message}


def _named(project: Project | None) -> dict[str, object] | None:
    if project is None:
        return None
    title = {language: project.title.get(language) for language in Language}
    return {"identifier": project.identifier, "title": title}
