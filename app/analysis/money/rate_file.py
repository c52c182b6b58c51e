"""The file of exchange rates: read whole, and refused whole with all that is wrong in it."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from app.errors import LoadError
from app.projects.dates import bounds
from app.projects.fields import CURRENCIES

COLUMNS = ("currency", "from", "to", "rate", "reference", "source_title", "source_url")
MAX_BYTES = 5_000_000
_MOST_TOLD = 20
_MAX_TEXT = 500
_RATE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_URL = re.compile(r"https?://[^\s/]+\S*")


class RateFileError(LoadError):
    """The file cannot be loaded; `detail` tells line and column of each fault, and how to mend
    it. Nothing was changed."""


@dataclass(frozen=True)
class Rate:
    """One unit of `currency` was worth `rate` units of the reference, on each day from `first`
    to `last`, says the source."""

    currency: str
    first: date
    last: date
    rate: Decimal
    source_title: str | None
    source_url: str | None


@dataclass(frozen=True)
class RateFile:
    reference: str
    rates: Sequence[Rate]

    @property
    def content_hash(self) -> str:
        """The same for the same rates, in whatever order and with whatever line ends."""
        rows = [
            (
                rate.currency,
                str(rate.first),
                str(rate.last),
                str(rate.rate.normalize()),
                rate.source_title,
                rate.source_url,
            )
            for rate in self.rates
        ]
        return hashlib.sha256(json.dumps([self.reference, rows]).encode()).hexdigest()


@dataclass(frozen=True)
class _Fault:
    line: int
    column: str
    text: str


@dataclass(frozen=True)
class _Row:
    line: int
    reference: str
    rate: Rate


def parse_rates(content: bytes, name: str) -> RateFile:
    """`name` is that of the file, for the messages. Raises RateFileError."""
    faults: list[_Fault] = []
    rows = [row for row in map(_Reader(faults).row, _records(content, name)) if row is not None]
    faults += _reference_faults(rows)
    rows.sort(key=lambda row: (row.rate.currency, row.rate.first, row.rate.last))
    if not faults:  # a line that could not be read would look like a gap
        faults += _period_faults(rows)
    if faults:
        raise RateFileError(_told(faults, name))
    return RateFile(rows[0].reference, [row.rate for row in rows])


def _told(faults: Sequence[_Fault], name: str) -> str:
    ordered = sorted(faults, key=lambda fault: fault.line)
    lines = [
        f"{name}, line {fault.line}, column {fault.column}: {fault.text}"
        for fault in ordered[:_MOST_TOLD]
    ]
    if len(ordered) > _MOST_TOLD:
        lines.append(f"and {len(ordered) - _MOST_TOLD} more")
    return "the rates were not loaded, nothing was changed\n" + "\n".join(lines)


def _records(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row below the header; empty rows are passed over."""
    wrong = "the rates were not loaded, nothing was changed\n" + name
    if len(content) > MAX_BYTES:
        raise RateFileError(f"{wrong}: has more than {MAX_BYTES} bytes; load a smaller file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RateFileError(f"{wrong}, line {line}: not UTF-8; save the file as UTF-8") from None
    reader = csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), strict=True)
    header = None
    found = False
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if header is None:
                header = tuple(cells)
                _check_header(header, f"{wrong}, line {reader.line_num}")
                continue
            found = True
            yield reader.line_num, cells
    except csv.Error as error:
        raise RateFileError(
            f"{wrong}, line {reader.line_num}: not CSV ({error}); close each quote that is opened"
        ) from None
    if not found:
        wanted = "" if header else f"a header, {','.join(COLUMNS)}, and "
        raise RateFileError(f"{wrong}, line 1: holds no rate; write {wanted}one line for each rate")


def _check_header(header: Sequence[str], where: str) -> None:
    if header == COLUMNS:
        return
    advice = ""
    if len(header) == 1 and ";" in header[0]:
        advice = "; save the file with commas between the cells, not semicolons"
    raise RateFileError(
        f"{where}: the header is {','.join(header)[:200]!r}; write {','.join(COLUMNS)}{advice}"
    )


