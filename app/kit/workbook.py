"""XLSX workbooks, written row by row, that a reader may open without fear: no cell is ever a
formula or a link. Import at first use: XlsxWriter weighs on whoever loads it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.errors import AppError
from app.kit.csv_cells import FORMULA_START

MAX_ROWS = 1_048_575
CHUNK_BYTES = 256 * 1024
_FORMATS = {
    "header": {"bold": True, "bottom": 1, "bg_color": "#E8F0EE"},
    "day": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "#,##0"},
    "cents": {"num_format": "#,##0.00"},
    # What looks like a formula stays text also when someone edits its cell.
    "quoted": {"quote_prefix": True},
}

Cell = str | int | float | Decimal | date | None


class TooManyRowsError(AppError):
    status = 400
    title = "Too many rows"


@dataclass(frozen=True)
class Column:
    """`width` in characters. In a column of amounts, thousands are set apart."""

    label: str
    width: float = 14
    amount: bool = False


class Book:
    """Sheets may be filled side by side, each from its first row on."""

    def __init__(self, workbook: Workbook, *, right_to_left: bool) -> None:
        self._workbook = workbook
        self._right_to_left = right_to_left
        self._formats = {name: workbook.add_format(how) for name, how in _FORMATS.items()}
        self._sheets: list[Sheet] = []

    def sheet(self, name: str, columns: Sequence[Column]) -> "Sheet":
        """`name`: at most 31 characters, without []:*?/ and backslash."""
        worksheet = self._workbook.add_worksheet(name)
        if self._right_to_left:
            worksheet.right_to_left()
        sheet = Sheet(worksheet, columns, self._formats)
        self._sheets.append(sheet)
        return sheet

    def finish(self) -> None:
        for sheet in self._sheets:
            sheet.finish()


class Sheet:
    """A header that stays in sight and filters its columns, and rows of typed cells."""

    def __init__(
        self, worksheet: Worksheet, columns: Sequence[Column], formats: dict[str, Format]
    ) -> None:
        self._worksheet = worksheet
        self._columns = columns
        self._formats = formats
        self._rows = 0
        worksheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            worksheet.set_column(place, place, column.width)
            worksheet.write_string(0, place, column.label, formats["header"])

    def append(self, values: Sequence[Cell]) -> None:
        """None leaves its cell empty. Raises TooManyRowsError."""
        if self._rows == MAX_ROWS:
            raise TooManyRowsError(
                f"The sheet '{self._worksheet.get_name()}' would have more than {MAX_ROWS} rows, "
                "which XLSX does not allow: choose fewer projects, or another format."
            )
        self._rows += 1
        for place, value in enumerate(values):
            if value is not None:
                self._write(place, value)

    def _write(self, place: int, value: str | int | float | Decimal | date) -> None:
        row, worksheet, formats = self._rows, self._worksheet, self._formats
        if isinstance(value, str):
            quoted = formats["quoted"] if FORMULA_START.match(value) else None
            worksheet.write_string(row, place, _plain(value), quoted)
        elif isinstance(value, bool):
            worksheet.write_boolean(row, place, value)
        elif isinstance(value, date):
            worksheet.write_datetime(row, place, value, formats["day"])
        else:
            amount = formats["whole" if value == int(value) else "cents"]
            shown = amount if self._columns[place].amount else None
            worksheet.write_number(row, place, float(value), shown)

    def finish(self) -> None:
        last = len(self._columns) - 1
        self._worksheet.autofilter(0, 0, self._rows, last)
        # A year or a code is text on purpose: no warning sign in each of its cells.
        self._worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._rows + 1}"})


def write_workbook(
    fill: Callable[[Book], None], *, title: str, made_on: date, right_to_left: bool
) -> Iterator[bytes]:
    """The bytes of the workbook, once it is whole; on the disk meanwhile, not in memory."""
    with tempfile.TemporaryDirectory(prefix="kharita-") as folder:
        file = Path(folder) / "workbook.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False,
                   "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
        with Workbook(str(file), options) as workbook:
            created = datetime.combine(made_on, time(), UTC)
            workbook.set_properties({"title": title, "author": "Kharita", "created": created})
            book = Book(workbook, right_to_left=right_to_left)
            fill(book)
            book.finish()
        with file.open("rb") as written:
            while chunk := written.read(CHUNK_BYTES):
                yield chunk


def _plain(text: str) -> str:
    """XlsxWriter would take what stands between these marks for XML that is ready to be written."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"{lines} " if lines.startswith("<r>") and lines.endswith("</r>") else lines
