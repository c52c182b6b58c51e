"""Build what surrounds Morocco on the map: the land of its neighbours and their borders.

From countries-10m.json of the npm package world-atlas (Natural Earth, public domain). Morocco's
land is the union of our regions; nothing here is drawn inside it but a hidden margin.
"""

import argparse
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry
from topology import polygons_only, read_features

FRAME = shapely.box(-34, 8, 14, 50)  # wide screens see far beyond Morocco
MOROCCO = frozenset(("504", "732"))  # ISO 3166-1 numeric: MA and EH, which the 12 regions cover
TOLERANCE = 0.02  # degrees
LAND_NEIGHBOURS = ("012", "478")  # Algeria and Mauritania
JOIN = 0.6  # degrees: how far apart the two sources may draw the same land border
MARGIN = 0.05  # degrees of land hidden below our regions, so that no sea shows at the border
GRID = 0.001  # degrees
ISLET = 5e-4  # square degrees

ROOT = Path(__file__).resolve().parent.parent
ATLAS = ROOT / "static/map/node_modules/world-atlas/countries-10m.json"
REGIONS = ROOT / "data/regions/regions-simplified.geojson"
OUTPUT = ROOT / "static/map/vendor/neighbours.json"

Shapes = dict[str, MultiPolygon]


def read_countries(path: Path) -> Shapes:
    """The countries in the frame, simplified together so that common borders stay common."""
    codes, shapes = [], []
    for feature in read_features(path, "countries"):
        if feature.geometry.intersects(FRAME):
            codes.append(feature.code)
            shapes.append(polygons_only(feature.geometry.intersection(FRAME)))
    covered = shapely.coverage_clean(shapes)
    simplified = shapely.coverage_simplify(covered, TOLERANCE)
    return {code: polygons_only(shape) for code, shape in zip(codes, simplified, strict=True)}


def read_morocco(path: Path) -> BaseGeometry:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return shapely.union_all(
        [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    )


def border_strip(countries: Shapes, drawn_as_morocco: BaseGeometry) -> BaseGeometry:
    """Land that the atlas draws as Morocco's, near a land border: our border may lie in it."""
    beyond = shapely.union_all([countries[code] for code in LAND_NEIGHBOURS])
    coast = drawn_as_morocco.boundary.difference(beyond.buffer(GRID, quad_segs=1))
    near = beyond.buffer(JOIN, quad_segs=2).intersection(drawn_as_morocco)
    return near.difference(coast.buffer(MARGIN, quad_segs=2))


def gaps(land: BaseGeometry, morocco: BaseGeometry) -> list[shapely.Polygon]:
    """Specks of sea shut in between the two sources, at Melilla."""
    parts = shapely.get_parts(land.union(morocco))
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    return [hole for hole in holes if hole.area < ISLET and hole.intersects(morocco)]


def neighbouring_land(countries: Shapes, morocco: BaseGeometry) -> MultiPolygon:
    neighbours = shapely.union_all([s for code, s in countries.items() if code not in MOROCCO])
    drawn_as_morocco = shapely.union_all([countries[code] for code in sorted(MOROCCO)])
    land = shapely.union_all([neighbours, border_strip(countries, drawn_as_morocco)])
    hidden = morocco.buffer(-MARGIN, quad_segs=2)
    joined = shapely.union_all([land.difference(hidden), *gaps(land, morocco)])
    on_grid = polygons_only(shapely.set_precision(joined, GRID))
    return MultiPolygon([part for part in on_grid.geoms if part.area >= ISLET])


def borders(countries: Shapes, morocco: BaseGeometry) -> MultiLineString:
    neighbours = [shape for code, shape in sorted(countries.items()) if code not in MOROCCO]
    common = [a.boundary.intersection(b.boundary) for a, b in combinations(neighbours, 2)]
    lines = [line for line in shapely.get_parts(common) if line.geom_type == "LineString"]
    outside = shapely.line_merge(shapely.union_all(lines)).difference(morocco)
    on_grid = shapely.set_precision(outside, GRID)
    return MultiLineString(
        [part for part in shapely.get_parts(on_grid) if part.geom_type == "LineString"]
    )


def feature(kind: str, shape: BaseGeometry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def build(atlas: Path, regions: Path, target: Path) -> None:
    countries = read_countries(atlas)
    morocco = read_morocco(regions)
    land = shapely.orient_polygons(shapely.normalize(neighbouring_land(countries, morocco)))
    lines = shapely.normalize(borders(countries, morocco))
    collection = {
        "type": "FeatureCollection",
        "features": [feature("land", land), feature("border", lines)],
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path, nargs="?", default=ATLAS)
    parser.add_argument("--regions", type=Path, default=REGIONS)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    build(arguments.atlas, arguments.regions, arguments.output)
