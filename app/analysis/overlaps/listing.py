"""Pairs of the catalogue, filtered, in order, page by page: read from the derived table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from app.analysis.overlaps.filters import NONE, PairFilters, PairSort, PairsQuery
from app.codelists import OverlapKind, Verdict
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import OverlapPair, OverlapVerdict, Project, ProjectListing
from app.projects.criteria import build_criteria
from app.projects.reference import Reference

_COLUMNS: Mapping[str, ColumnElement[Any]] = {
    PairSort.SCORE: OverlapPair.score.expression,
    PairSort.MONTHS: OverlapPair.months.expression,
}
_JUDGED = and_(
    OverlapVerdict.first_id == OverlapPair.first_id,
    OverlapVerdict.second_id == OverlapPair.second_id,
)
_MAX_ID = 2**31


@dataclass(frozen=True)
class ListedPair:
    """`first` and `second` are what lists show of the two projects."""

    pair: OverlapPair
    first: Mapping[str, Any]
    second: Mapping[str, Any]
    verdict: OverlapVerdict | None


@dataclass(frozen=True)
class Page:
    matched: int
    pairs: Sequence[ListedPair]
    next: str | None


def list_pairs(session: Session, query: PairsQuery, reference: Reference) -> Page:
    """Raises BadParameterError."""
    conditions = _conditions(session, query, reference)
    counted = (
        select(func.count())
        .select_from(OverlapPair)
        .outerjoin(OverlapVerdict, _JUDGED)
        .where(*conditions)
    )
    column = _COLUMNS[query.sort.removeprefix("-")]
    down = query.sort.startswith("-")
    order = [column, OverlapPair.first_id.expression, OverlapPair.second_id.expression]
    if query.cursor is not None:
        place = tuple_(*order)
        after = _after(query, column)
        conditions.append(place < after if down else place > after)
    found = (
        select(OverlapPair, OverlapVerdict)
        .outerjoin(OverlapVerdict, _JUDGED)
        .where(*conditions)
        .order_by(*(part.desc() if down else part.asc() for part in order))
        .limit(query.limit + 1)
    )
    rows = session.execute(found).all()
    shown = rows[: query.limit]
    following = None
    if len(rows) > query.limit:
        last: OverlapPair = shown[-1][0]
        value = last.score if column is _COLUMNS[PairSort.SCORE] else last.months
        following = write_cursor(query.sort, str(value), str(last.first_id), str(last.second_id))
    items = _items(session, [row[0] for row in shown])
    pairs = [
        ListedPair(pair, items[pair.first_id], items[pair.second_id], verdict)
        for pair, verdict in shown
    ]
    return Page(session.scalars(counted).one(), pairs, following)


def count_open_pairs(session: Session, kind: OverlapKind) -> int:
    """Pairs of this kind of which no analyst said anything yet."""
    query = (
        select(func.count())
        .select_from(OverlapPair)
        .outerjoin(OverlapVerdict, _JUDGED)
        .where(OverlapPair.kind == kind, OverlapVerdict.first_id.is_(None))
    )
    return session.scalars(query).one()


def _conditions(
    session: Session, query: PairFilters, reference: Reference
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    criteria = build_criteria(session, query, reference)
    if criteria.where():
        chosen = select(ProjectListing.project_id).where(*criteria.where())
        both = [OverlapPair.first_id.in_(chosen), OverlapPair.second_id.in_(chosen)]
        conditions.append(or_(*both) if query.within == "one" else and_(*both))
    if query.project is not None:
        number = _project_id(session, query.project)
        conditions.append(or_(OverlapPair.first_id == number, OverlapPair.second_id == number))
    if query.kind:
        conditions.append(OverlapPair.kind.in_(query.kind))
    if query.min_score > 0:
        conditions.append(OverlapPair.score >= query.min_score)
    conditions.append(_judged_as(query.verdict))
    return conditions


def _judged_as(wanted: Sequence[str]) -> ColumnElement[bool]:
    if not wanted:
        return OverlapVerdict.verdict.is_distinct_from(Verdict.NOT_RELATED)
    said = OverlapVerdict.verdict.in_([each for each in wanted if each != NONE])
    return or_(said, OverlapVerdict.verdict.is_(None)) if NONE in wanted else said


def _project_id(session: Session, name: str) -> int:
    query = select(Project.id).where(or_(Project.identifier == name, Project.slug == name))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise BadParameterError("project", f"project: no project is named '{name[:100]}'")
    return found


def _after(query: PairsQuery, column: ColumnElement[Any]) -> ColumnElement[Any]:
    sort, value, *ids = read_cursor(query.cursor or "", 4)
    try:
        if sort != query.sort or not all(0 <= int(each) < _MAX_ID for each in ids):
            raise ValueError
        by_score = column is _COLUMNS[PairSort.SCORE]
        place = float(value) if by_score else int(value)
        if not 0 <= place < (2 if by_score else _MAX_ID):
            raise ValueError
    except ValueError:
        raise BadParameterError(
            "cursor", "cursor: give the `next` of the page before, with the same `sort`"
        ) from None
    return tuple_(literal(place, column.type), *(literal(int(each)) for each in ids))


def _items(session: Session, pairs: Sequence[OverlapPair]) -> Mapping[int, Mapping[str, Any]]:
    ids = {project_id for pair in pairs for project_id in (pair.first_id, pair.second_id)}
    rows = session.execute(
        select(ProjectListing.project_id, ProjectListing.item).where(
            ProjectListing.project_id.in_(ids)
        )
    )
    return dict(rows.all())
