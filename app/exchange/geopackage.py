"""The container of GeoPackage 1.3 (OGC 12-128r17): features in a SQLite file."""

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

WGS84 = 4326
_APPLICATION_ID = 0x47504B47  # "GPKG"
_VERSION = 10300
_LITTLE_ENDIAN_WITH_BOX = 0b0000_0011

_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_REFERENCE_SYSTEMS = (
    ("Undefined cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WKT, "Longitude and latitude, in degrees"),
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """Well-known binary, and the box around it: west, south, east, north."""

    wkb: bytes
    box: Box


@dataclass(frozen=True)
class Layer:
    """`columns` maps names to types: TEXT, REAL, INTEGER, BOOLEAN or DATE."""

    name: str
    geometry_type: str
    description: str
    columns: Mapping[str, str]


class GeoPackage:
    """A new file; complete when it is left without an exception."""

    def __init__(self, path: Path, changed: str) -> None:
        """`changed`: ISO 8601, in UTC."""
        self._changed = changed
        # What crashes here is thrown away: no journal, nothing to wait for.
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            f"application_id = {_APPLICATION_ID}",
            f"user_version = {_VERSION}",
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_TABLES)
        self._connection.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _REFERENCE_SYSTEMS
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    def add(self, layer: Layer, features: Iterable[tuple[Shape | None, Sequence[Any]]]) -> None:
        """Features are a shape and the values of the columns, in their order. They are read one
        by one: the file takes the room, not the memory."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in layer.columns.items())
        self._connection.execute(
            f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, '
            f"geom {layer.geometry_type}, {columns})"
        )
        around = _Around()
        places = ", ".join("?" * (len(layer.columns) + 1))
        names = ", ".join(f'"{name}"' for name in ("geom", *layer.columns))
        self._connection.execute("BEGIN")
        self._connection.executemany(
            f'INSERT INTO "{layer.name}" ({names}) VALUES ({places})',  # noqa: S608 - of our own
            ((around.seen(shape), *values) for shape, values in features),
        )
        self._connection.execute(
            "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
            (layer.name, layer.name, layer.description, self._changed, *around.box, WGS84),
        )
        self._connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (layer.name, layer.geometry_type, WGS84),
        )
        self._connection.execute("COMMIT")


class _Around:
    """The box of all shapes that went by."""

    def __init__(self) -> None:
        self._boxes: list[Box] = []

    @property
    def box(self) -> tuple[float | None, ...]:
        return self._boxes[0] if self._boxes else (None,) * 4

    def seen(self, shape: Shape | None) -> bytes | None:
        """The shape as GeoPackage keeps it."""
        if shape is None:
            return None
        boxes = [*self._boxes, shape.box]
        west, south, east, north = zip(*boxes, strict=True)
        self._boxes = [(min(west), min(south), max(east), max(north))]
        return _header(shape.box) + shape.wkb


def _header(box: Box) -> bytes:
    west, south, east, north = box
    return struct.pack(
        "<2sBBi4d", b"GP", 0, _LITTLE_ENDIAN_WITH_BOX, WGS84, west, east, south, north
    )
