"""How many submissions someone may begin: above what people write, below what fills a disk."""

import math
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.errors import TooManyRequestsError
from app.models import Submission

HOUR = timedelta(hours=1)
MAX_PER_HOUR = 1000


def check_pace(session: Session, user: CurrentUser) -> None:
    """Raises TooManyRequestsError."""
    oldest = session.execute(
        select(Submission.created_at, func.now())
        .where(Submission.author_id == user.id, Submission.created_at > func.now() - HOUR)
        .order_by(Submission.created_at.desc())
        .offset(MAX_PER_HOUR - 1)
        .limit(1)
    ).one_or_none()
    if oldest is not None:
        created_at, now = oldest
        wait = max(1, math.ceil((created_at + HOUR - now).total_seconds()))
        raise TooManyRequestsError(
            f"You began {MAX_PER_HOUR} submissions within an hour; go on in "
            f"{math.ceil(wait / 60)} minutes, or put several changes into one",
            wait,
        )
