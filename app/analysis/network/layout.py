"""An arc diagram: organisations in a column, an arc between two that work together. Pure.

The same pairs are always drawn in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ROW = 22.0
WIDTH = 340.0
NAMES = 200.0
MOST_NODES = 24
MOST_ARCS = 45
_ROUNDS = 12
_WIDEST = 6.0


@dataclass(frozen=True)
class Link:
    """`weight` is a number of projects."""

    first: str
    second: str
    weight: int


@dataclass(frozen=True)
class Dot:
    name: str
    y: float
    radius: float


@dataclass(frozen=True)
class Arc:
    """`path` begins at `first`; the names are at the left of `NAMES`, the arcs at its right."""

    link: Link
    path: str
    width: float


@dataclass(frozen=True)
class ArcDiagram:
    dots: Sequence[Dot]
    arcs: Sequence[Arc]
    width: float
    height: float
    axis: float


def choose(links: Iterable[Link], most: int = MOST_NODES) -> list[Link]:
    """The strongest, between so many names at most; `links` come with the strongest first."""
    names: set[str] = set()
    kept: list[Link] = []
    for link in links:
        wider = names | {link.first, link.second}
        if len(wider) <= most and len(kept) < MOST_ARCS:
            names = wider
            kept.append(link)
    return kept


def order_names(links: Sequence[Link]) -> list[str]:
    """Names that work together stand near each other: each moves to the mean place of its
    neighbours, again and again; the order with the shortest arcs is kept."""
    neighbours: dict[str, dict[str, int]] = {}
    for link in links:
        neighbours.setdefault(link.first, {})[link.second] = link.weight
        neighbours.setdefault(link.second, {})[link.first] = link.weight
    order = _by_strength(neighbours)
    best, shortest = order, _length(order, links)
    for _ in range(_ROUNDS):
        places = {name: place for place, name in enumerate(order)}
        order = sorted(order, key=lambda name: (_mean(neighbours[name], places), places[name]))
        length = _length(order, links)
        if length < shortest:
            best, shortest = order, length
    return best


def _by_strength(neighbours: Mapping[str, Mapping[str, int]]) -> list[str]:
    """From the one with the most in common, each followed by its strongest neighbours."""
    total = {name: sum(weights.values()) for name, weights in neighbours.items()}
    waiting = sorted(neighbours, key=lambda name: (-total[name], name))
    order: list[str] = []
    seen: set[str] = set()
    for start in waiting:
        near = [start]
        while near:
            name = near.pop(0)
            if name not in seen:
                seen.add(name)
                order.append(name)
                weights = neighbours[name]
                near += sorted(weights, key=lambda other: (-weights[other], other))
    return order


def _mean(weights: Mapping[str, int], places: Mapping[str, int]) -> float:
    return sum(places[name] * weight for name, weight in weights.items()) / sum(weights.values())


def _length(order: Sequence[str], links: Iterable[Link]) -> int:
    places = {name: place for place, name in enumerate(order)}
    return sum(abs(places[link.first] - places[link.second]) * link.weight for link in links)


def draw(links: Sequence[Link], sizes: Mapping[str, int], *, mirrored: bool) -> ArcDiagram | None:
    """`sizes`: name → number of projects. In a mirrored page the names are on the right. None when
    there is nothing to draw."""
    if not links:
        return None
    order = order_names(links)
    heights = {name: round(ROW * (place + 0.5), 1) for place, name in enumerate(order)}
    axis = WIDTH - NAMES if mirrored else NAMES
    largest = max(sizes.get(name, 1) for name in order)
    strongest = max(link.weight for link in links)
    reach = (WIDTH - NAMES - 12) / max(
        1.0, max(abs(heights[link.first] - heights[link.second]) / 2 for link in links)
    )
    arcs = [_arc(link, heights, axis, min(1.0, reach), strongest, mirrored) for link in links]
    return ArcDiagram(
        [
            Dot(name, heights[name], round(2.5 + 5 * (sizes.get(name, 1) / largest) ** 0.5, 1))
            for name in order
        ],
        arcs,
        WIDTH,
        ROW * len(order),
        axis,
    )


def _arc(
    link: Link,
    heights: Mapping[str, float],
    axis: float,
    reach: float,
    strongest: int,
    mirrored: bool,
) -> Arc:
    start, end = heights[link.first], heights[link.second]
    vertical = abs(end - start) / 2
    horizontal = round(vertical * reach, 1)
    sweep = int((end > start) != mirrored)
    path = f"M{axis:g} {start:g}A{horizontal:g} {vertical:g} 0 0 {sweep} {axis:g} {end:g}"
    return Arc(link, path, round(1 + (_WIDEST - 1) * (link.weight - 1) / max(1, strongest - 1), 1))
