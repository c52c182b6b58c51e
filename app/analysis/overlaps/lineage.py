"""Programmes above projects: they and their parts are known to be related."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.models import Project


def programmes_above(session: Session, ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Ids of the programmes that each is a part of, at any depth."""
    part, whole = aliased(Project), aliased(Project)
    climb = (
        select(part.id.label("id"), part.part_of_id.label("above"))
        .where(part.id.in_(ids), part.part_of_id.is_not(None))
        .cte("lineage", recursive=True)
    )
    climb = climb.union(
        select(climb.c.id, whole.part_of_id)
        .join(whole, whole.id == climb.c.above)
        .where(whole.part_of_id.is_not(None))
    )
    rows = session.execute(select(climb.c.id, func.array_agg(climb.c.above)).group_by(climb.c.id))
    return {project_id: frozenset(above) for project_id, above in rows}


def are_related(above: Mapping[int, frozenset[int]], one: int, other: int) -> bool:
    """Whether one is a part of the other."""
    return other in above.get(one, ()) or one in above.get(other, ())
