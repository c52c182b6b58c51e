"""Build data/regions/*.geojson from the npm package morocco-map (OpenStreetMap, ODbL 1.0).

The provinces are made into one coverage (no gap, no overlap) and the regions are the unions of
their provinces, so that both levels agree to the last digit, also once simplified.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import shapely
from province_names import split_names
from shapely import MultiPolygon
from topology import Feature, polygons_only, read_features

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "static/map/node_modules/morocco-map"
OUTPUT = ROOT / "data/regions"
GRID = 1e-5  # about 1 m; the source is rounded to about 150 m
LAGOON = 0.05  # degrees: lagoons and rounding gaps narrower than this belong to their province
CRUMB = 5e-6  # square degrees, about 5 hectares: rounding makes such pieces along the coast
ISLET = 1e-4  # square degrees: left out of the simplified shapes
TOLERANCE = 0.01  # degrees, of the simplified shapes
SAME_REGION = 0.999  # the least overlap of a region of the source and the union of its provinces

Shapes = dict[str, MultiPolygon]


def without_pieces(shapes: Shapes, below: float) -> Shapes:
    """Remove what lies on islands of less than `below` square degrees."""
    land = shapely.get_parts(shapely.union_all(list(shapes.values())))
    kept = shapely.union_all([part for part in land if part.area >= below])
    shapely.prepare(kept)
    return {
        code: MultiPolygon(
            [part for part in shape.geoms if kept.covers(part.representative_point())]
        )
        for code, shape in shapes.items()
    }


def clean_provinces(provinces: list[Feature]) -> Shapes:
    on_grid = shapely.set_precision([feature.geometry for feature in provinces], GRID)
    areas = [polygons_only(shape) for shape in on_grid]
    covered = shapely.coverage_clean(areas, gap_width=LAGOON)
    shapes = {
        feature.code: polygons_only(shape)
        for feature, shape in zip(provinces, covered, strict=True)
    }
    return without_pieces(shapes, CRUMB)


def simplify(provinces: Shapes) -> Shapes:
    mainland = without_pieces(provinces, ISLET)
    simplified = shapely.coverage_simplify(list(mainland.values()), TOLERANCE)
    return dict(zip(mainland, map(polygons_only, simplified), strict=True))


def find_parents(provinces: Shapes, regions: list[Feature]) -> dict[str, str]:
    """The region of the source that each province lies in most."""
    return {
        code: max(regions, key=lambda region: region.geometry.intersection(shape).area).code
        for code, shape in provinces.items()
    }


def dissolve(provinces: Shapes, parents: dict[str, str]) -> Shapes:
    return {
        region: polygons_only(
            shapely.coverage_union_all(
                [shape for code, shape in provinces.items() if parents[code] == region]
            )
        )
        for region in sorted(set(parents.values()))
    }


def check_regions(built: Shapes, regions: list[Feature]) -> None:
    for region in regions:
        shape = built[region.code]
        overlap = shape.intersection(region.geometry).area / shape.union(region.geometry).area
        print(f"{region.code}: {overlap:.6f} of the source's shape")
        if overlap < SAME_REGION:
            raise SystemExit(f"{region.code}: the provinces do not make up the region")


def finish(shape: MultiPolygon) -> MultiPolygon:
    """Canonical order and winding (RFC 7946: exterior rings counterclockwise)."""
    return shapely.orient_polygons(shapely.normalize(shape))


def label_point(shape: MultiPolygon) -> list[float]:
    """The centre of the largest circle inside: far from the borders, unlike a centroid."""
    largest = max(shape.geoms, key=lambda part: part.area)
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)
    return [round(centre.x, 5), round(centre.y, 5)]


def region_properties(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "admin_level": 1,
        "parent_code": None,
        "kind": "region",
        "names": facts["names"],
        "chef_lieu": facts["chef_lieu"],
        "population_2014": facts["population_2014"],
        "population_2024": facts["population_2024"],
    }


def province_properties(code: str, mixed_name: str, parent: str) -> dict[str, Any]:
    names = split_names(code, mixed_name)
    return {
        "admin_level": 2,
        "parent_code": parent,
        "kind": names.kind,
        "names": {"fr": names.fr, "ar": names.ar, "en": names.en},
        "chef_lieu": None,
        "population_2014": None,
        "population_2024": None,
    }


def write(path: Path, shapes: Shapes, properties: dict[str, dict[str, Any]] | None) -> None:
    features = []
    for code, shape in sorted(shapes.items()):
        own: dict[str, Any] = {"code": code}
        if properties is not None:
            own |= properties[code] | {"label_point": label_point(shape)}
        geometry = json.loads(shapely.to_geojson(finish(shape)))
        features.append({"type": "Feature", "id": code, "properties": own, "geometry": geometry})
    lines = ",\n".join(
        json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features
    )
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def build(package: Path, target: Path) -> None:
    source_regions = read_features(package / "data" / "regions.json", "regions")
    source_provinces = read_features(package / "data" / "provinces.json", "provinces")
    facts = json.loads((target / "facts.json").read_text(encoding="utf-8"))

    provinces = clean_provinces(source_provinces)
    parents = find_parents(provinces, source_regions)
    regions = dissolve(provinces, parents)
    check_regions(regions, source_regions)
    simplified = simplify(provinces)

    write(
        target / "regions.geojson",
        regions,
        {region["code"]: region_properties(region) for region in facts},
    )
    write(
        target / "provinces.geojson",
        provinces,
        {
            feature.code: province_properties(
                feature.code, feature.properties["name"], parents[feature.code]
            )
            for feature in source_provinces
        },
    )
    write(target / "regions-simplified.geojson", dissolve(simplified, parents), None)
    write(target / "provinces-simplified.geojson", simplified, None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, nargs="?", default=PACKAGE)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    build(arguments.package, arguments.output)
