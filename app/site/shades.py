"""Classes of numbers for the shades of a map: those of static/map/js/core/scale.js, so that one
region has one shade whoever draws it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHADES = 5


@dataclass(frozen=True)
class ShadeClass:
    """Values from `least` to `most`, both included, in one of five shades."""

    shade: int
    least: int
    most: int


def shade_classes(counts: Iterable[int]) -> list[ShadeClass]:
    """Natural breaks (Fisher-Jenks): at most five classes, each of the values that are nearest one
    another. Zero is in none."""
    values = sorted(count for count in counts if count > 0)
    wanted = min(SHADES, len(set(values)))
    if wanted == 0:
        return []
    starts = _starts(values, wanted)
    ends = [*(start - 1 for start in starts[1:]), len(values) - 1]
    return [
        ShadeClass(_shade(place, wanted), values[start], values[end])
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def shade_of(classes: Sequence[ShadeClass], count: int) -> int:
    return next((each.shade for each in classes if each.least <= count <= each.most), 0)


def _shade(place: int, classes: int) -> int:
    """The darkest for the highest class, whatever the number of classes."""
    return 3 if classes == 1 else 1 + math.floor(place * (SHADES - 1) / (classes - 1) + 0.5)


def _starts(values: Sequence[int], wanted: int) -> list[int]:
    """Where each class begins in the division of least spread."""
    best = [(_spread(values[: end + 1]), [0]) for end in range(len(values))]
    for classes in range(2, wanted + 1):
        best = [_divided(values, best, classes, end) for end in range(len(values))]
    return best[-1][1]


def _divided(
    values: Sequence[int], before: Sequence[tuple[float, list[int]]], classes: int, end: int
) -> tuple[float, list[int]]:
    """The best division of the values up to `end` in this many classes: its cost, its starts."""
    found = (math.inf, [0])
    for start in range(classes - 1, end + 1):
        if values[start] == values[start - 1]:
            continue
        cost = before[start - 1][0] + _spread(values[start : end + 1])
        if cost < found[0]:
            found = (cost, [*before[start - 1][1], start])
    return found


def _spread(values: Sequence[int]) -> float:
    """The sum of squared deviations, added in the order of the browser: `sum` rounds otherwise."""
    mean = sum(values) / len(values)
    total = 0.0
    for value in values:
        total += (value - mean) ** 2
    return total
