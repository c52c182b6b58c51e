"""Counts of projects by two or three dimensions, from the bitmaps: bits are counted, not rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.analysis.bitmaps.names import ALL, BUDGET_KNOWN, MANY_PROJECTS
from app.analysis.bitmaps.packing import in_chunk, pack
from app.models import BitmapChunk, DimensionBitmap, ProjectListing
from app.projects.criteria import Criteria, today

Key = tuple[str | None, ...]
Only = Sequence[str] | None


@dataclass(frozen=True)
class Chunks:
    """All of the catalogue. The bitmaps of the `fresh` ones tell the truth; projects in the others
    are counted row by row."""

    fresh: Sequence[int]
    others: Sequence[int]

    @property
    def rows(self) -> ColumnElement[bool]:
        """Which listings are to be counted row by row."""
        return or_(false(), *(in_chunk(chunk) for chunk in self.others))


def find_chunks(session: Session, criteria: Criteria, many: int = MANY_PROJECTS) -> Chunks | None:
    """None where fewer than `many` projects are selected, or no bitmap tells the truth."""
    fresh = (BitmapChunk.built == BitmapChunk.changes) & (BitmapChunk.built_year == today().year)
    rows = session.execute(
        select(BitmapChunk.chunk, func.coalesce(fresh, false())).order_by(BitmapChunk.chunk)
    ).all()
    found = [chunk for chunk, is_fresh in rows if is_fresh]
    if not found or not _selects(session, criteria, many):
        return None
    return Chunks(found, [chunk for chunk, is_fresh in rows if not is_fresh])


def _selects(session: Session, criteria: Criteria, many: int) -> bool:
    some = select(literal(1)).select_from(ProjectListing).where(*criteria.where())
    counted = select(func.count()).select_from(some.limit(many).subquery())
    return session.scalars(counted).one() >= many


def count(
    session: Session,
    criteria: Criteria,
    dimensions: Sequence[tuple[str, Only]],
    chunks: Chunks,
) -> list[tuple[Key, int, int]]:
    """Key, projects and those whose budget is known, for every choice of dimensions to pass over
    (None in the key), over the projects in the fresh chunks."""
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


def count_each(
    session: Session, criteria: Criteria, dimensions: Sequence[str], chunks: Chunks
) -> dict[str, dict[str, int]]:
    """Dimension → value → projects, over the projects in the fresh chunks."""
    chosen = _chosen(criteria, chunks)
    projects = func.sum(func.bit_count(_both(chosen, DimensionBitmap.__table__)))
    rows = session.execute(
        select(DimensionBitmap.dimension, DimensionBitmap.value, projects)
        .join(chosen, chosen.c.chunk == DimensionBitmap.chunk)
        .where(DimensionBitmap.dimension.in_(dimensions))
        .group_by(DimensionBitmap.dimension, DimensionBitmap.value)
        .having(projects > 0)
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in dimensions}
    for dimension, value, number in rows:
        counts[dimension][value] = int(number)
    return counts


def _bitmaps(dimension: str, only: Only = None) -> Select[Any]:
    columns: list[Any] = [DimensionBitmap.chunk, DimensionBitmap.value, DimensionBitmap.bits]
    query = select(*columns).where(DimensionBitmap.dimension == dimension)
    return query if only is None else query.where(DimensionBitmap.value.in_(only))


def _kept(query: Select[Any], name: str) -> CTE:
    return query.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def _both(one: FromClause, other: FromClause) -> ColumnElement[str]:
    return one.c.bits.op("&")(other.c.bits)


def _chosen(criteria: Criteria, chunks: Chunks) -> CTE:
    if not criteria.conditions:
        everything = _bitmaps(ALL).where(DimensionBitmap.chunk.in_(chunks.fresh)).subquery()
        return _kept(select(everything.c.chunk, everything.c.bits), "chosen")
    rows = (
        select(ProjectListing.project_id)
        .where(*criteria.where(), *([~chunks.rows] if chunks.others else ()))
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
