"""The formats of files of projects. Each has a writer of its own, imported at its first use: the
server at rest must not carry the weight of the libraries that they need."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from app.exchange.selection import Selection
from app.kit import csv_cells, media_types
from app.projects import geojson

Writer = Callable[[Selection], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """`name` ends the name of the file. `writer` is `module:function`, which takes a Selection and
    yields bytes; it raises an AppError before its first bytes for what it cannot write.
    `own_route`: False where the features below serve the file themselves."""

    name: str
    media_type: str
    label: str
    writer: str
    own_route: bool = True

    @property
    def file_name(self) -> str:
        return f"kharita-projects.{self.name}"

    def write(self, selection: Selection) -> Iterator[bytes]:
        module, _, function = self.writer.partition(":")
        write: Writer = getattr(import_module(module), function)
        return write(selection)


_ALL = (
    Format("csv", csv_cells.MEDIA_TYPE, "CSV", "app.exchange.plain:write_csv", own_route=False),
    Format(
        "geojson", geojson.MEDIA_TYPE, "GeoJSON", "app.exchange.plain:write_geojson",
        own_route=False,
    ),
    Format("hxl.csv", csv_cells.MEDIA_TYPE, "CSV + HXL", "app.exchange.hxl:write"),
    Format("xlsx", media_types.XLSX, "XLSX (Excel)", "app.exchange.xlsx:write"),
    Format(
        "gpkg", "application/geopackage+sqlite3", "GeoPackage (QGIS)", "app.exchange.gpkg:write"
    ),
    Format(
        "kml", "application/vnd.google-earth.kml+xml", "KML (Google Earth)",
        "app.exchange.kml:write",
    ),
    Format("iati.xml", "application/xml", "IATI 2.03", "app.exchange.iati.file:write"),
    Format("jsonld", "application/ld+json", "JSON-LD (schema.org)", "app.exchange.jsonld:write"),
    Format(
        "html", "text/html; charset=utf-8", "HTML (Folium)", "app.exchange.offline.write:write"
    ),
)  # fmt: skip
FORMATS = {each.name: each for each in _ALL}
