"""What is not added or not converted, project by project."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, select

from app.analysis.money.amounts import Selected
from app.models import ProjectListing

NO_START, NO_RATE = "no_start", "no_rate"


def select_left_out(selected: Selected, most: int | None) -> Select[Any]:
    """Rows of item, funder, role, value, currency and reason."""
    stated = selected.contributions
    return (
        select(
            ProjectListing.item,
            stated.c.funder,
            stated.c.role,
            stated.c.value,
            stated.c.currency,
            stated.c.left_out,
        )
        .join(ProjectListing, ProjectListing.project_id == stated.c.project_id)
        .where(stated.c.left_out.is_not(None))
        .order_by(stated.c.left_out, ProjectListing.identifier, stated.c.funder, stated.c.role)
        .limit(most)
    )


def _reason(start_date: ColumnElement[str]) -> ColumnElement[str]:
    return case((start_date.is_(None), NO_START), else_=NO_RATE)


def select_not_converted(selected: Selected, most: int | None) -> Select[Any]:
    """Rows of item, value, currency and reason, of the budgets that are added."""
    budgets = selected.converted_budgets
    return (
        select(
            ProjectListing.item,
            budgets.c.value,
            budgets.c.currency,
            _reason(budgets.c.start_date).label("reason"),
        )
        .join(ProjectListing, ProjectListing.project_id == budgets.c.project_id)
        .where(~budgets.c.included, budgets.c.converted.is_(None))
        .order_by("reason", budgets.c.currency, budgets.c.value.desc(), ProjectListing.identifier)
        .limit(most)
    )
