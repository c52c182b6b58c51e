"""The page of a cross table: what is asked, one table, its files."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from app.analysis.cross_table.schemas import CrossTableOptions
from app.analysis.cross_table.service import chosen, dimensions_of, make_cross_table
from app.analysis.cross_table.table import Amount, Axis, CrossTable, Numbers, Value
from app.analysis.cross_table.wording import dimension_label
from app.analysis.dimensions import Dimension, Measure
from app.codelists import BudgetScope, ClosedList
from app.errors import BadParameterError
from app.projects.apart import is_apart
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.filters import Filters
from app.site.analysis.heat import HeatClass, heat_classes, shade_of
from app.site.portfolio.addresses import Address
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import Fault, Selection, SelectionError, refused_value

API = "/api/v1/analysis/cross-table"
OPTIONS = ("rows", "columns", "layers", "measure", "share")
# More would not be read on a page; the files have them all.
MOST_ROWS = 100
MOST_COLUMNS = 40
EXAMPLES = (
    (Dimension.REGION, Dimension.THEME),
    (Dimension.REGION, Dimension.TARGET_GROUP),
    (Dimension.FUNDER, Dimension.REGION),
    (Dimension.THEME, Dimension.YEAR_ACTIVE),
)


class TableQuery(CrossTableOptions):
    rows: Dimension = Dimension.REGION
    columns: Dimension = Dimension.THEME
    layer: str | None = Field(None, max_length=100)


@dataclass(frozen=True)
class ShownAmount:
    amount: Amount
    scope: str | None  # where it is not for Morocco


@dataclass(frozen=True)
class ShownCell:
    """`href` is the list of exactly its projects, where filters can say it."""

    numbers: Numbers
    amounts: Sequence[ShownAmount]
    percent: int | None
    shade: int
    href: Address | None


@dataclass(frozen=True)
class ShownRow:
    label: str | None  # None for the total
    apart: bool
    cells: Sequence[ShownCell]


@dataclass(frozen=True)
class TablePage:
    query: TableQuery
    table: CrossTable
    dimensions: Sequence[tuple[str, str]]
    columns: Sequence[Value]
    shown: Sequence[ShownRow]
    rows_left: int
    columns_left: int
    classes: Sequence[HeatClass]
    currency: str | None
    layer: Value | None
    top: tuple[Value, Value, Numbers] | None
    form: FilterForm
    filters: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str]]
    files: Sequence[tuple[Address, str]]
    swapped: Address
    data: Address
    examples: Sequence[tuple[str, Address]]


def build_table(page: PageContext, selection: Selection[TableQuery]) -> TablePage:
    """Raises SelectionError for what cannot be shown."""
    query, address = selection.query, selection.address
    try:
        criteria = build_criteria(page.session, query, page.reference)
        _check_dimensions(query, address)
        table = make_cross_table(page.session, query, page.reference, page.language)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    layer = _layer(table, query, address)
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    rows, columns = table.axes[0].values[:MOST_ROWS], table.axes[1].values[:MOST_COLUMNS]
    currency = _main_currency(table)
    view = _View(page, query, table, layer, address, currency)
    values = [view.weight(row.value, column.value) for row in rows for column in columns]
    view.classes = heat_classes(values)
    filters = tuple(pair for pair in address.pairs if pair[0] in Filters.model_fields)
    options = tuple((name, str(value)) for name in OPTIONS if (value := getattr(query, name)))
    files = Address(API, (*filters, *options, ("lang", str(page.language))))
    return TablePage(
        query=query,
        table=table,
        dimensions=[(each, dimension_label(each, page.language)) for each in Dimension],
        columns=columns,
        shown=[*(view.row(row, columns) for row in rows), view.row(None, columns)],
        rows_left=len(table.axes[0].values) - len(rows),
        columns_left=len(table.axes[1].values) - len(columns),
        classes=view.classes,
        currency=currency,
        layer=layer,
        top=view.top(rows, columns),
        form=build_form(page, query, address, facets),
        filters=filters,
        kept=(*filters, *options),
        files=[(files.at(f"{API}.xlsx"), "XLSX"), (files.at(f"{API}.csv"), "CSV"), (files, "JSON")],
        swapped=_swapped(address, query),
        data=files,
        examples=_examples(page, address.path),
    )


def _examples(page: PageContext, path: str) -> list[tuple[str, Address]]:
    return [
        (
            " × ".join(dimension_label(each, page.language) for each in pair),
            Address(path, tuple(zip(OPTIONS, pair, strict=False))),
        )
        for pair in EXAMPLES
    ]


def _check_dimensions(query: TableQuery, address: Address) -> None:
    try:
        dimensions_of(query)
    except BadParameterError as error:
        role, allowed = str(error.members["parameter"]), error.members["allowed"]
        value = str(getattr(query, role))
        listed = allowed if isinstance(allowed, list) else []
        fault = Fault(role, "same_dimension", value, listed, {})
        raise SelectionError([fault], address) from None


def _layer(table: CrossTable, query: TableQuery, address: Address) -> Value | None:
    if query.layer is None:
        return None
    known = table.axes[2].values if len(table.axes) > 2 else ()
    for value in known:
        if value.value == query.layer:
            return value
    allowed = [value.value for value in known]
    raise SelectionError([Fault("layer", "unknown_value", query.layer, allowed, {})], address)


def _swapped(address: Address, query: TableQuery) -> Address:
    return address.with_value("rows", query.columns).with_value("columns", query.rows)


def _main_currency(table: CrossTable) -> str | None:
    """That of most budgets of the table; shades compare amounts in one currency only."""
    amounts = [each for each in table.total.amounts if each.scope == BudgetScope.MOROCCO]
    most = max(amounts, key=lambda each: (each.projects, each.currency), default=None)
    return most.currency if most else None


class _View:
    """Cells as the page shows them, in one layer."""

    def __init__(
        self,
        page: PageContext,
        query: TableQuery,
        table: CrossTable,
        layer: Value | None,
        address: Address,
        currency: str | None,
    ) -> None:
        self.page = page
        self.query = query
        self.table = table
        self.layer = layer
        self.currency = currency
        self.classes: Sequence[HeatClass] = ()
        filters = tuple(pair for pair in address.pairs if pair[0] in Filters.model_fields)
        self._list = Address(f"/{page.language}/projects", filters)
        self._chosen = [chosen(axis.dimension, query, page.reference) for axis in table.axes]

    def numbers(self, row: str | None, column: str | None) -> Numbers:
        return self.table.at(*self._key(row, column))

    def _key(self, row: str | None, column: str | None) -> tuple[str | None, ...]:
        layers = len(self.table.axes) > 2
        return (row, column, self.layer.value if self.layer else None) if layers else (row, column)

    def weight(self, row: str, column: str) -> float:
        """What the shade of a cell tells."""
        numbers = self.numbers(row, column)
        if self.table.measure is Measure.PROJECTS:
            return numbers.projects
        if self.table.measure is Measure.BUDGET_KNOWN:
            return numbers.share_known or 0
        return sum(
            float(each.value)
            for each in numbers.amounts
            if each.currency == self.currency and each.scope == BudgetScope.MOROCCO
        )

    def row(self, row: Value | None, columns: Sequence[Value]) -> ShownRow:
        value = row.value if row else None
        cells = [self._cell(value, column.value if column else None) for column in (*columns, None)]
        apart = row is not None and is_apart(self.table.axes[0].dimension, row.value)
        return ShownRow(row.label if row else None, apart, cells)

    def _cell(self, row: str | None, column: str | None) -> ShownCell:
        numbers = self.numbers(row, column)
        inside = row is not None and column is not None
        known = numbers.share_known
        return ShownCell(
            numbers=numbers,
            amounts=[ShownAmount(each, self._scope(each)) for each in numbers.amounts],
            percent=None if known is None else round(100 * known),
            shade=shade_of(self.classes, self.weight(row, column)) if row and column else 0,
            href=self._href(row, column) if numbers.projects or not inside else None,
        )

    def _scope(self, amount: Amount) -> str | None:
        if amount.scope == BudgetScope.MOROCCO:
            return None
        return self.page.label(ClosedList.BUDGET_SCOPE, amount.scope)

    def _href(self, row: str | None, column: str | None) -> Address | None:
        address = self._list
        key = self._key(row, column)
        for axis, value, among in zip(self.table.axes, key, self._chosen, strict=True):
            if value is None:
                continue
            if among and value not in among:
                return None
            address = address.with_value(axis.dimension, value)
        return address

    def top(
        self, rows: Sequence[Value], columns: Sequence[Value]
    ) -> tuple[Value, Value, Numbers] | None:
        """The cell of most projects, of those that state something."""
        found = [
            (self.numbers(row.value, column.value), row, column)
            for row in _stated(self.table.axes[0], rows)
            for column in _stated(self.table.axes[1], columns)
        ]
        numbers, row, column = max(
            found, key=lambda each: each[0].projects, default=(Numbers(), None, None)
        )
        return (row, column, numbers) if numbers.projects and row and column else None


def _stated(axis: Axis, values: Sequence[Value]) -> list[Value]:
    return [value for value in values if not is_apart(axis.dimension, value.value)]
