"""Locks of several projects at once."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project


def lock_projects(session: Session, ids: Collection[int]) -> None:
    """Until the transaction ends; in one order, so that two who do so wait for each other."""
    session.execute(
        select(Project.id).where(Project.id.in_(ids)).order_by(Project.id).with_for_update()
    )
