"""The rows of each table, from what the database added."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.addresses import list_query
from app.analysis.money.queries import FUNDER, REGION, THEME, TOTAL, Group, Sum
from app.analysis.money.schemas import (
    Amount,
    Converted,
    CurrencyCount,
    MoneyFilters,
    MoneyLine,
    Row,
)
from app.codelists import Language, OpenList
from app.projects.apart import apart_label, is_apart
from app.projects.money import Line
from app.projects.reference import Reference


@dataclass(frozen=True)
class Tables:
    """Makes rows for one reader. `lists` is the address of the list of projects."""

    query: MoneyFilters
    reference: Reference
    language: Language
    lists: str
    target: str | None

    def total(self, sums: Sequence[Sum], matched: int, known: int, known_query: str | None) -> Row:
        """Of the whole selection."""
        mine = [each for each in sums if each.table == TOTAL]
        return Row(
            value="",
            label="",
            matched=matched,
            known=known,
            left_out=sum(each.parts for each in mine),
            lines=self._lines(mine),
            url=self._address(list_query(self.query, {})) if matched else None,
            known_url=self._address(known_query) if known_query and known else None,
        )

    def rows(self, table: str, sums: Sequence[Sum], groups: Sequence[Group]) -> list[Row]:
        """One for each value that a project of the selection has; the words beside codes last."""
        by_key: dict[str, list[Sum]] = defaultdict(list)
        for each in sums:
            if each.table == table:
                by_key[each.key].append(each)
        rows = [
            self._row(table, group, by_key[group.key]) for group in groups if group.table == table
        ]
        return sorted(rows, key=lambda row: _place(table, row))

    def _row(self, table: str, group: Group, sums: Sequence[Sum]) -> Row:
        exact = self._is_exact(table, group.key)
        over = {table: group.key}
        known = exact and table != FUNDER and group.known > 0
        return Row(
            value=group.key,
            label=self._label(table, group.key),
            matched=group.matched,
            known=group.known,
            left_out=sum(each.parts for each in sums),
            lines=self._lines(sums),
            url=self._address(list_query(self.query, over)) if exact else None,
            known_url=self._address(list_query(self.query, {**over, "budget_known": "true"}))
            if known
            else None,
        )

    def currencies(self, sums: Sequence[Sum]) -> list[CurrencyCount]:
        counts: dict[str, int] = defaultdict(int)
        for each in sums:
            if each.table == TOTAL:
                counts[each.currency] += each.projects + each.parts
        return [
            CurrencyCount(
                currency=currency,
                projects=counts[currency],
                url=self._address(list_query(self.query, {"currency": currency})),
            )
            for currency in sorted(counts, key=lambda code: (-counts[code], code))
        ]

    def _address(self, query: str) -> str:
        return f"{self.lists}?{query}" if query else self.lists

    def _is_exact(self, table: str, key: str) -> bool:
        """No list has the projects of a chosen value that also have another one."""
        chosen: Sequence[str] = getattr(self.query, table)
        current = self.reference.current_slugs(chosen) if table == FUNDER else chosen
        return not chosen or key in current

    def _label(self, table: str, key: str) -> str:
        if is_apart(table, key):
            return apart_label(table, key, self.language)
        if table == REGION:
            return self.reference.area_name(key, self.language)
        if table == THEME:
            return self.reference.label(OpenList.THEME, key, self.language)
        return self.reference.organisation_name(key, self.language)

    def _lines(self, sums: Iterable[Sum]) -> list[MoneyLine]:
        by_line: Mapping[str, list[Sum]] = defaultdict(list)
        for each in sums:
            if each.projects:
                by_line[each.line].append(each)
        return [
            MoneyLine(
                line=line,
                amounts=[
                    Amount(
                        value=each.value or Decimal(0),
                        currency=each.currency,
                        projects=each.projects,
                    )
                    for each in sorted(by_line[line], key=_largest_first)
                ],
                converted=self._converted(by_line[line]),
            )
            for line in Line
            if line in by_line
        ]

    def _converted(self, sums: Sequence[Sum]) -> Converted | None:
        if self.target is None:
            return None
        amounts = sum(each.conversions for each in sums)
        value = sum((each.converted or Decimal(0) for each in sums), Decimal(0))
        return Converted(
            value=value if amounts else None,
            currency=self.target,
            amounts=amounts,
            stated=sum(each.projects for each in sums),
        )


def _largest_first(each: Sum) -> tuple[int, Decimal, str]:
    """The currency of most projects first: amounts of two currencies cannot be compared."""
    return -each.projects, -(each.value or Decimal(0)), each.currency


def _place(table: str, row: Row) -> tuple[bool, int, str, str]:
    frequent = 0 if table == REGION else -(row.known if table == FUNDER else row.matched)
    name = row.value if table == REGION else row.label
    return is_apart(table, row.value), frequent, name, row.value
