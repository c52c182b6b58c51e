"""Counts of projects from the bitmaps: bits are counted, not rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    Text,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.orm import Session

from app.analysis.bitmaps.names import ALL, BUDGET_KNOWN, MANY_PROJECTS
from app.analysis.bitmaps.packing import in_chunk, pack
from app.models import BitmapChunk, DimensionBitmap, ProjectListing
from app.models.bitmap import CHUNK
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
) -> list[tuple[Key, int]]:
    """Key and projects, for every choice of dimensions to pass over (None in the key), over the
    projects in the fresh chunks."""
    return [
        (key, projects)
        for key, (projects,) in _count(session, _chosen(criteria, chunks), dimensions)
    ]


def count_known(
    session: Session,
    criteria: Criteria,
    dimensions: Sequence[tuple[str, Only]],
    chunks: Chunks,
) -> list[tuple[Key, int, int]]:
    """The same, with how many of the projects state a budget."""
    chosen = _with_known(_chosen(criteria, chunks))
    return [
        (key, projects, known) for key, (projects, known) in _count(session, chosen, dimensions)
    ]


def _count(
    session: Session, chosen: CTE, dimensions: Sequence[tuple[str, Only]]
) -> Iterator[tuple[Key, list[int]]]:
    met: dict[tuple[int, ...], FromClause] = {(): chosen}
    for place, (dimension, only) in enumerate(dimensions):
        met[(place,)] = _having(met[()], dimension, only, place)
    places = range(len(dimensions))
    for many in range(2, len(dimensions) + 1):
        for choice in combinations(places, many):
            met[choice] = _meet(met[choice[:-1]], met[choice[-1:]], last=many == len(dimensions))
    parts = [_sums(each, choice, len(dimensions)) for choice, each in met.items()]
    width = len(dimensions)
    with _no_sorting(session):
        rows = session.execute(union_all(*parts)).all()
    for row in rows:
        yield tuple(row[:width]), [int(number or 0) for number in row[width:]]


@contextmanager
def _no_sorting(session: Session) -> Iterator[None]:
    """The planner takes few combinations for granted and would sort their bits by chunk, for a
    merge join that costs a quarter more than a hash join."""
    session.execute(text("SET LOCAL enable_mergejoin = off"))
    yield
    session.execute(text("SET LOCAL enable_mergejoin = on"))


def count_each(
    session: Session, criteria: Criteria, dimensions: Sequence[str], chunks: Chunks
) -> dict[str, dict[str, int]]:
    """Dimension → value → projects, over the projects in the fresh chunks."""
    bits: SQLColumnExpression[str]
    if criteria.conditions:
        chosen = _chosen(criteria, chunks)
        bits = _both(chosen.c.bits, DimensionBitmap.bits)
        met = chosen.c.chunk == DimensionBitmap.chunk
    else:
        bits, met = DimensionBitmap.bits, DimensionBitmap.chunk.in_(chunks.fresh)
    projects = func.sum(func.bit_count(bits))
    rows = session.execute(
        select(DimensionBitmap.dimension, DimensionBitmap.value, projects)
        .where(DimensionBitmap.dimension.in_(dimensions), met)
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


def _both(one: SQLColumnExpression[str], other: SQLColumnExpression[str]) -> ColumnElement[str]:
    return one.op("&")(other)


def _chosen(criteria: Criteria, chunks: Chunks) -> CTE:
    if criteria.conditions:
        rows = (
            select(ProjectListing.project_id)
            .where(*criteria.where(), *([~chunks.rows] if chunks.others else ()))
            .subquery("rows")
        )
        return _kept(pack(rows), "chosen")
    everything = _bitmaps(ALL).where(DimensionBitmap.chunk.in_(chunks.fresh)).subquery()
    return _kept(select(everything.c.chunk, everything.c.bits), "chosen")


def _with_known(chosen: CTE) -> CTE:
    """Beside their `bits`, `known` those of them whose budget is known: to look for these in each
    combination at the end would put all of them into a hash table."""
    budgets = _bitmaps(BUDGET_KNOWN).subquery("budgets")
    none = cast("0", BIT(CHUNK))
    known = _both(chosen.c.bits, func.coalesce(budgets.c.bits, none)).label("known")
    query = select(chosen.c.chunk, chosen.c.bits, known)
    return _kept(query.outerjoin(budgets, budgets.c.chunk == chosen.c.chunk), "chosen_and_known")


def _having(chosen: FromClause, dimension: str, only: Only, place: int) -> CTE:
    """Of the projects chosen, those that have each value."""
    bitmaps = _bitmaps(dimension, only).subquery()
    value = bitmaps.c.value.label(f"value_{place}")
    return _kept(_cut(chosen, bitmaps, value), f"having_{place}")


def _meet(one: FromClause, other: FromClause, *, last: bool) -> FromClause:
    """Those that have a value of each. `last`: nothing more is made of them than sums."""
    values = [
        column for each in (one, other) for column in each.c if column.key.startswith("value_")
    ]
    query = _cut(one, other, *values)
    if not last:
        return _kept(query, f"met_{len(values)}_{'_'.join(str(value.key) for value in values)}")
    return query.subquery()


def _marks(of: FromClause) -> list[ColumnElement[str]]:
    return [of.c[name] for name in ("bits", "known") if name in of.c]


def _cut(one: FromClause, other: FromClause, *values: ColumnElement[Any]) -> Select[Any]:
    marks = [_both(mark, other.c.bits).label(mark.key) for mark in _marks(one)]
    columns: list[Any] = [one.c.chunk, *values, *marks]
    return select(*columns).join(other, other.c.chunk == one.c.chunk)


def _sums(met: FromClause, choice: Sequence[int], width: int) -> Select[Any]:
    counts = [func.bit_count(mark).label(mark.key) for mark in _marks(met)]
    names = [f"value_{place}" for place in choice]
    # In a subquery that stays one, so that numbers are grouped, not strings of bits.
    counted = select(*(met.c[name] for name in names), *counts).offset(0).subquery()
    values = {place: counted.c[name] for place, name in zip(choice, names, strict=True)}
    key = [values.get(place, cast(null(), Text)) for place in range(width)]
    sums = [func.sum(counted.c[count.key]) for count in counts]
    query = select(*key, *sums).group_by(*values.values())
    return query.having(sums[0] > 0) if choice else query
