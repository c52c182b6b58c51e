"""What one unit of a currency was worth in another when a project started, by the table in force.

An amount is converted at the start of its project, at the precision at which that is known: a
start known to the year is converted at the mean of the rates of the days of that year. No start,
or a day of it without a rate: not converted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Numeric,
    Select,
    case,
    cast,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.orm import Session

from app.errors import BadParameterError
from app.models import ExchangeRate, RateTable


@dataclass(frozen=True)
class Conversion:
    """To `target`, by a table whose rates lead to its reference currency."""

    target: str
    table: RateTable


def convertible_currencies(session: Session) -> list[str]:
    """What amounts can be converted to: nothing when no table is loaded."""
    reference = session.scalar(select(RateTable.reference))
    if reference is None:
        return []
    return sorted({reference, *session.scalars(select(ExchangeRate.currency).distinct())})


def find_conversion(session: Session, target: str | None) -> Conversion | None:
    """None when the reader asks for none. Raises BadParameterError for a currency that the table
    does not hold, or when there is no table."""
    if target is None:
        return None
    known = convertible_currencies(session)
    if not known:
        raise BadParameterError(
            "convert_to",
            "convert_to: no table of exchange rates is loaded, so that nothing can be converted; "
            "leave it out",
        )
    if target not in known:
        raise BadParameterError(
            "convert_to",
            f"convert_to: unknown value '{target[:40]}'; the table of rates holds "
            f"{', '.join(known)}",
            known,
        )
    return Conversion(target, session.get_one(RateTable, 1))


def factors(conversion: Conversion, *amounts: CTE) -> CTE:
    """One row for each `currency` and `start_date` of these rows that can be converted, with the
    `factor`. Rows in the currency itself need none."""
    dates = _dates(conversion, amounts).cte("converted_dates")
    target: ColumnElement[str] = literal(conversion.target)
    return select(
        dates.c.currency,
        dates.c.start_date,
        (
            _worth(dates.c.currency, dates.c.start_date, conversion)
            / _worth(target, dates.c.start_date, conversion)
        ).label("factor"),
    ).cte("factors")


def converted(rows: CTE, factor: ColumnElement[Any], target: str) -> ColumnElement[Any]:
    """The amount in the target currency, to the cent, or null."""
    return case(
        (rows.c.currency == target, rows.c.value),
        else_=func.round(rows.c.value * factor, 2),
    )


def _first(start_date: ColumnElement[str]) -> ColumnElement[Any]:
    return func.partial_date_first(start_date, type_=Date)


def _last(start_date: ColumnElement[str]) -> ColumnElement[Any]:
    return func.partial_date_last(start_date, type_=Date)


def _worth(
    currency: ColumnElement[str], start_date: ColumnElement[str], conversion: Conversion
) -> ColumnElement[Any]:
    """In the reference currency; null unless each day of the start has a rate."""
    first, last = _first(start_date), _last(start_date)
    days = cast(
        func.least(ExchangeRate.last_day, last) - func.greatest(ExchangeRate.first_day, first) + 1,
        Integer,
    )
    mean = func.sum(ExchangeRate.rate * days) / func.sum(days)
    whole = cast(last - first + 1, Integer)
    found = (
        select(case((func.sum(days) == whole, mean)))
        .where(
            ExchangeRate.currency == currency,
            ExchangeRate.first_day <= last,
            ExchangeRate.last_day >= first,
        )
        .scalar_subquery()
    )
    return case((currency == conversion.table.reference, cast(1, Numeric)), else_=found)


def _dates(conversion: Conversion, amounts: Sequence[CTE]) -> CompoundSelect[Any]:
    return union(
        *(
            select(rows.c.currency, rows.c.start_date).where(
                rows.c.currency != conversion.target, rows.c.start_date.is_not(None)
            )
            for rows in amounts
        )
    )


def select_rates(conversion: Conversion, currencies: Iterable[str]) -> Select[Any]:
    """Rows of ExchangeRate for these currencies and the target, in order."""
    return (
        select(ExchangeRate)
        .where(ExchangeRate.currency.in_({*currencies, conversion.target}))
        .order_by(ExchangeRate.currency, ExchangeRate.first_day)
    )


def count_rates(session: Session, rates: Select[Any]) -> int:
    listed = rates.with_only_columns(ExchangeRate.currency).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(listed)) or 0
