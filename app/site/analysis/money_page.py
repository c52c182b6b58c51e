"""Budgets and contributions of a selection, with what was left out and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.addresses import filter_pairs
from app.analysis.money.answer import Reader, read_money
from app.analysis.money.schemas import (
    Amount,
    ComparedProject,
    Converted,
    Money,
    MoneyFilters,
    MoneyLine,
    Row,
)
from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.money import Explained, Line
from app.site.analysis.money_wording import line_names
from app.site.portfolio.addresses import Address, Pairs
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import Fault, Selection, SelectionError, refused_value

API = "/api/v1/analysis/money"
SHOWN_ROWS = 12


@dataclass(frozen=True)
class Bar:
    """An amount; `share`, in hundredths of the largest of its currency in its table, is None
    outside the line that the bars compare."""

    amount: Amount
    share: float | None


@dataclass(frozen=True)
class ShownLine:
    name: str
    bars: Sequence[Bar]
    converted: Converted | None
    share: float | None


@dataclass(frozen=True)
class ShownRow:
    row: Row
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class Table:
    """The first rows, and the others, which are folded."""

    shown: Sequence[ShownRow]
    more: Sequence[ShownRow]


@dataclass(frozen=True)
class MoneyPage:
    query: MoneyFilters
    address: Address
    form: FilterForm
    money: Money
    lines: dict[Line, str]
    regions: Table
    themes: Table
    funders: Table
    listed: dict[Explained, Sequence[ComparedProject]]

    def file(self, ending: str, language: str) -> Address:
        """The same amounts as a file, or as JSON."""
        pairs: Pairs = (*filter_pairs(self.query), ("share", self.query.share))
        if self.query.convert_to:
            pairs += (("convert_to", self.query.convert_to),)
        return Address(API + ending, (*pairs, ("lang", language)))

    @property
    def leading(self) -> MoneyLine | None:
        """The line for Morocco of the whole selection."""
        return _line(self.money.budgets, Line.MOROCCO)


def build_money(page: PageContext, selection: Selection[MoneyFilters]) -> MoneyPage:
    """Raises SelectionError for a value that the catalogue or the rates do not know."""
    query, address = selection.query, selection.address
    reader = Reader(page.session, page.reference, page.language, "")
    try:
        money = read_money(reader, query)
    except BadParameterError as error:
        if error.members["parameter"] == "convert_to" and "allowed" not in error.members:
            fault = Fault("convert_to", "no_rates", query.convert_to or "", (), {})
            raise SelectionError([fault], address) from None
        raise refused_value(error, address) from None
    criteria = build_criteria(page.session, query, page.reference)
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    names = line_names(page.language)
    listed = money.comparison.listed
    return MoneyPage(
        query=query,
        address=address,
        form=build_form(page, query, address, facets),
        money=money,
        lines=names,
        regions=_table(money.regions, names, len(money.regions)),
        themes=_table(money.themes, names, SHOWN_ROWS),
        funders=_table(money.funders, names, SHOWN_ROWS),
        listed={
            state: [each for each in listed if each.state is state]
            for state in (Explained.ABOVE, Explained.OTHER_CURRENCY, Explained.REST)
        },
    )


def _line(row: Row, line: Line) -> MoneyLine | None:
    return next((each for each in row.lines if each.line is line), None)


def _table(rows: Sequence[Row], names: dict[Line, str], most: int) -> Table:
    amounts: dict[str, Decimal] = {}
    for line in _compared(rows):
        for amount in line.amounts:
            amounts[amount.currency] = max(amounts.get(amount.currency, Decimal(0)), amount.value)
    converted = max(filter(None, map(_converted, _compared(rows))), default=Decimal(0))
    shown = [
        ShownRow(row, [_shown_line(line, names, amounts, converted) for line in row.lines])
        for row in rows
    ]
    return Table(shown[:most], shown[most:])


def _compared(rows: Iterable[Row]) -> Iterable[MoneyLine]:
    return (line for row in rows for line in row.lines if line.line is Line.MOROCCO)


def _converted(line: MoneyLine) -> Decimal | None:
    return line.converted.value if line.converted else None


def _shown_line(
    line: MoneyLine, names: dict[Line, str], largest: dict[str, Decimal], converted: Decimal
) -> ShownLine:
    compared = line.line is Line.MOROCCO

    def share(value: Decimal | None, most: Decimal) -> float | None:
        return round(float(100 * (value or 0) / most), 1) if compared and most else None

    return ShownLine(
        names[line.line],
        [
            Bar(amount, share(amount.value, largest.get(amount.currency, Decimal(0))))
            for amount in line.amounts
        ],
        line.converted,
        share(_converted(line), converted) if line.converted else None,
    )
