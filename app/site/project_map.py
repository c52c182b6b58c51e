"""Where a project is, drawn on the country: its regions, its provinces, its points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.codelists import LocationLevel
from app.site.portfolio.outlines import Outlines, frame_around

SIZE = 300.0
MARGIN = 4.0


@dataclass(frozen=True)
class Locator:
    """Paths and points in units of the drawing. A national project has the whole country."""

    width: float
    height: float
    country: Sequence[str]
    regions: Sequence[str]
    provinces: Sequence[str]
    points: Sequence[tuple[float, float]]
    national: bool


def locator(outlines: Outlines, locations: Iterable[Mapping[str, Any]]) -> Locator | None:
    """None for a project without a place in Morocco."""
    inside = [place for place in locations if place["level"] != LocationLevel.ABROAD]
    if not inside:
        return None
    frame = frame_around(outlines.country, SIZE, MARGIN)
    national = any(place["level"] == LocationLevel.NATIONAL for place in inside)
    regions = {place["region"] for place in inside}
    provinces = {place["province"] for place in inside if place["province"]}
    points = {frame.place(*place["point"]) for place in inside if place["point"]}
    return Locator(
        width=frame.width,
        height=frame.height,
        country=[frame.path(each) for each in outlines.country if each.code not in regions],
        regions=[frame.path(each) for each in outlines.country if each.code in regions],
        provinces=[frame.path(each) for each in outlines.provinces if each.code in provinces],
        points=sorted(points),
        national=national,
    )
