"""What the contributions of the funders say about the budgets, project by project and added."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session

from app.analysis.money.amounts import Selected
from app.codelists import Role
from app.models import ProjectListing
from app.projects.money import Explained

_COMPARABLE = (Explained.WHOLE, Explained.REST, Explained.ABOVE)
# What is listed project by project, the contradictions first.
LISTED = (Explained.ABOVE, Explained.OTHER_CURRENCY, Explained.REST)


@dataclass(frozen=True)
class ComparedSum:
    """Of the projects of one line and currency whose contributions can be compared with their
    budget: `budget` + `excess` = `contributions` + `rest`."""

    line: str
    currency: str
    projects: int
    budget: Decimal
    contributions: Decimal
    rest: Decimal
    excess: Decimal

    def plus(self, other: "ComparedSum") -> "ComparedSum":
        return ComparedSum(
            self.line,
            self.currency,
            self.projects + other.projects,
            self.budget + other.budget,
            self.contributions + other.contributions,
            self.rest + other.rest,
            self.excess + other.excess,
        )


@dataclass(frozen=True)
class Compared:
    """`rest` is below zero where the contributions are above the budget, and None where a
    contribution is in another currency. `included`: its programme holds its budget."""

    item: dict[str, Any]
    state: Explained
    line: str
    currency: str
    budget: Decimal
    contributions: Decimal
    rest: Decimal | None
    included: bool


def compare(selected: Selected) -> CTE:
    """The budgets, each with the `contributions` of its funders in its currency and its `state`."""
    budgets, stated = selected.budgets, selected.contributions
    given = (
        select(
            budgets.c.project_id,
            func.sum(stated.c.value).filter(stated.c.currency == budgets.c.currency).label("same"),
            func.count().filter(stated.c.currency != budgets.c.currency).label("others"),
        )
        .join(stated, stated.c.project_id == budgets.c.project_id)
        .where(stated.c.role == Role.FUNDING)
        .group_by(budgets.c.project_id)
        .cte("given")
    )
    same = func.coalesce(given.c.same, literal(0))
    state = case(
        (given.c.project_id.is_(None), Explained.UNSTATED.value),
        (same > budgets.c.value, Explained.ABOVE.value),
        (given.c.others > 0, Explained.OTHER_CURRENCY.value),
        (same == budgets.c.value, Explained.WHOLE.value),
        else_=Explained.REST.value,
    )
    return (
        select(budgets, state.label("state"), same.label("contributions"))
        .outerjoin(given, given.c.project_id == budgets.c.project_id)
        .cte("compared")
    )


def sum_compared(
    session: Session, compared: CTE
) -> tuple[dict[Explained, int], Sequence[ComparedSum]]:
    """How many budgets are in each state, those of programmes and their parts alike; and the sums
    of what can be compared, without the parts whose programme holds their budget."""
    value, contributions = compared.c.value, compared.c.contributions

    def beyond(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.sum(func.greatest(one - other, 0)).filter(added)

    added = ~compared.c.included
    by = (compared.c.state, compared.c.scope, compared.c.currency)
    rows = session.execute(
        select(
            *by,
            func.count(),
            func.count().filter(added),
            func.sum(value).filter(added),
            func.sum(contributions).filter(added),
            beyond(value, contributions),
            beyond(contributions, value),
        ).group_by(*by)
    )
    states = dict.fromkeys(Explained, 0)
    sums: dict[tuple[str, str], ComparedSum] = {}
    for state, scope, currency, count, *numbers in rows:
        states[Explained(state)] += count
        if state in _COMPARABLE and numbers[0]:
            found = ComparedSum(scope, currency, *numbers)
            key = (scope, currency)
            sums[key] = sums[key].plus(found) if key in sums else found
    return states, list(sums.values())


def select_compared(compared: CTE, most: int | None) -> Select[Any]:
    """Rows of Compared to list: contradictions first, then the largest rests; of each state and
    currency at most so many."""
    difference = compared.c.value - compared.c.contributions
    size = func.abs(difference).desc()
    states = {state.value: place for place, state in enumerate(LISTED)}
    ranked = (
        select(
            compared,
            ProjectListing.item,
            ProjectListing.identifier,
            func.row_number()
            .over(
                partition_by=(compared.c.state, compared.c.currency),
                order_by=(size, ProjectListing.identifier),
            )
            .label("rank"),
        )
        .join(ProjectListing, ProjectListing.project_id == compared.c.project_id)
        .where(compared.c.state.in_(list(states)))
        .subquery("ranked")
    )
    rest = case(
        (ranked.c.state != Explained.OTHER_CURRENCY.value, ranked.c.value - ranked.c.contributions)
    )
    query = select(
        ranked.c.item,
        ranked.c.state,
        ranked.c.scope,
        ranked.c.currency,
        ranked.c.value,
        ranked.c.contributions,
        rest,
        ranked.c.included,
    ).order_by(
        case(states, value=ranked.c.state),
        ranked.c.currency,
        ranked.c.rank,
    )
    return query if most is None else query.where(ranked.c.rank <= most)
