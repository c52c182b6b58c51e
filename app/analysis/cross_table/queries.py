"""Cells and totals of a selection: the one place where tables ask the database.

A key has one value for each dimension, or None where the dimension is passed over: a total, in
which each project counts once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import truediv
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Text, cast, func, null, select, true, union_all
from sqlalchemy.orm import Session

from app.analysis.axes import Axis, axis_of, budget_axis_of
from app.analysis.bitmaps import reading as bitmaps
from app.analysis.bitmaps.names import MANY_PROJECTS
from app.analysis.dimensions import Dimension, Share
from app.models import ProjectListing
from app.projects.criteria import Criteria
from app.projects.money_queries import counted_budgets

Key = tuple[str | None, ...]
# From the numbers by which an amount is divided, what is added up in each cell.
Measures = Callable[[Sequence[Any]], list[ColumnElement[Any]]]
MAX_CELLS = 50_000


@dataclass(frozen=True)
class Asked:
    """A dimension of the table; `only` are the values that it is restricted to."""

    dimension: Dimension
    only: Sequence[str] | None = None


@dataclass(frozen=True)
class Counted:
    """`known` of the `projects` state a budget."""

    key: Key
    projects: int
    known: int


@dataclass(frozen=True)
class Added:
    """`value` is of the `projects` whose budget is added here, of one scope, in one currency."""

    key: Key
    scope: str
    currency: str
    value: Decimal
    projects: int


class TooManyCellsError(Exception):
    """More than MAX_CELLS."""


def count_cells(
    session: Session, criteria: Criteria, asked: Sequence[Asked], many: int = MANY_PROJECTS
) -> list[Counted]:
    """`many` projects are counted by bitmaps where these tell the truth, and row by row where they
    do not: no project is counted in both ways. Raises TooManyCellsError."""
    chunks = bitmaps.find_chunks(session, criteria, many)
    if chunks is None:
        return _count_rows(session, criteria, asked)
    dimensions = [(each.dimension, each.only) for each in asked]
    found = Counter[Key](), Counter[Key]()
    for key, projects, known in bitmaps.count_known(session, criteria, dimensions, chunks):
        found[0][key] += projects
        found[1][key] += known
    if chunks.others:
        for row in _count_rows(session, criteria.also("chunk", chunks.rows), asked):
            found[0][row.key] += row.projects
            found[1][row.key] += row.known
    if len(found[0]) > MAX_CELLS:
        raise TooManyCellsError
    return [Counted(key, projects, found[1][key]) for key, projects in found[0].items()]


def _count_rows(session: Session, criteria: Criteria, asked: Sequence[Asked]) -> list[Counted]:
    axes = [axis_of(each.dimension) for each in asked]
    keys = _labelled(axes)
    folded = (
        select(
            *keys,
            func.count().label("projects"),
            func.count(ProjectListing.budget_value).label("known"),
        )
        .where(*criteria.where())
        .group_by(*keys)
        .cte("combinations")
    )

    def measures(_: Sequence[Any]) -> list[ColumnElement[Any]]:
        return [func.sum(folded.c.projects), func.sum(folded.c.known)]

    rows = _cells(session, folded, axes, asked, measures)
    return [Counted(_key(row, asked), int(row[-2] or 0), int(row[-1] or 0)) for row in rows]


def add_budgets(
    session: Session, criteria: Criteria, asked: Sequence[Asked], share: Share
) -> list[Added]:
    """The budgets that `app.projects.money_queries` adds. Raises TooManyCellsError."""
    axes = [budget_axis_of(each.dimension, share) for each in asked]
    counted = counted_budgets(criteria, *_labelled(axes))
    keys = [column for column in counted.c if column.key.startswith("axis_")]
    folded = (
        select(
            *keys,
            counted.c.scope,
            counted.c.currency,
            func.sum(counted.c.value).label("value"),
            func.count().label("projects"),
        )
        .where(~counted.c.included)
        .group_by(*keys, counted.c.scope, counted.c.currency)
        .cte("combinations")
    )

    def measures(shares: Sequence[Any]) -> list[ColumnElement[Any]]:
        value = reduce(truediv, shares, folded.c.value)
        return [func.sum(value), func.sum(folded.c.projects)]

    by = [folded.c.scope, folded.c.currency]
    rows = _cells(session, folded, axes, asked, measures, by)
    return [
        Added(_key(row, asked), row[-4], row[-3], round(Decimal(row[-2]), 2), int(row[-1]))
        for row in rows
    ]


def _labelled(axes: Sequence[Axis]) -> list[ColumnElement[Any]]:
    return [
        column.label(f"axis_{place}_{number}")
        for place, axis in enumerate(axes)
        for number, column in enumerate(axis.columns)
    ]


def _key(row: Sequence[Any], asked: Sequence[Asked]) -> Key:
    return tuple(row[: len(asked)])


def _cells(
    session: Session,
    folded: CTE,
    axes: Sequence[Axis],
    asked: Sequence[Asked],
    measures: Measures,
    also_by: Sequence[ColumnElement[Any]] = (),
) -> Iterator[Sequence[Any]]:
    """Rows of the key, `also_by` and the measures, for every choice of dimensions to pass over."""
    selects = [
        _margin(folded, axes, asked, kept, measures, also_by)
        for kept in product((True, False), repeat=len(axes))
    ]
    rows = session.execute(union_all(*selects).limit(MAX_CELLS + 1)).all()
    if len(rows) > MAX_CELLS:
        raise TooManyCellsError
    return iter(rows)


def _margin(
    folded: CTE,
    axes: Sequence[Axis],
    asked: Sequence[Asked],
    kept: Sequence[bool],
    measures: Measures,
    also_by: Sequence[ColumnElement[Any]],
) -> Select[Any]:
    values: list[ColumnElement[Any]] = []
    query = select().select_from(folded)
    shares: list[ColumnElement[Any]] = []
    for place, (axis, each, here) in enumerate(zip(axes, asked, kept, strict=True)):
        if not here:
            values.append(cast(null(), Text))
            continue
        columns = [folded.c[f"axis_{place}_{number}"] for number in range(len(axis.columns))]
        unfolded = axis.unfold(columns, f"unfolded_{place}")
        query = query.join(unfolded, true())
        value = unfolded.c["value"]
        values.append(value)
        if axis.divided:
            shares.append(func.cardinality(columns[0]))
        if each.only is not None:
            query = query.where(value.in_(each.only))
    grouped = [value for value, here in zip(values, kept, strict=True) if here]
    return query.with_only_columns(
        *values, *also_by, *measures(shares), maintain_column_froms=True
    ).group_by(*grouped, *also_by)
