"""The map itself, by Folium: its element and its script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import sqrt
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template
from folium.utilities import JsCode

from app.codelists import Language
from app.exchange.offline.contents import Spot
from app.i18n.catalogue import messages
from app.projects.cities import city_labels

Geometry = Mapping[str, Any]
CENTRE = (28.5, -9.0)
MOROCCO = ((20.7, -17.2), (35.95, -0.95))
# What our layer of neighbours covers: beyond it there would seem to be sea only.
COVERED = ((8, -34), (50, 14))
NARROWEST, WIDEST = 6.0, 22.0
DEEPEST = 11


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    label_point: tuple[float, float]
    geometry: Geometry


@dataclass(frozen=True)
class Drawing:
    element: str
    script: str


class _Map(folium.Map):
    """As Folium's, but that it asks nothing of the network, and leaves the page to us."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as Folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="map" dir="ltr" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
            center: {{ this.location|tojson }},
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )


def draw(
    spots: Sequence[Spot],
    regions: Sequence[Region],
    areas: Mapping[str, Geometry],
    neighbours: Mapping[str, Any],
    language: Language,
) -> Drawing:
    """`areas`: the shape of each code that stands for projects, in GeoJSON."""
    drawn = _Map(location=CENTRE, zoom_start=5, tiles=None, zoom_control=False)
    drawn.options |= {
        "attributionControl": False, "minZoom": 4, "maxZoom": DEEPEST, "zoomSnap": 0.25,
        "maxBounds": COVERED,
    }  # fmt: skip
    _add_ground(drawn, regions, neighbours)
    _add_spots(drawn, spots, areas, language)
    _add_labels(drawn, regions, language)
    drawn.fit_bounds(_bounds(spots, areas), padding=(24, 24), max_zoom=9)
    return _render(drawn)


def _layer(features: list[dict[str, Any]], **options: Any) -> folium.GeoJson:
    return folium.GeoJson({"type": "FeatureCollection", "features": features}, **options)


def _feature(geometry: Geometry, class_name: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"style": {"className": class_name}, **properties},
        "geometry": geometry,
    }


def _add_ground(
    drawn: folium.Map, regions: Sequence[Region], neighbours: Mapping[str, Any]
) -> None:
    classes = {"land": "neighbour", "border": "neighbour-border"}
    around = [
        _feature(each["geometry"], classes[each["properties"]["kind"]])
        for each in neighbours["features"]
    ]
    land = [_feature(region.geometry, "region", code=region.code) for region in regions]
    for features in (around, land):
        if features:
            _layer(features, interactive=False).add_to(drawn)


def _add_spots(
    drawn: folium.Map, spots: Sequence[Spot], areas: Mapping[str, Geometry], language: Language
) -> None:
    """Areas below, provinces above their regions; the smaller circles above the larger ones."""
    ngettext = messages(language).ngettext

    def described(spot: Spot) -> dict[str, Any]:
        number = len(spot.projects)
        said = ngettext("%(n)s projet ici", "%(n)s projets ici", number) % {"n": number}
        return {"name": spot.name, "count": said, "projects": spot.projects}

    wide = [
        _feature(
            areas[spot.code],
            f"region is-concerned {'is-province' if spot.is_province else ''}",
            code=spot.code,
            **described(spot),
        )
        for spot in sorted(spots, key=lambda spot: spot.is_province)
        if spot.code is not None
    ]
    points = [
        _feature({"type": "Point", "coordinates": spot.point}, "spot", **described(spot))
        for spot in sorted(spots, key=lambda spot: -len(spot.projects))
        if spot.point is not None
    ]
    for feature in points:
        feature["properties"]["style"]["radius"] = _radius(len(feature["properties"]["projects"]))
    describe = JsCode("describe")
    if wide:
        _layer(wide, on_each_feature=describe).add_to(drawn)
    if points:
        marker = folium.CircleMarker(radius=NARROWEST)
        _layer(points, on_each_feature=describe, marker=marker).add_to(drawn)


def _radius(projects: int) -> float:
    return round(min(WIDEST, NARROWEST + 2.5 * sqrt(projects - 1)), 1)


def _add_labels(drawn: folium.Map, regions: Sequence[Region], language: Language) -> None:
    """The script of the page shows those that there is room for, the first ones first."""
    cities = [
        _label((city["lon"], city["lat"]), f"city-label rank-{city['rank']}", city["name"])
        for city in city_labels(language)
    ]
    names = [_label(region.label_point, "region-label", region.name) for region in regions]
    _layer(
        cities + names,
        on_each_feature=JsCode("label"),
        marker=folium.CircleMarker(radius=0),
        interactive=False,
    ).add_to(drawn)


def _label(point: tuple[Any, Any], kind: str, name: Any) -> dict[str, Any]:
    return _feature({"type": "Point", "coordinates": point}, "anchor", kind=kind, name=name)


def _bounds(spots: Sequence[Spot], areas: Mapping[str, Geometry]) -> list[list[float]]:
    """South-west and north-east of all that is shown; Morocco where nothing is."""
    points = [spot.point for spot in spots if spot.point is not None]
    for spot in spots:
        if spot.code is not None:
            polygons = areas[spot.code]["coordinates"]
            points += [(x, y) for polygon in polygons for ring in polygon for x, y in ring]
    if not points:
        return [list(corner) for corner in MOROCCO]
    west, south = (min(axis) for axis in zip(*points, strict=True))
    east, north = (max(axis) for axis in zip(*points, strict=True))
    return [[south, west], [north, east]]


def _render(drawn: folium.Map) -> Drawing:
    numbers = count(1)

    def number(element: Element) -> None:
        """Its name in the script: the same whenever the same is drawn."""
        element._id = str(next(numbers))
        for child in element._children.values():
            number(child)

    number(drawn)
    page = drawn.get_root()
    assert isinstance(page, Figure)  # noqa: S101 - what Folium puts around each map
    drawn.render()  # type: ignore[no-untyped-call]
    return Drawing(page.html.render(), page.script.render())
