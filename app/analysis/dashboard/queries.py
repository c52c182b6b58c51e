"""The numbers of a selection, in few statements: each reads the listings once, whatever their
number, and no project is read by itself."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Text,
    cast,
    extract,
    func,
    literal,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.analysis.bitmaps import reading as bitmaps
from app.analysis.bitmaps.amounts import sum_budgets
from app.analysis.bitmaps.names import ALL, AMOUNT, CURRENCY, MANY_PROJECTS, ORGANISATION, YES
from app.analysis.dashboard.parts import DIMENSIONS, Numbers, chosen_dimensions, narrowed
from app.analysis.dashboard.schemas import first_filters, other_filters
from app.analysis.dimensions import Dimension
from app.codelists import LocationLevel
from app.errors import BadParameterError
from app.models import ProjectListing
from app.projects.apart import Apart
from app.projects.criteria import Criteria, build_criteria, today
from app.projects.filters import Filters
from app.projects.money import Total
from app.projects.money_queries import add_budgets, counted_budgets, make_total
from app.projects.queries import count_undated
from app.projects.reference import Reference
from app.publication.public import OTHER

_LISTS: Mapping[str, InstrumentedAttribute[list[str]]] = {
    Dimension.THEME: ProjectListing.themes,
    Dimension.TARGET_GROUP: ProjectListing.target_groups,
    Dimension.RESIDENCE_COUNTRY: ProjectListing.residence_countries,
}
_ROLES = {Dimension.FUNDER: "funding:", ORGANISATION: ":"}


def read_both(
    session: Session, query: Filters, reference: Reference
) -> tuple[Numbers, Numbers | None]:
    """The first selection and the second, if there is one. Raises BadParameterError."""
    first = read_numbers(session, first_filters(query), reference)
    other = other_filters(query)
    if other is None:
        return first, None
    try:
        return first, read_numbers(session, other, reference)
    except BadParameterError as error:
        name = OTHER + str(error.members["parameter"])
        allowed = error.members.get("allowed")
        raise BadParameterError(
            name, OTHER + error.detail, allowed if isinstance(allowed, list) else ()
        ) from None


def read_numbers(session: Session, filters: Filters, reference: Reference) -> Numbers:
    """Raises BadParameterError for a value that the catalogue does not know."""
    criteria = build_criteria(session, filters, reference)
    counts, budget = count_values(session, criteria)
    currencies = counts.pop(CURRENCY)
    counts.pop(ALL)
    undated = count_undated(session, criteria, filters)
    return Numbers(
        filters=filters,
        matched=budget.matched,
        undated=counts[Dimension.YEAR_ACTIVE].get(Apart.UNKNOWN, 0) if undated is None else undated,
        counts=narrowed(filters, counts, reference.merged),
        currencies=currencies,
        budget=budget,
        chosen=chosen_dimensions(filters),
    )


def count_values(
    session: Session, criteria: Criteria, many: int = MANY_PROJECTS
) -> tuple[dict[str, dict[str, int]], Total]:
    """Dimension → value → projects, and the budgets; `many` projects are counted by bitmaps where
    these tell the truth."""
    chunks = bitmaps.find_chunks(session, criteria, many)
    if chunks is None:
        counts = _count_rows(session, criteria)
        sums = add_budgets(session, counted_budgets(criteria))
        return counts, make_total(counts[ALL].get(YES, 0), sums)
    counts = bitmaps.count_each(session, criteria, (*DIMENSIONS, CURRENCY, ALL, AMOUNT), chunks)
    budgets = sum_budgets(session, criteria, counts.pop(AMOUNT), chunks)
    counts[Dimension.REGION].pop(Apart.SEVERAL, None)  # of budgets; the regions are told
    if chunks.others:
        for name, others in _count_rows(session, criteria.also("chunk", chunks.rows)).items():
            counts[name] = dict(Counter(counts[name]) + Counter(others))
    return counts, make_total(counts[ALL].get(YES, 0), budgets)


def _count_rows(session: Session, criteria: Criteria) -> dict[str, dict[str, int]]:
    counts = _count_lists(session, criteria)
    return counts | _count_participants(session, criteria, counts[ALL].get(YES, 0))


def _year(day: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(extract("year", day), Integer)


def _grouped(criteria: Criteria) -> CTE:
    """How many projects share each list of values: one row for each list that occurs, for each of
    the grouping sets. There are far fewer of them than projects."""
    columns = {
        **{name: column.label(name) for name, column in _LISTS.items()},
        "regions": ProjectListing.regions,
        "national": ProjectListing.levels.contains([LocationLevel.NATIONAL]).label("national"),
        "abroad": ProjectListing.levels.contains([LocationLevel.ABROAD]).label("abroad"),
        Dimension.STATUS: ProjectListing.status,
        "first": _year(ProjectListing.active_first.expression).label("first"),
        "last": _year(func.coalesce(ProjectListing.active_last, today())).label("last"),
        "started": _year(ProjectListing.start_first.expression).label("started"),
        CURRENCY: ProjectListing.budget_currency.label(CURRENCY),
    }
    chosen = select(*columns.values()).where(*criteria.where()).subquery("chosen").c
    sets = (
        *(tuple_(chosen[name]) for name in _LISTS),
        tuple_(chosen.regions, chosen.national, chosen.abroad),
        tuple_(chosen.status),
        tuple_(chosen.first, chosen.last),
        tuple_(chosen.started),
        tuple_(chosen[CURRENCY]),
    )
    marked = (*_LISTS, "regions", "status", "first", "started", CURRENCY)
    return (
        select(
            *chosen,
            *(func.grouping(chosen[name]).label(f"not_{name}") for name in marked),
            func.count().label("projects"),
        )
        .group_by(func.grouping_sets(*sets))
        .cte("grouped")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _rows(name: str, grouped: CTE, part: str, value: Any, *conditions: Any) -> Select[Any]:
    """Rows of dimension, value and projects, from the lists of one grouping set."""
    return select(literal(name), cast(value, Text), grouped.c.projects).where(
        grouped.c[f"not_{part}"] == 0, *conditions
    )


def _count_lists(session: Session, criteria: Criteria) -> dict[str, dict[str, int]]:
    g = _grouped(criteria)
    unknown = literal(Apart.UNKNOWN.value)
    empty = func.cardinality(g.c.regions) == 0
    parts = [
        *(_rows(name, g, name, func.unnest(g.c[name])) for name in _LISTS),
        *(_rows(name, g, name, unknown, func.cardinality(g.c[name]) == 0) for name in _LISTS),
        _rows(Dimension.REGION, g, "regions", func.unnest(g.c.regions)),
        _rows(Dimension.REGION, g, "regions", literal(Apart.NATIONAL.value), g.c.national),
        _rows(Dimension.REGION, g, "regions", literal(Apart.ABROAD.value), g.c.abroad),
        _rows(Dimension.REGION, g, "regions", unknown, empty, ~g.c.national, ~g.c.abroad),
        _rows(Dimension.STATUS, g, "status", g.c.status),
        _rows(ALL, g, "status", literal(YES)),
        _rows(Dimension.YEAR_ACTIVE, g, "first", func.generate_series(g.c.first, g.c.last)),
        _rows(Dimension.YEAR_ACTIVE, g, "first", unknown, g.c.first.is_(None)),
        _rows(
            Dimension.YEAR_STARTED, g, "started", func.coalesce(cast(g.c.started, Text), unknown)
        ),
        _rows(CURRENCY, g, CURRENCY, g.c[CURRENCY], g.c[CURRENCY].is_not(None)),
    ]
    found = union_all(*parts).subquery("found")
    name, value, projects = found.c
    counts: dict[str, dict[str, int]] = {}
    for each in (*_LISTS, Dimension.REGION, Dimension.STATUS, ALL, CURRENCY):
        counts[each] = {}
    counts[Dimension.YEAR_ACTIVE], counts[Dimension.YEAR_STARTED] = {}, {}
    for dimension, key, number in session.execute(
        select(name, value, func.sum(projects)).group_by(name, value)
    ):
        counts[dimension][key] = int(number)
    return counts


def _count_participants(
    session: Session, criteria: Criteria, matched: int
) -> dict[str, dict[str, int]]:
    """Projects by funder, and by organisation in whichever role."""
    tokens = func.unnest(ProjectListing.participants).table_valued("value").render_derived()
    prefixes = tuple(_ROLES.values())
    rows = session.execute(
        select(tokens.c.value, func.count())
        .select_from(ProjectListing)
        .join(tokens, true())
        .where(*criteria.where(), tokens.c.value.regexp_match(f"^({'|'.join(prefixes)})"))
        .group_by(tokens.c.value)
    ).all()
    counts: dict[str, dict[str, int]] = {name: {} for name in _ROLES}
    for token, projects in rows:
        role, _, slug = token.partition(":")
        name = ORGANISATION if role == "" else Dimension.FUNDER
        if slug:
            counts[name][slug] = projects
        elif name == Dimension.FUNDER and matched > projects:
            counts[name][Apart.UNKNOWN] = matched - projects
    if matched and not any(token == _ROLES[Dimension.FUNDER] for token, _ in rows):
        counts[Dimension.FUNDER][Apart.UNKNOWN] = matched
    return counts
