"""The files of a selection, as pages offer them: what most people need first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.codelists import Language
from app.exchange.formats import FORMATS
from app.i18n.catalogue import N_, messages

MAIN = ("xlsx", "csv", "geojson")
PURPOSES: Mapping[str, str] = {
    "xlsx": N_(
        "Pour Excel et LibreOffice : projets, participations et lieux, avec les codes, les filtres "
        "et la date."
    ),
    "csv": N_("Pour les tableurs : une ligne par projet, noms dans la langue de cette page."),
    "geojson": N_(
        "Pour les cartes : une ligne par projet, avec ses points, ses provinces ou ses régions."
    ),
    "hxl.csv": N_("Le même CSV, avec les étiquettes HXL des données humanitaires."),
    "gpkg": N_("Pour QGIS : projets, lieux et régions en un seul fichier."),
    "kml": N_("Pour Google Earth et les applications de carte des téléphones."),
    "html": N_("Une carte en un seul fichier, qui s’ouvre sans connexion ; 2 000 projets au plus."),
    "iati.xml": N_(
        "Pour les outils de l’IATI : les projets dont le statut et le début sont connus."
    ),
    "jsonld": N_("Pour les moteurs de recherche et le web de données (schema.org)."),
}


@dataclass(frozen=True)
class Download:
    """`path` takes the query string of the selection."""

    label: str
    media_type: str
    path: str
    file_name: str
    purpose: str


@dataclass(frozen=True)
class Downloads:
    main: tuple[Download, ...]
    others: tuple[Download, ...]


@cache
def make_downloads(language: Language) -> Downloads:
    others = (name for name in PURPOSES if name in FORMATS and name not in MAIN)
    return Downloads(tuple(_all(MAIN, language)), tuple(_all(others, language)))


def _all(names: Iterable[str], language: Language) -> Iterator[Download]:
    said = messages(language).gettext
    for name in names:
        form = FORMATS[name]
        yield Download(
            form.label,
            form.media_type.partition(";")[0],
            f"/api/v1/projects.{name}",
            form.file_name,
            said(PURPOSES[name]),
        )
