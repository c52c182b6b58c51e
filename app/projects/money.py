"""Which stated amounts may be added, and under which line.

Never across currencies; only budgets for Morocco are a total, the others are lines of their own;
the budget of a part is left out when a programme above it, in the same selection, has a known
budget; a budget for several regions is never split between them. A contribution that passes
through an intermediary is counted once, at its funder.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.codelists import BudgetScope, Role

# Who hands on the money of a funder, when it funds a part of the same programme.
INTERMEDIARIES = (Role.ACCOUNTABLE, Role.EXTENDING, Role.IMPLEMENTING)


class Line(StrEnum):
    """In the order in which tables show them."""

    MOROCCO = "morocco"
    ONE_REGION = "one_region"
    SEVERAL_REGIONS = "several_regions"
    SEVERAL_COUNTRIES = "several_countries"
    UNKNOWN = "unknown"


class LeftOut(StrEnum):
    """Why a stated contribution is not added.

    `role`: stated of an organisation that does not fund the project, through which it passes;
    `programme`: its funder stated what it gives to a programme above, which holds it;
    `intermediary`: its funder passes on what others gave to a programme above.
    """

    ROLE = "role"
    PROGRAMME = "programme"
    INTERMEDIARY = "intermediary"


class Explained(StrEnum):
    """What the contributions of the funders say about the budget of a project.

    `whole`: they make it up; `rest`: a part has no funder that is stated; `above`: they are more
    than the budget, which contradicts it; `other_currency`: they cannot be compared; `unstated`:
    no contribution is stated.
    """

    WHOLE = "whole"
    REST = "rest"
    ABOVE = "above"
    OTHER_CURRENCY = "other_currency"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class Stated:
    """An amount that a source states for a project; `above` are the programmes it is part of."""

    project: int
    value: Decimal
    currency: str
    line: Line
    above: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Amount:
    value: Decimal
    currency: str
    projects: int


@dataclass(frozen=True)
class Total:
    """`known` of the `matched` projects state an amount; `included` of these are not added, for
    their programme's amount holds theirs."""

    matched: int
    known: int
    included: int
    lines: dict[Line, Sequence[Amount]]


def line_of(scope: str, regions: int, *, national: bool) -> Line:
    """Within the portfolio of one region."""
    if scope == BudgetScope.SEVERAL_COUNTRIES:
        return Line.SEVERAL_COUNTRIES
    if scope == BudgetScope.UNKNOWN:
        return Line.UNKNOWN
    return Line.SEVERAL_REGIONS if regions > 1 or national else Line.ONE_REGION


def total(stated: Iterable[Stated], matched: int) -> Total:
    """Of the amounts stated in one selection of `matched` projects, the largest first."""
    amounts = list(stated)
    known = {amount.project for amount in amounts}
    added = [amount for amount in amounts if not amount.above & known]
    sums: dict[tuple[Line, str], Decimal] = {}
    projects: dict[tuple[Line, str], set[int]] = {}
    for amount in added:
        key = (amount.line, amount.currency)
        sums[key] = sums.get(key, Decimal(0)) + amount.value
        projects.setdefault(key, set()).add(amount.project)
    lines = {
        line: sorted(
            (
                Amount(value, currency, len(projects[line, currency]))
                for (of, currency), value in sums.items()
                if of == line
            ),
            key=lambda amount: (-amount.value, amount.currency),
        )
        for line in Line
    }
    return Total(
        matched,
        len(known),
        len(known - {amount.project for amount in added}),
        {line: found for line, found in lines.items() if found},
    )
