"""Projects as KML 2.2 (OGC 07-147r2): a placemark each, with its values as typed data."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sqlalchemy import ColumnElement, func

from app.exchange.described import described
from app.exchange.selection import Selection
from app.i18n.catalogue import messages
from app.kit import xml
from app.kit.xml_stream import XmlStream
from app.models import ProjectListing
from app.projects.csv import COLUMNS, cells
from app.projects.geometry import DECIMALS
from app.projects.items import make_item
from app.projects.queries import CHUNK

NAMESPACE = "http://www.opengis.net/kml/2.2"
_TYPES = {"budget_value": "double", "good_practice": "bool"}
_SCHEMA = "project"
_STYLE = "place"
# Alpha, blue, green, red: the green of our site, seen through.
_LINE = "ff555c0f"
_AREA = "66838433"
_TITLE = "title"


def write(selection: Selection) -> Iterator[bytes]:
    stream = XmlStream()
    stream.start("kml", {"xmlns": NAMESPACE})
    stream.start("Document")
    _describe(stream, selection)
    rows = selection.listings(_shape())
    for chunk in selection.session.execute(rows).partitions(CHUNK):
        for row, shape in chunk:
            item = make_item(row, selection.reference, selection.language, selection.base_url)
            _add_placemark(
                stream, item, cells(item, selection.reference, selection.language), shape
            )
        yield stream.take()
    for tag in ("Folder", "Document", "kml"):
        stream.end(tag)
    yield stream.take()


def _shape() -> ColumnElement[Any]:
    return func.ST_AsKML(ProjectListing.shape.expression, DECIMALS)


def _describe(stream: XmlStream, selection: Selection) -> None:
    """Up to the folder of the placemarks, which is left open."""
    gettext = messages(selection.language).gettext
    stream.add("name", gettext("Projets Migration et Développement du Maroc"))
    stream.add("description", escape(described(selection)))
    with stream.element("Style", {"id": _STYLE}):
        for tag, colour in (("LineStyle", _LINE), ("PolyStyle", _AREA)):
            with stream.element(tag):
                stream.add("color", colour)
    with stream.element("Schema", {"id": _SCHEMA, "name": _SCHEMA}):
        for name in _data_names():
            stream.add("SimpleField", None, {"type": _TYPES.get(name, "string"), "name": name})
    stream.start("Folder")
    stream.add("name", gettext("Projets"))


def _data_names() -> Iterator[str]:
    """The title is the name of the placemark."""
    return (name for name in COLUMNS if name != _TITLE)


def _add_placemark(
    stream: XmlStream, item: Mapping[str, Any], known: Mapping[str, Any], shape: str | None
) -> None:
    """In the order of elements that the schema of KML asks for."""
    with stream.element("Placemark", {"id": item["identifier"]}):
        stream.add("name", item["title"])
        _add_period(stream, item["start_date"], item["end_date"])
        stream.add("styleUrl", f"#{_STYLE}")
        with (
            stream.element("ExtendedData"),
            stream.element("SchemaData", {"schemaUrl": f"#{_SCHEMA}"}),
        ):
            stream.markup("".join(_data(known)))
        if shape is not None:
            stream.markup(shape)


def _data(known: Mapping[str, Any]) -> Iterator[str]:
    """Written at once: a project has thirty."""
    for name in _data_names():
        if (value := known[name]) not in (None, ""):
            text = escape(xml.text(_written(value)), quote=False)
            yield f'<SimpleData name="{name}">{text}</SimpleData>'


def _add_period(stream: XmlStream, start: str | None, end: str | None) -> None:
    """The dates of KML may be years or months, as ours."""
    if start is None and end is None:
        return
    with stream.element("TimeSpan"):
        if start is not None:
            stream.add("begin", start)
        if end is not None:
            stream.add("end", end)


def _written(value: object) -> str:
    # 1 and 0, as XML Schema allows: GDAL does not read `true`.
    return str(int(value)) if isinstance(value, bool) else str(value)
