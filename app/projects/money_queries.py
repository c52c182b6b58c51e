"""Budgets of a selection, added by the database: nothing is read project by project.

`counted_budgets` is what a table by theme, region or year adds from; `budget_totals` is the whole
selection. Both apply the programme rule of `app.projects.money` within the selection that they
are given: every group of one table leaves out the same parts, so that no group is above the total.
"""

from typing import Any

from sqlalchemy import CTE, ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models import Project, ProjectListing
from app.projects.criteria import Criteria
from app.projects.money import Amount, Line, Total


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


def budget_totals(session: Session, criteria: Criteria) -> Total:
    """As `app.projects.money.total` over `known_budgets`, by the lines morocco,
    several_countries and unknown: one statement, however many projects there are."""
    budgets = counted_budgets(criteria)
    added = ~budgets.c.included
    rows = session.execute(
        select(
            budgets.c.scope,
            budgets.c.currency,
            func.sum(budgets.c.value).filter(added),
            func.count().filter(added),
            func.count(),
        ).group_by(budgets.c.scope, budgets.c.currency)
    ).all()
    matched = session.scalar(
        select(func.count()).select_from(ProjectListing).where(*criteria.where())
    )
    lines: dict[Line, list[Amount]] = {}
    for scope, currency, value, projects, _ in rows:
        if projects:
            lines.setdefault(Line(scope), []).append(Amount(value, currency, projects))
    for amounts in lines.values():
        amounts.sort(key=lambda amount: (-amount.value, amount.currency))
    known = sum(row[4] for row in rows)
    return Total(
        matched=matched or 0,
        known=known,
        included=known - sum(row[3] for row in rows),
        lines={line: lines[line] for line in Line if line in lines},
    )
