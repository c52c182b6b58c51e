"""Where two projects are, drawn on one map of the country."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.codelists import LocationLevel
from app.site.portfolio.outlines import Frame, Outline, Outlines, frame_around

SIZE = 340.0
MARGIN = 4.0
Whose = Literal["first", "second", "both"]


@dataclass(frozen=True)
class Drawn:
    """A shape as an SVG path, and whose it is."""

    path: str
    whose: Whose


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    whose: Literal["first", "second"]


@dataclass(frozen=True)
class PairMap:
    width: float
    height: float
    context: Sequence[str]
    areas: Sequence[Drawn]
    marks: Sequence[Mark]


Places = Iterable[Mapping[str, Any]]


def pair_map(outlines: Outlines, first: Places, second: Places) -> PairMap | None:
    """Provinces, and regions that are not known more closely; None without a place to draw."""
    mine, theirs = list(first), list(second)
    frame = frame_around(outlines.country, SIZE, MARGIN)
    codes = _codes(mine), _codes(theirs)
    # Provinces come after the regions that hold them.
    shapes = [
        Drawn(frame.path(outline), whose)
        for outline in (*outlines.country, *outlines.provinces)
        if (whose := _whose(outline, *codes)) is not None
    ]
    marks = [*_marks(frame, mine, "first"), *_marks(frame, theirs, "second")]
    if not shapes and not marks:
        return None
    context = [frame.path(outline) for outline in outlines.country]
    return PairMap(frame.width, frame.height, context, shapes, marks)


def _marks(frame: Frame, places: Places, whose: Literal["first", "second"]) -> list[Mark]:
    return [
        Mark(*frame.place(*place["point"]), whose)
        for place in places
        if place["point"] and place["level"] != LocationLevel.ABROAD
    ]


def _codes(places: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    codes = (place["province"] or place["region"] for place in places)
    return frozenset(code for code in codes if code)


def _whose(outline: Outline, first: frozenset[str], second: frozenset[str]) -> Whose | None:
    if outline.code in first:
        return "both" if outline.code in second else "first"
    return "second" if outline.code in second else None
