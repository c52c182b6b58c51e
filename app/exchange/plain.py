"""CSV and GeoJSON as the public API writes them, for the command."""

from collections.abc import Iterator

from app.exchange.selection import Selection
from app.projects import csv, geojson
from app.projects.geometry import geometry_column


def write_csv(selection: Selection) -> Iterator[bytes]:
    return csv.write_csv(
        selection.session,
        selection.listings(),
        selection.reference,
        selection.language,
        selection.base_url,
    )


def write_geojson(selection: Selection) -> Iterator[bytes]:
    return geojson.write_collection(
        selection.session,
        selection.listings(geometry_column("auto")),
        selection.numbers,
        selection.reference,
        selection.language,
        selection.base_url,
        by_location=False,
    )
