"""The little map of a picture: Morocco's regions, shaded, and points."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from app.regions.outlines import Outlines

# The tokens of css/tokens.css.
PAPER = "#faf7f1"
LAND = "#e4ddcd"
LINE = "#faf7f1"
RAMP = ("#a3d0c5", "#68b0a3", "#338478", "#0d544c")
POINT = "#b4451f"
# Drawn larger, then reduced: Pillow's polygons have hard edges.
SCALE = 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """Web Mercator, fitted into a box of pixels."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def __call__(self, longitude: float, latitude: float) -> Point:
        x, y = mercator(longitude, latitude)
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale


def mercator(longitude: float, latitude: float) -> Point:
    return math.radians(longitude), math.asinh(math.tan(math.radians(latitude)))


def fit(outlines: Outlines, width: int, height: int, margin: int) -> Projection:
    corners = [mercator(*point) for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    scale = min((width - 2 * margin) / (east - west), (height - 2 * margin) / (north - south))
    left = (width - (east - west) * scale) / 2
    top = (height - (north - south) * scale) / 2
    return Projection(west, north, scale, left, top)


def shade(value: float) -> str:
    """Of a value above 0 and up to 1."""
    return RAMP[min(int(value * len(RAMP)), len(RAMP) - 1)]


def draw_map(
    outlines: Outlines,
    size: tuple[int, int],
    shades: Mapping[str, float],
    points: Iterable[Point],
) -> Image.Image:
    width, height = size[0] * SCALE, size[1] * SCALE
    image = Image.new("RGB", (width, height), PAPER)
    if not outlines:
        return image.resize(size)
    draw = ImageDraw.Draw(image)
    project = fit(outlines, width, height, 10 * SCALE)
    for code, rings in outlines.items():
        fill = shade(shades[code]) if shades.get(code) else LAND
        for ring in rings:
            corners = [project(*point) for point in ring]
            draw.polygon(corners, fill=fill)
            draw.line(corners, fill=LINE, width=2 * SCALE)
    radius = 8 * SCALE
    for point in points:
        x, y = project(*point)
        if 0 <= x <= width and 0 <= y <= height:
            box = (x - radius, y - radius, x + radius, y + radius)
            draw.ellipse(box, fill=POINT, outline="#ffffff", width=2 * SCALE)
    return image.resize(size, Image.Resampling.LANCZOS)
