"""A cross table of a selection."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.analysis.cross_table.queries import (
    MAX_CELLS,
    Asked,
    TooManyCellsError,
    add_budgets,
    count_cells,
)
from app.analysis.cross_table.schemas import CrossTableOptions
from app.analysis.cross_table.table import (
    Amount,
    Axis,
    CrossTable,
    Key,
    Numbers,
    Value,
    in_order,
    in_scope_order,
)
from app.analysis.cross_table.wording import dimension_label, label_of, rules
from app.analysis.dimensions import ORGANISATIONS, PLACES, YEARS, Dimension, Measure, Share
from app.codelists import ClosedList, Language, OpenList
from app.errors import BadParameterError
from app.projects.apart import Apart, is_apart
from app.projects.criteria import Criteria, build_criteria, today
from app.projects.portfolio_queries import count_undated
from app.projects.queries import count
from app.projects.reference import Reference
from app.projects.wording import filters_in_words

_ROLES = ("rows", "columns", "layers")
Cells = dict[Key, Numbers]


def make_cross_table(
    session: Session, query: CrossTableOptions, reference: Reference, language: Language
) -> CrossTable:
    """Raises BadParameterError for a value that the catalogue does not know, for a dimension that
    is asked for twice, and for a table that has too many cells."""
    dimensions = dimensions_of(query)
    criteria = build_criteria(session, query, reference)
    asked = [_asked(dimension, query, reference) for dimension in dimensions]
    try:
        cells = _read(session, criteria, query, asked)
    except TooManyCellsError:
        detail = f"rows: the table would have more than {MAX_CELLS} cells; choose fewer projects"
        raise BadParameterError("rows", detail) from None
    axes = [
        _axis(place, dimension, cells, reference, language)
        for place, dimension in enumerate(dimensions)
    ]
    apart = [
        value.value for axis in axes for value in axis.values
        if is_apart(axis.dimension, value.value)
    ]  # fmt: skip
    return CrossTable(
        axes=axes,
        measure=query.measure,
        share=query.share,
        cells=cells,
        undated=_undated(session, criteria, query, dimensions),
        filters=filters_in_words(query, reference, language),
        rules=rules(dimensions, query.measure, query.share, language, apart),
        made_on=today(),
    )


def dimensions_of(query: CrossTableOptions) -> list[Dimension]:
    """Raises BadParameterError for one that is there already."""
    found: list[Dimension] = []
    for role in _ROLES:
        dimension: Dimension | None = getattr(query, role)
        if dimension is None:
            continue
        if dimension in found:
            first = _ROLES[found.index(dimension)]
            others = [each.value for each in Dimension if each not in found]
            detail = f"{role}: '{dimension}' is the dimension of the {first}; choose another"
            raise BadParameterError(role, detail, allowed=others)
        found.append(dimension)
    return found


def chosen(dimension: Dimension, query: CrossTableOptions, reference: Reference) -> list[str]:
    """The values that the filter of the dimension chooses."""
    values = getattr(query, dimension)
    if dimension is Dimension.GOOD_PRACTICE:
        return [] if values is None else [str(values).lower()]
    return reference.current_slugs(values) if dimension in ORGANISATIONS else list(values)


def _asked(dimension: Dimension, query: CrossTableOptions, reference: Reference) -> Asked:
    """A filter on the dimension restricts its values, so that none counts beside the question. A
    budget has its one place also outside of the chosen ones."""
    values = chosen(dimension, query, reference)
    if not values:
        years = dimension is Dimension.YEAR_ACTIVE and query.has_period
        return Asked(dimension, _years_of(query) if years else None)
    if dimension in PLACES and query.measure is Measure.BUDGET:
        values += [Apart.SEVERAL, Apart.NATIONAL]
    return Asked(dimension, values)


def _years_of(query: CrossTableOptions) -> list[str]:
    first = query.year_from or 1900
    last = query.year_to or 2100
    return [str(year) for year in range(first, last + 1)]


def _read(
    session: Session, criteria: Criteria, query: CrossTableOptions, asked: Sequence[Asked]
) -> Cells:
    hidden = [None if _shows_several(each.dimension, query) else Apart.SEVERAL for each in asked]

    def is_shown(key: Key) -> bool:
        pairs = zip(key, hidden, strict=True)
        return all(value is None or value != word for value, word in pairs)

    cells = {
        each.key: Numbers(each.projects, each.known)
        for each in count_cells(session, criteria, asked)
        if is_shown(each.key)
    }
    if query.measure is Measure.BUDGET:
        for each in add_budgets(session, criteria, asked, query.share):
            amount = Amount(each.scope, each.currency, each.value, each.projects)
            cells.setdefault(each.key, Numbers()).amounts.append(amount)
        for numbers in cells.values():
            numbers.amounts = in_scope_order(numbers.amounts)
    return cells


def _shows_several(dimension: Dimension, query: CrossTableOptions) -> bool:
    """Only a budget has this place, and the equal shares of regions leave nothing for it."""
    if dimension not in PLACES or query.measure is not Measure.BUDGET:
        return Apart.SEVERAL in getattr(query, dimension) if dimension in PLACES else True
    return query.share is Share.ONCE or dimension is Dimension.PROVINCE


def _undated(
    session: Session,
    criteria: Criteria,
    query: CrossTableOptions,
    dimensions: Sequence[Dimension],
) -> int | None:
    if query.has_period:
        return count(session, criteria, query).undated
    return count_undated(session, criteria) if set(dimensions) & YEARS else None


def _axis(
    place: int, dimension: Dimension, cells: Cells, reference: Reference, language: Language
) -> Axis:
    counts: dict[str, int] = {}
    for key, numbers in cells.items():
        value = key[place]
        if value is not None and all(other is None for at, other in enumerate(key) if at != place):
            counts[value] = numbers.projects
    values = [
        Value(value, label_of(dimension, value, reference, language), counts[value])
        for value in in_order(dimension, counts, _codes(dimension, counts, reference))
    ]
    total = next(n.projects for key, n in cells.items() if not any(key))
    return Axis(dimension, dimension_label(dimension, language), sum(counts.values()) > total,
                values)  # fmt: skip


def _codes(dimension: Dimension, counts: Cells | dict[str, int], reference: Reference) -> list[str]:
    if dimension is Dimension.REGION:
        return list(reference.regions)
    if dimension is Dimension.PROVINCE:
        return list(reference.provinces)
    if dimension in YEARS:
        return sorted(str(year) for year in counts)
    if dimension is Dimension.STATUS:
        return list(reference.lists.get(ClosedList.ACTIVITY_STATUS, {}))
    if dimension is Dimension.GOOD_PRACTICE:
        return ["true", "false"]
    if dimension in (*ORGANISATIONS, Dimension.RESIDENCE_COUNTRY):
        return []
    return list(reference.lists.get(OpenList(dimension), {}))
