"""Charts as plain SVG: this computes where things are, `_charts.html` draws them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 320.0
HEIGHT = 130.0
_LEFT = 22.0
_TOP = 6.0
_BOTTOM = 16.0
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """`share` is in hundredths of the longest bar."""

    value: str
    label: str
    count: int
    share: float


@dataclass(frozen=True)
class Column:
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    labelled: bool


@dataclass(frozen=True)
class Gridline:
    count: int
    y: float


@dataclass(frozen=True)
class ColumnChart:
    columns: Sequence[Column]
    gridlines: Sequence[Gridline]
    width: float
    height: float
    baseline: float
    axis: float  # where the numbers of the gridlines stand
    start: float
    end: float
    first: str
    last: str
    peak: int
    peak_labels: Sequence[str]


def share(count: int, longest: int) -> float:
    """In hundredths of the longest bar."""
    return round(100 * count / longest, 1) if longest else 0.0


def bars(values: Sequence[tuple[str, str, int]]) -> list[Bar]:
    """From (value, label, count)."""
    longest = max((count for _, _, count in values), default=0)
    return [Bar(value, label, count, share(count, longest)) for value, label, count in values]


def nice_step(highest: int, lines: int = 3) -> int:
    """A whole step of 1, 2 or 5 times a power of ten that needs at most so many gridlines."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * lines >= highest:
                return step * power
        power *= 10


def columns(
    counts: Mapping[int, int], *, mirrored: bool, beside: Mapping[int, int] | None = None
) -> ColumnChart | None:
    """One column for each year from the first to the last, those without projects too; in a
    mirrored page time runs from right to left. None when there is nothing to draw. The chart has
    the scales of the one `beside` it."""
    if not counts:
        return None
    scale = {**(beside or {}), **counts}
    years = range(min(scale), max(scale) + 1)
    peak = max(counts.values())
    highest = max(peak, *(beside or counts).values())
    step = nice_step(highest)
    top = step * max(1, math.ceil(highest / step))
    plot = HEIGHT - _TOP - _BOTTOM
    pitch = (WIDTH - _LEFT) / len(years)
    width = pitch * 0.78
    every = _label_step(len(years))
    drawn = []
    for place, year in enumerate(years):
        count = counts.get(year, 0)
        height = round(plot * count / top, 2)
        x = _LEFT + place * pitch + (pitch - width) / 2
        if mirrored:
            x = WIDTH - x - width
        drawn.append(
            Column(
                str(year),
                count,
                round(x, 2),
                round(_TOP + plot - height, 2),
                round(width, 2),
                height,
                year % every == 0,
            )
        )
    lines = [
        Gridline(count, round(_TOP + plot - plot * count / top, 2))
        for count in range(0, top + 1, step)
    ]
    return ColumnChart(
        columns=drawn,
        gridlines=lines,
        width=WIDTH,
        height=HEIGHT,
        baseline=_TOP + plot,
        axis=WIDTH - _LEFT + 4 if mirrored else _LEFT - 4,
        start=0.0 if mirrored else _LEFT,
        end=WIDTH - _LEFT if mirrored else WIDTH,
        first=str(min(counts)),
        last=str(max(counts)),
        peak=peak,
        peak_labels=[str(year) for year in years if counts.get(year, 0) == peak],
    )


def _label_step(years: int) -> int:
    """Years between two labels, so that they do not touch."""
    return 1 if years <= 8 else 2 if years <= 14 else 5 if years <= 45 else 10
