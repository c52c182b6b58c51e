"""Shades of the cells of a table, in steps of equal ratios: a large cell does not hide the rest."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHADES = 4


@dataclass(frozen=True)
class HeatClass:
    """Values from `least` to `most`, both included and both of a cell."""

    shade: int
    least: float
    most: float


def heat_classes(values: Iterable[float]) -> list[HeatClass]:
    """At most four classes of the values above zero, the lowest first."""
    found = sorted({value for value in values if value > 0})
    if not found:
        return []
    grouped: dict[int, list[float]] = {}
    for value in found:
        grouped.setdefault(_place(value, found), []).append(value)
    places = sorted(grouped)
    return [
        HeatClass(_shade(number, len(places)), grouped[place][0], grouped[place][-1])
        for number, place in enumerate(places)
    ]


def shade_of(classes: Sequence[HeatClass], value: float) -> int:
    """0 for none of them."""
    return next((each.shade for each in classes if each.least <= value <= each.most), 0)


def _place(value: float, values: Sequence[float]) -> int:
    low, high = math.log(values[0]), math.log(values[-1])
    if len(values) <= SHADES or high - low < 1e-9:
        return values.index(value) if len(values) <= SHADES else 0
    return min(SHADES - 1, int(SHADES * (math.log(value) - low) / (high - low)))


def _shade(number: int, classes: int) -> int:
    """The darkest for the highest class, whatever the number of classes."""
    if classes == 1:
        return 2
    return 1 + math.floor(number * (SHADES - 1) / (classes - 1) + 0.5)
