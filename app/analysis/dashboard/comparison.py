"""What two selections differ in. Pure."""

from dataclasses import dataclass

from app.analysis.dashboard.parts import DIMENSIONS, YEARS, Numbers
from app.projects.apart import Apart

# Fewer projects than this may differ by chance, or by one project.
LEAST_GAP = 2
MOST_PER_DIMENSION = 3


@dataclass(frozen=True)
class Difference:
    """`first` and `other`: how many projects of each selection have this value."""

    dimension: str
    value: str
    first: int
    other: int


def differences(first: Numbers, other: Numbers) -> list[Difference]:
    """Of each dimension the values whose shares of the two selections are furthest apart, the
    widest first; none of what is not stated, of a dimension by which the selections were chosen,
    nor of years, which the charts show."""
    if not (first.matched and other.matched):
        return []
    chosen = first.chosen | other.chosen
    found: list[tuple[float, Difference]] = []
    for dimension in DIMENSIONS:
        if dimension not in chosen and dimension not in YEARS:
            found += _gaps(dimension, first, other)[:MOST_PER_DIMENSION]
    return [difference for _, difference in sorted(found, key=_order)]


def _gaps(dimension: str, first: Numbers, other: Numbers) -> list[tuple[float, Difference]]:
    mine, theirs = first.counts[dimension], other.counts[dimension]
    gaps = []
    for value in (mine.keys() | theirs.keys()) - set(Apart):
        difference = Difference(dimension, value, mine.get(value, 0), theirs.get(value, 0))
        gap = abs(difference.first / first.matched - difference.other / other.matched)
        if gap > 0 and max(difference.first, difference.other) >= LEAST_GAP:
            gaps.append((gap, difference))
    return sorted(gaps, key=_order)


def _order(found: tuple[float, Difference]) -> tuple[float, str, str]:
    gap, difference = found
    return -gap, difference.dimension, difference.value
