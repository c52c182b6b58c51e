"""Budgets of a selection, added by the database: nothing is read project by project.

`counted_budgets` is what a table by theme, region or year adds from; `budget_totals` is the whole
selection. Both apply the programme rule of `app.projects.money` within the selection that they
are given: every group of one table leaves out the same parts, so that no group is above the total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, ColumnElement, case, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.codelists import BudgetScope, LocationLevel, Role
from app.models import Organisation, Participation, Project, ProjectListing
from app.projects.apart import Apart
from app.projects.criteria import Criteria
from app.projects.money import INTERMEDIARIES, Amount, LeftOut, Line, Total
from app.projects.stated import at_level, several_places


def counted_budgets(criteria: Criteria, *columns: ColumnElement[Any]) -> CTE:
    """One row for each selected project that states a budget: `project_id`, `value`, `currency`,
    `scope` (BudgetScope, which is the Line of a total), `start_date` (at its precision, or null),
    `included` (a programme above it in this selection states a budget, so this one is not added),
    and the columns of ProjectListing that are asked for, under their names.

    Add `value` by `scope` and `currency` where `NOT included`, never across either.
    """
    stated = (
        select(
            ProjectListing.project_id,
            ProjectListing.budget_value.label("value"),
            ProjectListing.budget_currency.label("currency"),
            Project.budget_scope.label("scope"),
            Project.start_date,
            Project.part_of_id,
            *columns,
        )
        .join(Project, Project.id == ProjectListing.project_id)
        .where(
            *criteria.where(),
            ProjectListing.budget_value.is_not(None),
            Project.budget_value.is_not(None),  # what the index over budgets holds
        )
        .cte("stated_budgets")
    )
    climb = (
        select(stated.c.project_id, stated.c.part_of_id.label("above"))
        .where(stated.c.part_of_id.is_not(None))
        .cte("budgets_climb", recursive=True)
    )
    climb = climb.union(
        select(climb.c.project_id, Project.part_of_id)
        .join(Project, Project.id == climb.c.above)
        .where(Project.part_of_id.is_not(None))
    )
    included = select(climb.c.project_id).where(climb.c.above.in_(select(stated.c.project_id)))
    return select(
        *(column for column in stated.c if column.key != "part_of_id"),
        stated.c.project_id.in_(included).label("included"),
    ).cte("counted_budgets")


@dataclass(frozen=True)
class BudgetSum:
    """Of one scope, in one currency: `value` of the `added` projects; `known` are those and the
    ones that are left out."""

    scope: str
    currency: str
    value: Decimal
    added: int
    known: int


def budget_totals(session: Session, criteria: Criteria) -> Total:
    """As `app.projects.money.total` over `known_budgets`, by the lines morocco,
    several_countries and unknown: one statement, however many projects there are."""
    matched = session.scalar(
        select(func.count()).select_from(ProjectListing).where(*criteria.where())
    )
    return make_total(matched or 0, add_budgets(session, counted_budgets(criteria)))


def add_budgets(session: Session, budgets: CTE, *only: ColumnElement[bool]) -> list[BudgetSum]:
    """Of `counted_budgets`, or of `only` some of them."""
    added = ~budgets.c.included
    rows = session.execute(
        select(
            budgets.c.scope,
            budgets.c.currency,
            func.coalesce(func.sum(budgets.c.value).filter(added), 0),
            func.count().filter(added),
            func.count(),
        )
        .where(*only)
        .group_by(budgets.c.scope, budgets.c.currency)
    )
    return [BudgetSum(*row) for row in rows]


def make_total(matched: int, sums: Iterable[BudgetSum]) -> Total:
    found: dict[tuple[str, str], BudgetSum] = {}
    for each in sums:
        key = each.scope, each.currency
        other = found.get(key, BudgetSum(*key, Decimal(0), 0, 0))
        found[key] = BudgetSum(
            *key, each.value + other.value, each.added + other.added, each.known + other.known
        )
    lines: dict[Line, list[Amount]] = {}
    for each in found.values():
        if each.added:
            amount = Amount(each.value, each.currency, each.added)
            lines.setdefault(Line(each.scope), []).append(amount)
    known = sum(each.known for each in found.values())
    included = known - sum(each.added for each in found.values())
    return Total(matched=matched, known=known, included=included, lines=_in_order(lines))


def place_of_budget() -> ColumnElement[str]:
    """Where the budget of a project goes once: the code of its one region, or a word of Apart. A
    budget for the whole country is that of no region."""
    regions = ProjectListing.regions
    return case(
        (at_level(LocationLevel.NATIONAL), Apart.NATIONAL.value),
        (func.cardinality(regions) == 1, regions[1]),
        (several_places("region"), Apart.SEVERAL.value),
        (at_level(LocationLevel.ABROAD), Apart.ABROAD.value),
        else_=Apart.UNKNOWN.value,
    )


def counted_contributions(criteria: Criteria) -> CTE:
    """One row for each contribution stated in a selected project: `project_id`, `funder` (slug of
    the organisation, as it is called since it was merged), `role`, `value`, `currency`,
    `start_date`, `scope` (Line), and `left_out`: null, or why it is not added (LeftOut).

    Money that passes through an intermediary is counted once, at its funder: see docs/money.md.
    """
    stated = _stated_contributions(criteria)
    giving = select(stated).where(stated.c.role == Role.FUNDING).cte("giving")
    climb = (
        select(giving.c.project_id, Project.part_of_id.label("above"))
        .distinct()
        .join(Project, Project.id == giving.c.project_id)
        .where(Project.part_of_id.is_not(None))
        .cte("contributions_climb", recursive=True)
    )
    climb = climb.union(
        select(climb.c.project_id, Project.part_of_id)
        .join(Project, Project.id == climb.c.above)
        .where(Project.part_of_id.is_not(None))
    )
    above = (
        select(climb.c.project_id, climb.c.above)
        .where(climb.c.above.in_(select(giving.c.project_id)))
        .cte("programmes_given_to")
    )
    same_funder = (
        select(above.c.project_id, giving.c.organisation_id)
        .join(giving, giving.c.project_id == above.c.above)
        .distinct()
        .subquery("same_funder")
    )
    takes_part, merged = aliased(Participation), aliased(Organisation)
    current = func.coalesce(merged.merged_into_id, merged.id)
    passes_on = (
        select(above.c.project_id, current.label("organisation_id"))
        .join(takes_part, takes_part.project_id == above.c.above)
        .join(merged, merged.id == takes_part.organisation_id)
        .group_by(above.c.project_id, above.c.above, current)
        .having(
            func.bool_or(takes_part.role.in_(INTERMEDIARIES)),
            ~func.bool_or(takes_part.role == Role.FUNDING),
        )
        .distinct()
        .subquery("passes_on")
    )
    key = (stated.c.project_id, stated.c.organisation_id)
    funder = aliased(Organisation)
    return (
        select(
            stated.c.project_id,
            funder.slug.label("funder"),
            stated.c.role,
            stated.c.value,
            stated.c.currency,
            stated.c.start_date,
            stated.c.scope,
            case(
                (stated.c.role != Role.FUNDING, LeftOut.ROLE.value),
                (tuple_(*key).in_(select(same_funder)), LeftOut.PROGRAMME.value),
                (tuple_(*key).in_(select(passes_on)), LeftOut.INTERMEDIARY.value),
            ).label("left_out"),
        )
        .join(funder, funder.id == stated.c.organisation_id)
        .cte("counted_contributions")
    )


def _stated_contributions(criteria: Criteria) -> CTE:
    giver = aliased(Organisation)
    return (
        select(
            Participation.project_id,
            func.coalesce(giver.merged_into_id, giver.id).label("organisation_id"),
            Participation.role,
            Participation.contribution_value.label("value"),
            Participation.contribution_currency.label("currency"),
            Project.start_date,
            func.coalesce(Project.budget_scope, BudgetScope.MOROCCO.value).label("scope"),
        )
        .join(ProjectListing, ProjectListing.project_id == Participation.project_id)
        .join(Project, Project.id == Participation.project_id)
        .join(giver, giver.id == Participation.organisation_id)
        .where(*criteria.where(), Participation.contribution_value.is_not(None))
        .cte("stated_contributions")
    )


def contribution_totals(session: Session, slug: str, funded: int) -> Total:
    """What an organisation states that it gives to the `funded` projects, each contribution once
    in the whole catalogue."""
    stated = counted_contributions(Criteria({}))
    added = stated.c.left_out.is_(None)
    projects = func.count(stated.c.project_id.distinct())
    mine = (stated.c.funder == slug, stated.c.role == Role.FUNDING)
    rows = session.execute(
        select(stated.c.scope, stated.c.currency, func.sum(stated.c.value), projects)
        .where(*mine, added)
        .group_by(stated.c.scope, stated.c.currency)
    ).all()
    known, counted = session.execute(select(projects, projects.filter(added)).where(*mine)).one()
    lines: dict[Line, list[Amount]] = {}
    for scope, currency, value, count in rows:
        lines.setdefault(Line(scope), []).append(Amount(value, currency, count))
    return Total(funded, known, known - counted, _in_order(lines))


def _in_order(lines: dict[Line, list[Amount]]) -> dict[Line, Sequence[Amount]]:
    return {
        line: sorted(lines[line], key=lambda amount: (-amount.value, amount.currency))
        for line in Line
        if line in lines
    }
