"""Who is told of what concerns the catalogue as a whole."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.queries import active
from app.codelists import UserRole
from app.models import User


def analysts(session: Session) -> list[UUID]:
    """The administrators, where there is no analyst."""
    for role in (UserRole.ANALYST, UserRole.ADMINISTRATOR):
        found = session.scalars(select(User.id).where(User.role == role, active())).all()
        if found:
            return list(found)
    return []
