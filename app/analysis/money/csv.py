"""The tables of money as one CSV: a row for each amount, in the currency that `currency` names.

Add rows of one `table`, `line` and `currency` only, those where `converted` is false.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from app.analysis.money.schemas import ComparedProject, LeftOutContribution, Money, Row
from app.kit.csv_cells import BYTE_ORDER_MARK, neutralise

COLUMNS = (
    "table", "value", "label", "line", "currency", "amount", "converted", "projects", "known",
    "matched", "left_out", "contributions", "rest", "state", "url",
)  # fmt: skip
_CHUNK = 500


def write_csv(
    money: Money, compared: Iterable[ComparedProject], left_out: Iterable[LeftOutContribution]
) -> Iterator[bytes]:
    """RFC 4180; a selection without amounts gives the rows without an amount."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writeheader()
    for number, row in enumerate(_rows(money, compared, left_out), 1):
        writer.writerow({name: neutralise(value) for name, value in row.items()})
        if number % _CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _rows(
    money: Money, compared: Iterable[ComparedProject], left_out: Iterable[LeftOutContribution]
) -> Iterator[dict[str, object]]:
    yield from _amounts("budgets", money.budgets)
    for table, rows in (("region", money.regions), ("theme", money.themes)):
        for row in rows:
            yield from _amounts(table, row)
    yield from _amounts("contributions", money.contributions)
    for row in money.funders:
        yield from _amounts("funder", row)
    for line in money.comparison.lines:
        yield {
            "table": "comparison",
            "line": line.line,
            "currency": line.currency,
            "amount": line.budget,
            "converted": False,
            "projects": line.projects,
            "contributions": line.contributions,
            "rest": line.rest - line.excess,
        }
    for each in compared:
        yield {
            "table": "compared_project",
            "value": each.project.identifier,
            "label": each.project.title,
            "line": each.line,
            "currency": each.currency,
            "amount": each.budget,
            "converted": False,
            "left_out": int(each.included),
            "contributions": each.contributions,
            "rest": each.rest,
            "state": each.state,
            "url": each.project.url,
        }
    for one in left_out:
        yield {
            "table": "contribution_not_added",
            "value": one.project.identifier,
            "label": one.name,
            "currency": one.currency,
            "amount": one.value,
            "converted": False,
            "left_out": 1,
            "state": one.reason,
            "url": one.project.url,
        }


def _amounts(table: str, row: Row) -> Iterator[dict[str, object]]:
    """One row at least, so that what is not known is in the file too."""
    common: dict[str, object] = {
        "table": table,
        "value": row.value,
        "label": row.label,
        "known": row.known,
        "matched": row.matched,
        "left_out": row.left_out,
        "url": row.url,
    }
    if not row.lines:
        yield common
    for line in row.lines:
        for amount in line.amounts:
            yield {
                **common,
                "line": line.line,
                "currency": amount.currency,
                "amount": amount.value,
                "converted": False,
                "projects": amount.projects,
            }
        if line.converted is not None:
            yield {
                **common,
                "line": line.line,
                "currency": line.converted.currency,
                "amount": line.converted.value,
                "converted": True,
                "projects": line.converted.amounts,
            }
