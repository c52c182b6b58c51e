"""The weekly digest: what was not mailed at once, in one mail."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.codelists import Language
from app.db.engine import Database
from app.i18n.catalogue import messages
from app.models import Notification, User
from app.notices.actors import actor_names
from app.notices.outbox import link, post_mail
from app.notices.texts import letter, path_of, sentence_of

# A little less than a week: a weekly job that starts some minutes early is not skipped.
WEEK = timedelta(days=6, hours=12)
MAX_LINES = 50


def post_digests(database: Database) -> int:
    """How many were put in the outbox. A transaction for each user; one that another process
    works on is left to it."""
    count = 0
    last: UUID | None = None
    while True:
        with database.write() as session:
            user = _claim(session, last)
            if user is None:
                return count
            last = user.id
            count += _post_digest(session, user)


def _claim(session: Session, last: UUID | None) -> User | None:
    waiting = select(Notification.id).where(
        Notification.user_id == User.id,
        Notification.digested_at.is_(None),
    )
    due = select(User).where(
        User.disabled_at.is_(None),
        User.email.is_not(None),
        or_(User.last_digest_at.is_(None), User.last_digest_at < func.now() - WEEK),
        waiting.exists(),
    )
    if last is not None:
        due = due.where(User.id > last)
    due = due.order_by(User.id).limit(1).with_for_update(skip_locked=True, key_share=True)
    return session.scalars(due).one_or_none()


def _post_digest(session: Session, user: User) -> int:
    """0 when there is nothing new to say: what was read in the application is not repeated."""
    waiting = session.scalars(
        select(Notification)
        .where(Notification.user_id == user.id, Notification.digested_at.is_(None))
        .order_by(Notification.created_at.desc(), Notification.id)
    ).all()
    session.execute(
        update(Notification)
        .where(Notification.id.in_([item.id for item in waiting]))
        .values(digested_at=func.now())
    )
    unread = [item for item in waiting if item.read_at is None]
    if not unread or user.email is None:
        return 0
    user.last_digest_at = session.scalars(select(func.now())).one()
    language = Language(user.language)
    subject, body = _digest(session, unread, user.name, language)
    post_mail(session, user.email, language, subject, body)
    return 1


def _digest(
    session: Session, items: Sequence[Notification], reader: str, language: Language
) -> tuple[str, str]:
    texts = messages(language)
    names = actor_names(session, [item.data for item in items])
    subject = texts.ngettext(
        "Votre semaine sur Kharita : %(n)s nouvelle",
        "Votre semaine sur Kharita : %(n)s nouvelles",
        len(items),
    ) % {"n": len(items)}
    parts = [
        f"• {sentence_of(item.event, item.data, names, language)}\n"
        f"{link(path_of(item.event, item.data, language))}"
        for item in items[:MAX_LINES]
    ]
    if len(items) > MAX_LINES:
        more = texts.gettext("Et %(n)s autres :") % {"n": len(items) - MAX_LINES}
        parts.append(f"{more}\n{link(f'/{language}/workspace/notifications')}")
    return subject, letter(reader, parts, language)
