"""Budgets as bitmaps: for each scope and currency one bitmap for each binary digit of the amounts
in hundredths, so that a sum is as many counts of bits as it has digits (a bit-sliced index).

Parts of a programme are in none: whether their budget is added depends on what else is selected.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sqlalchemy import BigInteger, Subquery, cast, func, or_, select, true
from sqlalchemy.orm import Session

from app.analysis.bitmaps.packing import in_chunk
from app.analysis.bitmaps.reading import Chunks
from app.models import Project, ProjectListing
from app.projects.criteria import Criteria
from app.projects.money_queries import BudgetSum, add_budgets, counted_budgets

# As many as a budget may have: Numeric(18, 2) is below 2 ** 60 hundredths.
DIGITS = 60
PROJECTS = -1  # in the place of a digit: whoever states such a budget


def amount_rows(chunk: int) -> Subquery:
    """Rows of `project_id` and `value` (scope:currency:digit)."""
    digit = (
        func.generate_series(PROJECTS, DIGITS - 1).table_valued("digit").render_derived("digits")
    )
    cents = cast(ProjectListing.budget_value * 100, BigInteger)
    is_one = cents.op(">>")(digit.c.digit).op("&")(1) == 1
    value = func.concat_ws(":", Project.budget_scope, ProjectListing.budget_currency, digit.c.digit)
    return (
        select(ProjectListing.project_id, value.label("value"))
        .join(Project, Project.id == ProjectListing.project_id)
        .join(digit, true())
        .where(
            in_chunk(chunk),
            ProjectListing.budget_value.is_not(None),
            Project.part_of_id.is_(None),
            or_(digit.c.digit == PROJECTS, is_one),
        )
        .subquery("rows")
    )


def sum_budgets(
    session: Session, criteria: Criteria, counts: Mapping[str, int], chunks: Chunks
) -> Iterator[BudgetSum]:
    """`counts`: how many projects of the fresh chunks have each value of `amount_rows`."""
    cents: dict[tuple[str, str], int] = {}
    projects: dict[tuple[str, str], int] = {}
    for value, number in counts.items():
        scope, currency, digit = value.split(":")
        if int(digit) == PROJECTS:
            projects[scope, currency] = number
        else:
            cents[scope, currency] = cents.get((scope, currency), 0) + (number << int(digit))
    for key, number in projects.items():
        yield BudgetSum(*key, Decimal(cents.get(key, 0)) / 100, number, number)
    yield from _by_rows(session, criteria, chunks)


def _by_rows(session: Session, criteria: Criteria, chunks: Chunks) -> list[BudgetSum]:
    """Of the parts of programmes, and of what the bitmaps do not tell."""
    parts = select(Project.id).where(Project.part_of_id.is_not(None))
    programmes = select(Project.part_of_id).where(Project.part_of_id.is_not(None))
    stale = select(ProjectListing.project_id).where(chunks.rows)
    read = criteria.also("rows", ProjectListing.project_id.in_(parts.union(programmes, stale)))
    counted = or_(chunks.rows, ProjectListing.project_id.in_(parts)).label("counted")
    budgets = counted_budgets(read, counted)
    return add_budgets(session, budgets, budgets.c.counted)
