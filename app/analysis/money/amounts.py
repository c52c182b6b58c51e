"""The amounts of a selection: made once, then asked by each table."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Numeric, and_, cast, null, select
from sqlalchemy.orm import Session

from app.analysis.money.conversion_queries import Conversion, converted, factors
from app.models import ProjectListing
from app.projects.criteria import Criteria
from app.projects.money_queries import counted_budgets, counted_contributions, place_of_budget

PLACE = "place"


@dataclass(frozen=True)
class Selected:
    """`budgets` are the rows of `counted_budgets` with `regions`, `themes` and `place`;
    `contributions` those of `counted_contributions`. The converted ones have `converted` too: null
    where nothing was converted."""

    session: Session
    criteria: Criteria
    budgets: CTE
    contributions: CTE
    converted_budgets: CTE
    converted_contributions: CTE


def select_amounts(session: Session, criteria: Criteria, conversion: Conversion | None) -> Selected:
    budgets = counted_budgets(
        criteria,
        ProjectListing.regions.expression,
        ProjectListing.themes.expression,
        place_of_budget().label(PLACE),
    )
    contributions = counted_contributions(criteria)
    rates = factors(conversion, budgets, contributions) if conversion is not None else None
    target = conversion.target if conversion is not None else ""
    return Selected(
        session,
        criteria,
        budgets,
        contributions,
        _with_conversion(budgets, rates, target),
        _with_conversion(contributions, rates, target),
    )


def _with_conversion(rows: CTE, rates: CTE | None, target: str) -> CTE:
    name = "converted"
    if rates is None:
        return select(rows, cast(null(), Numeric).label(name)).cte()
    value: ColumnElement[Any] = converted(rows, rates.c.factor, target)
    return (
        select(rows, value.label(name))
        .outerjoin(
            rates,
            and_(rates.c.currency == rows.c.currency, rates.c.start_date == rows.c.start_date),
        )
        .cte()
    )
