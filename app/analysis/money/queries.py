"""Amounts of a selection, added by the database in a few statements, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.analysis.dimensions import Share
from app.analysis.money.amounts import PLACE, Selected
from app.codelists import Role
from app.models import ProjectListing
from app.projects.apart import Apart
from app.projects.criteria import Criteria
from app.projects.stated import stands_apart

TOTAL, REGION, THEME, FUNDER = "total", "region", "theme", "funder"


@dataclass(frozen=True)
class Sum:
    """Of one table, one of its rows, one line and one currency. `value` and `projects` are what
    is added; `converted` of `conversions` of them, null when nothing was converted. `parts` more
    state an amount that is not added. `undated` of those that are added have no start, and are in
    another currency than the one asked for."""

    table: str
    key: str
    line: str
    currency: str
    value: Decimal | None
    projects: int
    parts: int
    converted: Decimal | None
    conversions: int
    undated: int = 0


@dataclass(frozen=True)
class Given:
    """`known` projects have a funder that states what it gives; `left_out` contributions, of
    whatever role, are not added."""

    known: int
    left_out: int


@dataclass(frozen=True)
class Group:
    """How many of the projects of a row state an amount."""

    table: str
    key: str
    matched: int
    known: int


def budget_sums(selected: Selected, share: Share) -> Sequence[Sum]:
    """Of the whole selection, by region and by theme, the parts of programmes left out."""
    budgets = selected.converted_budgets
    regions = _shared_by_region(budgets) if share is Share.EQUAL else budgets
    themes = _unnested(budgets.c.themes)
    statements = [
        _sums(TOTAL, budgets, literal(""), budgets),
        _sums(REGION, regions, regions.c[PLACE], regions),
        _sums(
            THEME,
            budgets,
            func.coalesce(themes.c.value, Apart.UNKNOWN.value),
            budgets.outerjoin(themes, true()),
        ),
    ]
    return [Sum(*row) for row in selected.session.execute(union_all(*statements))]


def _unnested(values: ColumnElement[Any]) -> Any:
    return func.unnest(values).table_valued("value").render_derived()


def _sums(table: str, rows: CTE, key: ColumnElement[str], source: FromClause) -> Select[Any]:
    added = ~rows.c.included
    return (
        select(
            literal(table),
            key.label("key"),
            rows.c.scope,
            rows.c.currency,
            func.sum(rows.c.value).filter(added),
            func.count().filter(added),
            func.count().filter(rows.c.included),
            func.sum(rows.c.converted).filter(added),
            func.count(rows.c.converted).filter(added),
            func.count().filter(added, rows.c.converted.is_(None), rows.c.start_date.is_(None)),
        )
        .select_from(source)
        .group_by("key", rows.c.scope, rows.c.currency)
    )


def _shared_by_region(budgets: CTE) -> CTE:
    """A budget for several regions in equal parts, to the cent: where cents are left over, the
    first regions have one more, so that the parts make up the whole."""
    part = (
        func.unnest(budgets.c.regions)
        .table_valued("code", with_ordinality="number", name="part")
        .render_derived()
    )
    several = budgets.c[PLACE] == Apart.SEVERAL.value
    return (
        select(
            budgets.c.scope,
            budgets.c.currency,
            budgets.c.included,
            budgets.c.start_date,
            case((several, part.c.code), else_=budgets.c[PLACE]).label(PLACE),
            *(
                case(
                    (several, _equal_part(budgets.c[name], budgets.c.regions, part.c.number)),
                    else_=budgets.c[name],
                ).label(name)
                for name in ("value", "converted")
            ),
        )
        .select_from(budgets.outerjoin(part, several))
        .cte()
    )


def _equal_part(
    value: ColumnElement[Any], regions: ColumnElement[Any], number: ColumnElement[Any]
) -> ColumnElement[Any]:
    cents, parts = value * 100, func.cardinality(regions)
    one_more = cast(number <= func.mod(cents, parts), Integer)
    return func.round((func.div(cents, parts) + one_more) / 100, 2)


def contribution_sums(selected: Selected) -> Sequence[Sum]:
    """Of the whole selection and by funder, each contribution once."""
    stated = selected.converted_contributions
    added = stated.c.left_out.is_(None)

    def sums(table: str, key: ColumnElement[str]) -> Select[Any]:
        return (
            select(
                literal(table),
                key.label("key"),
                stated.c.scope,
                stated.c.currency,
                func.sum(stated.c.value).filter(added),
                func.count(stated.c.project_id.distinct()).filter(added),
                func.count(stated.c.project_id.distinct()).filter(~added),
                func.sum(stated.c.converted).filter(added),
                func.count(stated.c.project_id.distinct()).filter(
                    added, stated.c.converted.is_not(None)
                ),
            )
            .where(stated.c.role == Role.FUNDING)
            .group_by("key", stated.c.scope, stated.c.currency)
        )

    statement: CompoundSelect[Any] = union_all(
        sums(TOTAL, literal("")), sums(FUNDER, stated.c.funder)
    )
    return [Sum(*row) for row in selected.session.execute(statement)]


def groups(selected: Selected) -> Sequence[Group]:
    """For each row of each table: the projects that it is of, and those that state an amount, a
    project in each of its rows."""
    criteria = selected.criteria
    apart = _count_apart(selected)
    matched = next(group.matched for group in apart if group.table == TOTAL)
    statement = union_all(
        _count_each(REGION, ProjectListing.regions, criteria),
        _count_each(THEME, ProjectListing.themes, criteria),
    )
    coded = [Group(*row) for row in selected.session.execute(statement)]
    funders = _count_funders(selected, matched)
    return [group for group in (*apart, *coded, *funders) if group.matched]


def _count_apart(selected: Selected) -> list[Group]:
    """The whole selection, and the words beside the codes, in one pass."""
    words = [(TOTAL, "", true())] + [
        (table, word.value, stands_apart(table, word))
        for table, among in ((REGION, tuple(Apart)), (THEME, (Apart.UNKNOWN,)))
        for word in among
    ]
    rows = selected.session.execute(
        select(_BUDGET.label("known"), *(func.count().filter(each) for _, _, each in words))
        .where(*selected.criteria.where())
        .group_by("known")
    )
    counts = {row.known: row[1:] for row in rows}
    known = counts.get(True, (0,) * len(words))
    unknown = counts.get(False, (0,) * len(words))
    return [
        Group(table, word, known[place] + unknown[place], known[place])
        for place, (table, word, _) in enumerate(words)
    ]


_BUDGET = ProjectListing.budget_value.is_not(None)


def _count_each(
    table: str, column: InstrumentedAttribute[list[str]], criteria: Criteria
) -> Select[Any]:
    values = _unnested(column.expression)
    return (
        select(literal(table), values.c.value, func.count(), func.count().filter(_BUDGET))
        .select_from(ProjectListing)
        .join(values, true())
        .where(*criteria.where())
        .group_by(values.c.value)
    )


def _count_funders(selected: Selected, matched: int) -> list[Group]:
    """A project without any funder counts under `unknown`."""
    prefix = f"{Role.FUNDING}:"
    tokens = _unnested(ProjectListing.participants.expression)
    funded = selected.session.execute(
        select(func.substr(tokens.c.value, len(prefix) + 1).label("slug"), func.count())
        .select_from(ProjectListing)
        .join(tokens, func.starts_with(tokens.c.value, prefix))
        .where(*selected.criteria.where())
        .group_by("slug")
    )
    counts: dict[str, int] = dict(funded.all())
    given = selected.contributions
    stating = selected.session.execute(
        select(given.c.funder, func.count(given.c.project_id.distinct()))
        .where(given.c.role == Role.FUNDING)
        .group_by(given.c.funder)
    )
    known: dict[str, int] = dict(stating.all())
    without = Group(FUNDER, Apart.UNKNOWN, matched - counts.pop("", 0), 0)
    return [Group(FUNDER, slug, count, known.get(slug, 0)) for slug, count in counts.items()] + [
        without
    ]


def count_given(selected: Selected) -> Given:
    stated = selected.contributions
    row = selected.session.execute(
        select(
            func.count(stated.c.project_id.distinct()).filter(stated.c.role == Role.FUNDING),
            func.count().filter(stated.c.left_out.is_not(None)),
        )
    ).one()
    return Given(*row)
