"""Projects as a map in one file, which opens without any network."""

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment
from sqlalchemy import func, select

from app.codelists import Language
from app.errors import AppError
from app.exchange.offline import front_end
from app.exchange.offline.contents import Contents, PlaceRow, gather
from app.exchange.offline.drawing import Drawing, Geometry, Region, draw
from app.exchange.places import select_places, select_regions
from app.exchange.selection import Selection
from app.i18n import formats
from app.i18n.catalogue import direction
from app.i18n.templates import make_environment
from app.models import Location, name_in
from app.models import Region as Area
from app.projects.items import make_item
from app.projects.wording import filters_in_words

MAX_PROJECTS = 2000
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# A hundred metres, as finely as the regions are simplified.
DECIMALS = 3


class TooManyProjectsError(AppError):
    status = 400
    title = "Too many projects for a map in one file"


def write(selection: Selection) -> Iterator[bytes]:
    """Raises TooManyProjectsError."""
    if selection.returned > MAX_PROJECTS:
        raise TooManyProjectsError(
            f"A map in one file shows at most {MAX_PROJECTS} projects, and {selection.returned} "
            "are asked for: choose fewer by the filters, or take limit=1000 and offset",
            numberMatched=selection.numbers.matched,
            maximum=MAX_PROJECTS,
        )
    contents = _read(selection)
    language = selection.language
    drawing = draw(
        contents.spots,
        _regions(selection),
        _areas(selection, contents),
        front_end.neighbours(),
        language,
    )
    yield _page(selection, contents, drawing).encode()


def _read(selection: Selection) -> Contents:
    reference, language = selection.reference, selection.language
    items = [
        make_item(row, reference, language, selection.base_url)
        for (row,) in selection.session.execute(selection.listings())
    ]
    point = Location.point.expression
    rows = selection.session.execute(select_places(selection, func.ST_X(point), func.ST_Y(point)))
    places = (
        PlaceRow(
            row.identifier,
            row.level,
            row.name,
            row.region_code,
            row.province_code,
            row.country,
            None if row[-1] is None else (row[-2], row[-1]),
        )
        for row in rows
    )
    return gather(items, places, reference, language, linked=bool(selection.base_url))


def _regions(selection: Selection) -> list[Region]:
    label = Area.label_point.expression
    rows = selection.session.execute(
        select_regions(
            func.ST_X(label),
            func.ST_Y(label),
            func.ST_AsGeoJSON(Area.geom_simplified, DECIMALS),
        )
    )
    return [
        Region(code, name_in(names, selection.language), (x, y), json.loads(shape))
        for code, names, _, x, y, shape in rows
    ]


def _areas(selection: Selection, contents: Contents) -> dict[str, Geometry]:
    codes = {spot.code for spot in contents.spots if spot.code is not None}
    rows = selection.session.execute(
        select(Area.code, func.ST_AsGeoJSON(Area.geom_simplified, DECIMALS)).where(
            Area.code.in_(codes)
        )
    )
    return {code: json.loads(shape) for code, shape in rows}


def _page(selection: Selection, contents: Contents, drawing: Drawing) -> str:
    language = selection.language
    page = _environment(language).get_template("offline_map.html")
    return page.render(
        lang=language,
        dir=direction(language),
        sheet=front_end.sheet("css/offline.css", language),
        scripts=[front_end.read(name) for name in ("vendor/leaflet/leaflet.js", "js/offline.js")],
        drawing=drawing,
        entries=contents.entries,
        matched=selection.numbers.matched,
        filters=filters_in_words(selection.query, selection.reference, language),
        made_on=formats.partial_date(selection.made_on.isoformat(), language),
        address=f"{selection.base_url}/{language}/projects?{selection.parameters}",
        linked=bool(selection.base_url),
    )


@cache
def _environment(language: Language) -> Environment:
    environment = make_environment(TEMPLATES, language)
    environment.filters["number"] = partial(formats.number, language=language)
    return environment
