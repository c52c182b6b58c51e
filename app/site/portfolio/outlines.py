"""Small static maps as SVG paths: a frame in Web Mercator, shapes, points and classes of shade."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from app.projects.directory_queries import Shape
from app.site.shades import ShadeClass, shade_classes, shade_of

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

# Degrees; finer than a line of the drawing at its largest.
_COUNTRY_TOLERANCE = 0.03
_REGION_TOLERANCE = 0.012


@dataclass(frozen=True)
class Outline:
    code: str
    parent: str | None
    label_point: tuple[float, float]
    rings: Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class Outlines:
    """Coarse regions for the country, finer regions and provinces for one region."""

    country: Sequence[Outline]
    regions: Sequence[Outline]
    provinces: Sequence[Outline]


@dataclass(frozen=True)
class Area:
    code: str
    path: str
    count: int
    shade: int
    x: float
    y: float


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    count: int


@dataclass(frozen=True)
class StaticMap:
    width: float
    height: float
    context: Sequence[str]
    areas: Sequence[Area]
    dots: Sequence[Dot]
    classes: Sequence[ShadeClass]


@dataclass(frozen=True)
class Frame:
    """Degrees to units of the drawing."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = _mercator(longitude, latitude)
        return round((x - self.west) * self.scale, 1), round((self.north - y) * self.scale, 1)

    def meets(self, outline: Outline) -> bool:
        placed = [self.place(*point) for ring in outline.rings for point in ring]
        return (
            min(x for x, _ in placed) < self.width
            and max(x for x, _ in placed) > 0
            and min(y for _, y in placed) < self.height
            and max(y for _, y in placed) > 0
        )

    def path(self, outline: Outline) -> str:
        parts = []
        for ring in outline.rings:
            points: list[tuple[float, float]] = []
            for point in ring:
                placed = self.place(*point)
                if not points or placed != points[-1]:
                    points.append(placed)
            if len(points) > 3:
                parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points[:-1]) + "Z")
        return "".join(parts)


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    return math.radians(longitude), math.asinh(math.tan(math.radians(latitude)))


def make_outlines(shapes: Sequence[Shape]) -> Outlines:
    regions = [found for found in shapes if found.parent is None]
    provinces = [found for found in shapes if found.parent is not None]
    return Outlines(
        _simplified(regions, _COUNTRY_TOLERANCE),
        _simplified(regions, _REGION_TOLERANCE),
        _simplified(provinces, _REGION_TOLERANCE),
    )


def _simplified(shapes: Sequence[Shape], tolerance: float) -> list[Outline]:
    """Together, so that neighbours keep one border."""
    # It takes 20 MB, which a server carries from the first static map on only.
    shapely = import_module("shapely")
    geometries = shapely.coverage_simplify(
        shapely.from_geojson([found.geometry for found in shapes]), tolerance
    )
    return [
        Outline(found.code, found.parent, found.label_point, _outer_rings(geometry))
        for found, geometry in zip(shapes, geometries, strict=True)
    ]


def _outer_rings(geometry: "Polygon | MultiPolygon") -> list[list[tuple[float, float]]]:
    polygons = getattr(geometry, "geoms", [geometry])
    return [[(x, y) for x, y, *_ in polygon.exterior.coords] for polygon in polygons]


def frame_around(outlines: Iterable[Outline], size: float, margin: float) -> Frame:
    """Around these outlines, with the longer side `size` units long."""
    corners = [_mercator(*point) for found in outlines for ring in found.rings for point in ring]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    scale = (size - 2 * margin) / max(east - west, north - south)
    edge = margin / scale
    return Frame(
        west - edge,
        north + edge,
        scale,
        round((east - west) * scale + 2 * margin, 1),
        round((north - south) * scale + 2 * margin, 1),
    )


def _areas(
    outlines: Sequence[Outline], frame: Frame, counts: Mapping[str, int]
) -> tuple[list[Area], list[ShadeClass]]:
    classes = shade_classes(counts.values())
    areas = []
    for found in outlines:
        count = counts.get(found.code, 0)
        shade = shade_of(classes, count)
        areas.append(
            Area(found.code, frame.path(found), count, shade, *frame.place(*found.label_point))
        )
    return areas, classes


def country_map(outlines: Outlines, counts: Mapping[str, int]) -> StaticMap:
    frame = frame_around(outlines.country, 400, 4)
    areas, classes = _areas(outlines.country, frame, counts)
    return StaticMap(frame.width, frame.height, [], areas, [], classes)


def region_map(
    outlines: Outlines,
    code: str,
    counts: Mapping[str, int],
    points: Iterable[tuple[float, float, int]],
) -> StaticMap:
    """One region with its provinces, its neighbours around it."""
    provinces = [found for found in outlines.provinces if found.parent == code]
    frame = frame_around([found for found in outlines.regions if found.code == code], 400, 14)
    areas, classes = _areas(provinces, frame, counts)
    return StaticMap(
        frame.width,
        frame.height,
        [
            frame.path(found)
            for found in outlines.regions
            if found.code != code and frame.meets(found)
        ],
        areas,
        [Dot(*frame.place(longitude, latitude), count) for longitude, latitude, count in points],
        classes,
    )
