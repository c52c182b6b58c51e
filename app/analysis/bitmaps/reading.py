"""Counts of projects by two or three dimensions, from the bitmaps: bits are counted, not rows."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.analysis.bitmaps.building import ALL, BUDGET_KNOWN, MANY_PROJECTS
from app.analysis.bitmaps.packing import chunk_of, pack
from app.models import BitmapChunk, DimensionBitmap, ProjectListing
from app.projects.criteria import Criteria, today

Key = tuple[str | None, ...]
Only = Sequence[str] | None


def fresh_chunks(session: Session, criteria: Criteria, many: int = MANY_PROJECTS) -> list[int]:
    """Those of which the bitmaps tell the truth, if so many projects are selected."""
    fresh = session.scalars(
        select(BitmapChunk.chunk)
        .where(BitmapChunk.built == BitmapChunk.changes, BitmapChunk.built_year == today().year)
        .order_by(BitmapChunk.chunk)
    ).all()
    if not fresh or not _selects(session, criteria, many):
        return []
    return list(fresh)


def outside(chunks: Sequence[int]) -> ColumnElement[bool]:
    return chunk_of(ProjectListing.project_id).not_in(chunks)


def _selects(session: Session, criteria: Criteria, many: int) -> bool:
    some = select(literal(1)).select_from(ProjectListing).where(*criteria.where())
    counted = select(func.count()).select_from(some.limit(many).subquery())
    return session.scalars(counted).one() >= many


def count(
    session: Session,
    criteria: Criteria,
    dimensions: Sequence[tuple[str, Only]],
    chunks: Sequence[int],
) -> list[tuple[Key, int, int]]:
    """Key, projects and those whose budget is known, for every choice of dimensions to pass over
    (None in the key), over the projects in these chunks."""
    met: dict[tuple[int, ...], FromClause] = {(): _chosen(criteria, chunks)}
    for place, (dimension, only) in enumerate(dimensions):
        met[(place,)] = _having(met[()], dimension, only, place)
    places = range(len(dimensions))
    for many in range(2, len(dimensions) + 1):
        for choice in combinations(places, many):
            met[choice] = _meet(met[choice[:-1]], met[choice[-1:]], last=many == len(dimensions))
    known = _bitmaps(BUDGET_KNOWN).subquery("known")
    parts = [_sums(each, choice, len(dimensions), known) for choice, each in met.items()]
    return [
        (tuple(row[:-2]), int(row[-2] or 0), int(row[-1] or 0))
        for row in session.execute(union_all(*parts))
    ]


def _bitmaps(dimension: str, only: Only = None) -> Select[Any]:
    columns: list[Any] = [DimensionBitmap.chunk, DimensionBitmap.value, DimensionBitmap.bits]
    query = select(*columns).where(DimensionBitmap.dimension == dimension)
    return query if only is None else query.where(DimensionBitmap.value.in_(only))


def _kept(query: Select[Any], name: str) -> CTE:
    return query.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def _both(one: FromClause, other: FromClause) -> ColumnElement[str]:
    return one.c.bits.op("&")(other.c.bits)


def _chosen(criteria: Criteria, chunks: Sequence[int]) -> CTE:
    if not criteria.conditions:
        everything = _bitmaps(ALL).where(DimensionBitmap.chunk.in_(chunks)).subquery()
        return _kept(select(everything.c.chunk, everything.c.bits), "chosen")
    rows = (
        select(ProjectListing.project_id)
        .where(*criteria.where(), chunk_of(ProjectListing.project_id).in_(chunks))
        .subquery("rows")
    )
    return _kept(pack(rows), "chosen")


def _having(chosen: FromClause, dimension: str, only: Only, place: int) -> CTE:
    """Of the projects chosen, those that have each value."""
    bitmaps = _bitmaps(dimension, only).subquery()
    value = bitmaps.c.value.label(f"value_{place}")
    query = select(chosen.c.chunk, value, _both(chosen, bitmaps).label("bits"))
    return _kept(query.join(bitmaps, bitmaps.c.chunk == chosen.c.chunk), f"having_{place}")


def _meet(one: FromClause, other: FromClause, *, last: bool) -> FromClause:
    """Those that have a value of each. `last`: nothing more is made of them than sums."""
    values = [
        column for each in (one, other) for column in each.c if column.key.startswith("value_")
    ]
    query = select(one.c.chunk, *values, _both(one, other).label("bits")).join(
        other, other.c.chunk == one.c.chunk
    )
    if not last:
        return _kept(query, f"met_{len(values)}_{'_'.join(str(value.key) for value in values)}")
    return query.offset(0).subquery()  # else the bits are compared once for each sum


def _sums(met: FromClause, choice: Sequence[int], width: int, known: FromClause) -> Select[Any]:
    values = {place: met.c[f"value_{place}"] for place in choice}
    key = [values.get(place, cast(null(), Text)) for place in range(width)]
    projects = func.sum(func.bit_count(met.c.bits))
    budgets = func.sum(func.bit_count(_both(met, known)))
    query = (
        select(*key, projects, budgets)
        .select_from(met.outerjoin(known, known.c.chunk == met.c.chunk))
        .group_by(*values.values())
    )
    return query.having(projects > 0) if choice else query
