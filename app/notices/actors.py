"""Who acted, in the data of notifications."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import User


def actor_names(session: Session, data: Collection[Mapping[str, Any]]) -> dict[str, str]:
    """By id, as a text. Names are not kept in notifications, so that they can be forgotten."""
    ids = {UUID(item["actor"]) for item in data if item.get("actor")}
    if not ids:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {str(user_id): name for user_id, name in rows}
