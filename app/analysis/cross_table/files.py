"""Cross tables as files: one number in each row, with what it counts and how."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.cross_table.table import Amount, CrossTable, Key, Numbers
from app.analysis.dimensions import Measure
from app.kit.csv_cells import BYTE_ORDER_MARK, neutralise

_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """One number: of the projects of a cell, or an amount in a currency."""

    key: Key
    measure: str
    value: int | float | Decimal
    amount: Amount | None = None


def entries(table: CrossTable) -> Iterator[Entry]:
    """Cells in the order of the table, totals (whose values are None) after them."""
    for key in table.ordered_keys():
        yield from _entries(table, key, table.cells[key])


def _entries(table: CrossTable, key: Key, numbers: Numbers) -> Iterator[Entry]:
    yield Entry(key, Measure.PROJECTS, numbers.projects)
    if table.measure is Measure.PROJECTS:
        return
    yield Entry(key, Measure.BUDGET_KNOWN, numbers.known)
    if table.measure is Measure.BUDGET_KNOWN and numbers.share_known is not None:
        yield Entry(key, "share_known", numbers.share_known)
    for amount in numbers.amounts:
        yield Entry(key, Measure.BUDGET, amount.value, amount)


def columns(table: CrossTable) -> list[str]:
    """Their names in the file: those of a dimension are its code and its label."""
    named = [name for axis in table.axes for name in (axis.dimension, f"{axis.dimension}_label")]
    return [*named, "total", "measure", "scope", "currency", "value"]


def cells(table: CrossTable, total: str) -> Iterator[list[str | int | float | Decimal | None]]:
    """A row for each number. `total` is the label of a value that is passed over."""
    labels = [{value.value: value.label for value in axis.values} for axis in table.axes]
    for entry in entries(table):
        named: list[str | None] = []
        for value, known in zip(entry.key, labels, strict=True):
            named += [value, total if value is None else known.get(value, value)]
        amount = entry.amount
        yield [
            *named,
            "true" if None in entry.key else "false",
            entry.measure,
            amount.scope if amount else None,
            amount.currency if amount else None,
            entry.value,
        ]


def about(table: CrossTable) -> list[str]:
    """What a reader of the file must know, in one cell each: the filters, the day, the rules."""
    said = "; ".join(f"{name}: {value}" for name, value in table.filters)
    return [said, table.made_on.isoformat(), " ".join(table.rules)]


def write_csv(table: CrossTable, total: str) -> Iterator[bytes]:
    """RFC 4180, UTF-8 with a mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([*columns(table), "filters", "made_on", "rules"])
    said = about(table)
    for number, row in enumerate(cells(table, total)):
        writer.writerow([neutralise(value) for value in (*row, *said)])
        if number % _ROWS_AT_ONCE == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def file_name(table: CrossTable, extension: str) -> str:
    named: Sequence[str] = [axis.dimension for axis in table.axes]
    return f"kharita-{'-'.join(named).replace('_', '-')}.{extension}"
