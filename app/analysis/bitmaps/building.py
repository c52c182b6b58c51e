"""Makes the bitmaps of the chunks whose listings changed.

A change of one listing makes those of its chunk anew, all of them. A small catalogue has none:
there, counting rows is as fast.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Session

from app.analysis.axes import Axis, axis_of, organisation_axis
from app.analysis.bitmaps.amounts import amount_rows
from app.analysis.bitmaps.names import (
    ALL,
    AMOUNT,
    BUDGET_KNOWN,
    CURRENCY,
    LOCATED,
    MANY_PROJECTS,
    ORGANISATION,
    YES,
)
from app.analysis.bitmaps.packing import in_chunk, pack
from app.analysis.dimensions import Dimension
from app.models import BitmapChunk, DimensionBitmap, ProjectListing
from app.projects.criteria import today


def build_next(session: Session, many: int = MANY_PROJECTS) -> bool:
    """Makes the bitmaps of one chunk that needs it, if there are so many projects. Whether it did.

    Publishing a project of that chunk waits for it: a second, at most.
    """
    if _number_of_projects(session) < many:
        return False
    year = today().year
    chunk = session.scalars(
        select(BitmapChunk)
        .where(or_(BitmapChunk.built.is_distinct_from(BitmapChunk.changes),
                   BitmapChunk.built_year != year))
        .order_by(BitmapChunk.chunk)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()  # fmt: skip
    if chunk is None:
        return False
    session.execute(delete(DimensionBitmap).where(DimensionBitmap.chunk == chunk.chunk))
    for dimension, rows in _dimensions(chunk.chunk):
        packed = pack(rows).subquery("packed")
        session.execute(
            insert(DimensionBitmap).from_select(
                ["dimension", "value", "chunk", "bits"],
                select(literal(dimension), packed.c.value, packed.c.chunk, packed.c.bits),
            )
        )
    chunk.built, chunk.built_year = chunk.changes, year
    session.flush()
    return True


def _number_of_projects(session: Session) -> int:
    """As it was last counted by ANALYZE; none before that."""
    rows = text("SELECT reltuples::int FROM pg_class WHERE oid = 'project_listings'::regclass")
    return max(0, int(session.scalars(rows).one()))


def _dimensions(chunk: int) -> Iterator[tuple[str, Subquery]]:
    for dimension in Dimension:
        yield dimension, _values(axis_of(dimension), chunk)
    yield ORGANISATION, _values(organisation_axis(), chunk)
    yield AMOUNT, amount_rows(chunk)
    currency = ProjectListing.budget_currency
    yield CURRENCY, _rows(chunk, currency.label("value")).where(currency.is_not(None)).subquery()
    for name, condition in (
        (BUDGET_KNOWN, ProjectListing.budget_value.is_not(None)),
        (LOCATED, func.cardinality(ProjectListing.regions) > 0),
        (ALL, true()),
    ):
        yield name, _rows(chunk, literal(YES).label("value")).where(condition).subquery()


def _rows(chunk: int, value: ColumnElement[Any]) -> Select[Any]:
    columns: list[Any] = [ProjectListing.project_id, value]
    return select(*columns).where(in_chunk(chunk))


def _values(axis: Axis, chunk: int) -> Subquery:
    columns = [column.label(f"column_{place}") for place, column in enumerate(axis.columns)]
    listed = select(ProjectListing.project_id, *columns).where(in_chunk(chunk)).subquery("listed")
    unfolded = axis.unfold([listed.c[column.key] for column in columns], "unfolded")
    return select(listed.c.project_id, unfolded.c["value"]).join(unfolded, true()).subquery("rows")