class _Reader:
    """Reads rows one by one, and notes what is wrong with them."""

    def __init__(self, faults: list[_Fault]) -> None:
        self._faults = faults
        self._line = 0

    def row(self, record: tuple[int, list[str]]) -> _Row | None:
        """None for a row with a fault."""
        self._line, cells = record
        before = len(self._faults)
        if len(cells) != len(COLUMNS):
            self._fault(
                COLUMNS[min(len(cells), len(COLUMNS)) - 1],
                f"the line has {len(cells)} cells, the header {len(COLUMNS)}; write decimals "
                "with a point, and put a text that holds a comma between quotes",
            )
            return None
        values = dict(zip(COLUMNS, cells, strict=True))
        for name in ("currency", "reference"):
            self._currency(name, values[name])
        if values["currency"] == values["reference"] and values["currency"] in CURRENCIES:
            self._fault("currency", "is the reference itself, worth 1; leave the line out")
        first, last = self._period(values["from"], values["to"] or values["from"])
        rate = self._rate(values)
        self._source(values)
        if len(self._faults) > before or first is None or last is None or rate is None:
            return None
        title, url = values["source_title"] or None, values["source_url"] or None
        read = Rate(values["currency"], first, last, rate, title, url)
        return _Row(self._line, values["reference"], read)

    def _fault(self, column: str, text: str) -> None:
        self._faults.append(_Fault(self._line, column, text))

    def _currency(self, column: str, value: str) -> None:
        if value not in CURRENCIES:
            self._fault(
                column,
                f"{value[:40]!r} is not a currency; write its ISO 4217 code of three capital "
                "letters, such as MAD",
            )

    def _period(self, start: str, end: str) -> tuple[date | None, date | None]:
        days: list[date | None] = []
        for column, text, last in (("from", start, False), ("to", end, True)):
            try:
                days.append(bounds(text).upper if last else bounds(text).lower)
            except ValueError as error:
                days.append(None)
                if column == "from" or text != start:
                    self._fault(column, f"{text[:40]!r}: {error}")
        first, end_day = days
        if first is not None and end_day is not None and first > end_day:
            self._fault("to", f"{end} is before {start}; the period runs from `from` to `to`")
        return first, end_day

    def _rate(self, values: Mapping[str, str]) -> Decimal | None:
        text = values["rate"]
        rate = Decimal(text) if _RATE.fullmatch(text) else None
        if rate is not None and rate > 0:
            return rate
        worth = f"how many {values['reference']} one {values['currency']} was worth"
        if rate is not None or re.fullmatch(r"-[0-9.]+", text):
            self._fault("rate", f"{text[:40]} is not above zero; write {worth}")
        else:
            self._fault(
                "rate",
                f"{text[:40]!r} is not a rate; write {worth} as a plain number such as 0.0921, "
                "with at most 12 digits on either side of the point",
            )
        return None

    def _source(self, values: Mapping[str, str]) -> None:
        title, url = values["source_title"], values["source_url"]
        if not title and not url:
            self._fault("source_title", "no source; write the title or the address of who says so")
        if url and not _URL.fullmatch(url):
            self._fault("source_url", f"{url[:40]!r} is not an address; begin it with https://")
        for column, text in (("source_title", title), ("source_url", url)):
            if len(text) > _MAX_TEXT:
                self._fault(column, f"has {len(text)} characters; write at most {_MAX_TEXT}")
            if not text.isprintable():
                self._fault(column, "holds a character that cannot be shown; remove it")


def _reference_faults(rows: Sequence[_Row]) -> Iterator[_Fault]:
    for row in rows:
        if row.reference != rows[0].reference:
            yield _Fault(
                row.line,
                "reference",
                f"{row.reference}, where line {rows[0].line} has {rows[0].reference}; give all "
                "rates towards one currency",
            )


def _period_faults(rows: Sequence[_Row]) -> Iterator[_Fault]:
    """The periods of one currency follow each other without a gap. Rows come in their order."""
    for before, row in pairwise(rows):
        one, other = before.rate, row.rate
        if one.currency != other.currency:
            continue
        if (one.first, one.last) == (other.first, other.last):
            first, second = sorted((before.line, row.line))
            yield _Fault(
                second,
                "from",
                f"{other.currency} has a rate for {other.first} to {other.last} in line {first} "
                "already; keep one of them",
            )
        elif other.first <= one.last:
            yield _Fault(
                row.line,
                "from",
                f"{other.currency} from {other.first} overlaps line {before.line}, which lasts to "
                f"{one.last}; let one day have one rate",
            )
        elif other.first > one.last + timedelta(days=1):
            gap = f"{one.last + timedelta(days=1)} to {other.first - timedelta(days=1)}"
            yield _Fault(
                row.line,
                "from",
                f"{other.currency} has no rate for {gap}, between line {before.line} and this "
                "one; add a line for that period",
            )
