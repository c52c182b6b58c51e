"""What a user was told of lately, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.codelists import Language
from app.notices.actors import actor_names
from app.notices.events import EVENTS
from app.notices.queries import list_notifications
from app.notices.texts import path_of, sentence_of


@dataclass(frozen=True)
class Happening:
    sentence: str
    path: str
    at: datetime
    unread: bool


def happenings(
    session: Session, user_id: UUID, language: Language, limit: int
) -> Sequence[Happening]:
    """The newest first."""
    rows = list_notifications(session, user_id, unread=False, before=None, limit=limit)
    names = actor_names(session, [row.data for row in rows])
    return [
        Happening(
            sentence_of(row.event, row.data, names, language),
            path_of(row.event, row.data, language),
            row.created_at,
            row.read_at is None,
        )
        for row in rows
        if row.event in EVENTS
    ]
