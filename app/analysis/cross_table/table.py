"""A cross table, put together from its cells. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.analysis.dimensions import Dimension, Measure, Share
from app.codelists import BudgetScope
from app.projects.apart import APART, is_apart

Key = tuple[str | None, ...]
_SCOPES = list(BudgetScope)


@dataclass(frozen=True)
class Amount:
    scope: str
    currency: str
    value: Decimal
    projects: int


@dataclass
class Numbers:
    """`known` of the `projects` state a budget; `amounts` are what is added of them."""

    projects: int = 0
    known: int = 0
    amounts: list[Amount] = field(default_factory=list)

    @property
    def share_known(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return round(self.known / self.projects, 4) if self.projects else None


@dataclass(frozen=True)
class Value:
    value: str
    label: str
    projects: int


@dataclass(frozen=True)
class Axis:
    dimension: Dimension
    label: str
    overlapping: bool
    values: Sequence[Value]


@dataclass(frozen=True)
class CrossTable:
    """The first axis has the rows, then columns, then layers. A key has a value of each axis, or
    None: a total, in which each project counts once."""

    axes: Sequence[Axis]
    measure: Measure
    share: Share
    cells: Mapping[Key, Numbers]
    undated: int | None
    filters: Sequence[tuple[str, str]]
    rules: Sequence[str]
    made_on: date

    @property
    def total(self) -> Numbers:
        return self.cells.get((None,) * len(self.axes), Numbers())

    def at(self, *key: str | None) -> Numbers:
        return self.cells.get(key, Numbers())

    def ordered_keys(self) -> list[Key]:
        """Those that have a cell, in the order of the values, totals last."""
        places = [
            {value.value: place for place, value in enumerate(axis.values)} for axis in self.axes
        ]

        def order(key: Key) -> list[int]:
            # Layer by layer, then row by row.
            found = [
                place[value] if value is not None else len(place)
                for place, value in zip(places, key, strict=True)
            ]
            return [*found[2:], *found[:2]]

        return sorted(self.cells, key=order)


def in_order(dimension: Dimension, counts: Mapping[str, int], codes: Sequence[str]) -> list[str]:
    """`codes` are the known codes in the order of their list, empty where there is none: the most
    frequent values come first then. What stands apart is last."""
    apart = [word.value for word in APART.get(dimension, ()) if word in counts]
    stated = [value for value in counts if not is_apart(dimension, value)]
    if codes:
        places = {code: place for place, code in enumerate(codes)}
        stated.sort(key=lambda value: (places.get(value, len(places)), value))
    else:
        stated.sort(key=lambda value: (-counts[value], value))
    return [*stated, *apart]


def in_scope_order(amounts: Sequence[Amount]) -> list[Amount]:
    """Those for Morocco first; the largest first."""
    return sorted(
        amounts, key=lambda each: (_SCOPES.index(BudgetScope(each.scope)), -each.value,
                                   each.currency)
    )  # fmt: skip
