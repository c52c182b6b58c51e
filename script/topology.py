"""Decode TopoJSON: arcs of whole numbers, shared between neighbours, into geometries."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon, make_valid
from shapely.geometry.base import BaseGeometry

Position = tuple[float, float]


@dataclass(frozen=True)
class Feature:
    code: str
    properties: dict[str, Any]
    geometry: MultiPolygon


def polygons_only(geometry: BaseGeometry) -> MultiPolygon:
    """The areas of a geometry, without the points and lines that repairs leave behind."""
    if isinstance(geometry, Polygon):
        return MultiPolygon([geometry])
    parts = getattr(geometry, "geoms", ())
    return MultiPolygon([polygon for part in parts for polygon in polygons_only(part).geoms])


def _decode_arcs(topology: dict[str, Any]) -> list[list[Position]]:
    (scale_x, scale_y), (origin_x, origin_y) = (
        topology["transform"][name] for name in ("scale", "translate")
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + origin_x, y * scale_y + origin_y))
        arcs.append(arc)
    return arcs


def _ring(indexes: list[int], arcs: list[list[Position]]) -> list[Position]:
    """An index below zero is the arc `~index`, read backwards."""
    ring: list[Position] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _polygons(geometry: dict[str, Any], arcs: list[list[Position]]) -> Iterator[Polygon]:
    """Of an area; the caller gives no point nor line."""
    shapes: Any = geometry.get("arcs", [])
    for rings in [shapes] if geometry["type"] == "Polygon" else shapes:
        shell, *holes = (_ring(ring, arcs) for ring in rings)
        if len(shell) > 3:
            yield Polygon(shell, [hole for hole in holes if len(hole) > 3])


def read_features(path: Path, name: str) -> list[Feature]:
    """The areas of the object `name`, repaired where the rounding of the source broke them."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _decode_arcs(topology)
    features = []
    for geometry in topology["objects"][name]["geometries"]:
        shape = MultiPolygon(list(_polygons(geometry, arcs)))
        repaired = shape if shape.is_valid else polygons_only(make_valid(shape))
        features.append(
            Feature(str(geometry.get("id", "")), geometry.get("properties") or {}, repaired)
        )
    return features
