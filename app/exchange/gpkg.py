"""Projects, their locations and the regions as a GeoPackage."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, Row, func

from app.codelists import ClosedList, Language
from app.exchange.described import described
from app.exchange.geopackage import GeoPackage, Layer, Shape
from app.exchange.places import place_shape, select_places, select_regions
from app.exchange.selection import Selection
from app.models import Names, ProjectListing, Region, name_in
from app.projects.csv import COLUMNS, cells
from app.projects.items import make_item, project_path
from app.projects.queries import CHUNK
from app.projects.reference import country_names

READ_BYTES = 256 * 1024
_TYPES = {"budget_value": "REAL", "good_practice": "BOOLEAN"}
# The days that the partial dates mean, for programs that need days: a time line of QGIS.
_DAYS = ("active_first", "active_last")
_LOCATION_COLUMNS = {
    "id": "TEXT", "project": "TEXT", "title": "TEXT", "level": "TEXT", "level_label": "TEXT",
    "name": "TEXT", "region": "TEXT", "region_name": "TEXT", "province": "TEXT",
    "province_name": "TEXT", "country": "TEXT", "country_name": "TEXT", "exactness": "TEXT",
    "point_source": "TEXT", "url": "TEXT",
}  # fmt: skip
_REGION_COLUMNS = {
    "code": "TEXT", "name": "TEXT", "name_fr": "TEXT", "name_ar": "TEXT", "name_en": "TEXT",
    "population_2024": "INTEGER", "projects": "INTEGER",
}  # fmt: skip
Feature = tuple[Shape | None, Sequence[Any]]


def write(selection: Selection) -> Iterator[bytes]:
    """The file is made in a temporary directory: SQLite writes where it likes."""
    with TemporaryDirectory(prefix="kharita-") as directory:
        path = Path(directory) / "projects.gpkg"
        _fill(path, selection)
        with path.open("rb") as made:
            while chunk := made.read(READ_BYTES):
                yield chunk


def _fill(path: Path, selection: Selection) -> None:
    located: Counter[str] = Counter()
    made_on = selection.made_on.isoformat()
    with GeoPackage(path, f"{made_on}T00:00:00.000Z") as package:
        columns = {name: _TYPES.get(name, "TEXT") for name in COLUMNS}
        columns |= dict.fromkeys(_DAYS, "DATE")
        told = described(selection)
        package.add(Layer("projects", "GEOMETRY", told, columns), _projects(selection, located))
        package.add(Layer("locations", "GEOMETRY", told, _LOCATION_COLUMNS), _locations(selection))
        package.add(
            Layer("regions", "MULTIPOLYGON", told, _REGION_COLUMNS),
            _regions(selection, located),
        )


def _shape_columns(shape: ColumnElement[Any]) -> Sequence[ColumnElement[Any]]:
    return (
        func.ST_AsBinary(shape, "NDR"),
        func.ST_XMin(shape), func.ST_YMin(shape), func.ST_XMax(shape), func.ST_YMax(shape),
    )  # fmt: skip


def _shape(values: Sequence[Any]) -> Shape | None:
    wkb, *box = values
    return None if wkb is None else Shape(bytes(wkb), (box[0], box[1], box[2], box[3]))


def _projects(selection: Selection, located: Counter[str]) -> Iterator[Feature]:
    """Counts, while they pass, the projects in each region."""
    rows = selection.listings(*_shape_columns(ProjectListing.shape.expression))
    language, reference = selection.language, selection.reference
    for chunk in selection.session.execute(rows).partitions(CHUNK):
        for row, *shape in chunk:
            item = make_item(row, reference, language, selection.base_url)
            known = cells(item, reference, language)
            located.update(item["regions"])
            values = [known[name] for name in COLUMNS] + [item[name] for name in _DAYS]
            yield _shape(shape), values


def _locations(selection: Selection) -> Iterator[Feature]:
    rows = select_places(selection, *_shape_columns(place_shape()))
    for chunk in selection.session.execute(rows).partitions(CHUNK):
        for row in chunk:
            yield _shape(row[-5:]), _location(row, selection)


def _location(row: Row[Any], selection: Selection) -> Sequence[Any]:
    reference, language = selection.reference, selection.language

    def area(code: str | None) -> str | None:
        return code and reference.area_name(code, language)

    return (
        f"{row.identifier}/{row.number}",
        row.identifier,
        name_in(row.title, language),
        row.level,
        reference.label(ClosedList.LOCATION_LEVEL, row.level, language),
        row.name,
        row.region_code,
        area(row.region_code),
        row.province_code,
        area(row.province_code),
        row.country,
        country_names(language).get(row.country, row.country),
        row.exactness,
        row.point_source,
        selection.base_url + project_path(row.slug, language),
    )


def _regions(selection: Selection, located: Counter[str]) -> Iterator[Feature]:
    rows = select_regions(*_shape_columns(Region.geom_simplified.expression))
    for code, names, population, *shape in selection.session.execute(rows):
        yield (
            _shape(shape),
            (code, name_in(names, selection.language), *_each(names), population, located[code]),
        )


def _each(names: Names) -> Iterator[str | None]:
    return (names.get(code) for code in (Language.FR, Language.AR, Language.EN))
