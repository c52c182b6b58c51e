"""A workbook for analysts: projects, participations and locations as typed cells, the codes, and
what was asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.exchange import sheets
from app.exchange.selection import Selection
from app.exchange.sheets import Shown, Words, ordered
from app.i18n import formats
from app.i18n.catalogue import N_, direction, messages
from app.kit.workbook import MAX_ROWS, Book, Cell, Column, Sheet, TooManyRowsError, write_workbook
from app.models import Location, ProjectListing
from app.projects.items import make_item
from app.projects.queries import CHUNK
from app.projects.wording import filters_in_words

Said = Callable[[str], str]
TITLE = N_("Projets Migration et Développement du Maroc")
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
SHEETS: Mapping[str, Sequence[Shown]] = {
    N_("Projets"): sheets.PROJECTS,
    N_("Participations"): sheets.PARTICIPATIONS,
    N_("Lieux"): sheets.LOCATIONS,
    N_("Codes"): sheets.CODES,
}
ABOUT = N_("À propos")
READING = (
    N_(
        "Ce n’est pas un recensement complet. Un lieu sans projet veut dire « rien trouvé », "
        "jamais « rien n’est fait »."
    ),
    N_(
        "Plusieurs valeurs d’une même cellule sont séparées par un point-virgule. Une cellule "
        "vide veut dire « non connu », jamais zéro."
    ),
    N_(
        "Une date connue à l’année reste une année. Un lieu connu à la région est dessiné comme "
        "une région, non comme un point."
    ),
    N_(
        "Les montants sont ceux des sources. Ils ne sont ni convertis, ni additionnés entre "
        "monnaies, ni partagés entre régions ; un montant inconnu n’est pas zéro."
    ),
)


def write(selection: Selection) -> Iterator[bytes]:
    """Raises TooManyRowsError."""
    if selection.returned > MAX_ROWS:
        raise TooManyRowsError(
            f"{selection.returned} projects are chosen, and a sheet of XLSX has at most "
            f"{MAX_ROWS} rows: choose fewer projects, or another format."
        )
    said = messages(selection.language).gettext
    return write_workbook(
        lambda book: _fill(book, selection, said),
        title=said("Projets Migration et Développement du Maroc"),
        made_on=selection.made_on,
        right_to_left=direction(selection.language) == "rtl",
    )


def _fill(book: Book, selection: Selection, said: Said) -> None:
    made = [_sheet(book, name, columns, said) for name, columns in SHEETS.items()]
    projects, participations, locations, codes = made
    words = Words(selection.reference, selection.language)
    for item, places in _items(selection):
        projects.append(ordered(sheets.project_row(item, words), sheets.PROJECTS))
        for row in sheets.participation_rows(item, words):
            participations.append(ordered(row, sheets.PARTICIPATIONS))
        for row in sheets.location_rows(item, places, words):
            locations.append(ordered(row, sheets.LOCATIONS))
    for row in sheets.code_rows(selection.reference):
        codes.append(ordered(row, sheets.CODES))
    about = book.sheet(said(ABOUT), [Column("Kharita", 34), Column(said(TITLE), 100)])
    for cells in _about(selection, said):
        about.append(cells)


def _sheet(book: Book, name: str, columns: Sequence[Shown], said: Said) -> Sheet:
    shown = [Column(said(column.label), column.width, column.amount) for column in columns]
    return book.sheet(said(name), shown)


def _items(selection: Selection) -> Iterator[tuple[dict[str, Any], Sequence[dict[str, Any]]]]:
    """What the list shows of each project, and its locations."""
    query = selection.listings(_locations())
    for rows in selection.session.execute(query).partitions(CHUNK):
        for row, places in rows:
            yield (
                make_item(row, selection.reference, selection.language, selection.base_url),
                places or (),
            )


def _locations() -> ColumnElement[Any]:
    place = func.jsonb_build_object(
        "name", Location.name,
        "level", Location.level,
        "region", Location.region_code,
        "province", Location.province_code,
        "country", Location.country,
        "longitude", func.ST_X(Location.point),
        "latitude", func.ST_Y(Location.point),
        "exactness", Location.exactness,
        "point_source", Location.point_source,
    )  # fmt: skip
    return (
        select(func.jsonb_agg(aggregate_order_by(place, Location.position)))
        .where(Location.project_id == ProjectListing.project_id)
        .correlate(ProjectListing)
        .scalar_subquery()
    )


def _about(selection: Selection, said: Said) -> Iterator[list[Cell]]:
    numbers, language, base_url = selection.numbers, selection.language, selection.base_url
    yield [said(N_("Fait le")), selection.made_on]
    yield [said(N_("Projets dans ce fichier")), selection.returned]
    if numbers.matched != selection.returned:
        yield [said(N_("Projets de la sélection")), numbers.matched]
    if numbers.undated is not None:
        yield [said(N_("Projets sans aucune date, laissés de côté")), numbers.undated]
    filters = filters_in_words(selection.query, selection.reference, language)
    for name, value in filters or [("", said(N_("Aucun : tout le catalogue")))]:
        yield [said(N_("Filtre : %(name)s")) % {"name": name} if name else said("Filtres"), value]
    query = f"?{selection.parameters}" if selection.parameters else ""
    yield [said(N_("Adresse de ce fichier")), f"{base_url}/api/v1/projects.xlsx{query}"]
    yield [said(N_("Site")), f"{base_url}/{language}/projects"]
    yield [said(N_("Langue des noms")), formats.language_name(language, language)]
    yield [said("Licence"), LICENCE]
    yield [said("Mention"), f"Kharita; {said('© contributeurs d’OpenStreetMap')}; GeoNames"]
    for sentence in READING:
        yield [said(N_("À savoir")), said(sentence)]
    for name, columns in SHEETS.items():
        for column in columns:
            yield [f"{said(name)} · {said(column.label)}", column.name]
