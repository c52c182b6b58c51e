"""What the picture of a page shows."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.codelists import ClosedList, Language, LocationLevel, Role
from app.i18n.catalogue import direction, messages
from app.i18n.formats import number, partial_date
from app.projects.reference import Reference
from app.site.project_page import local_text
from app.site.social_image import Picture, Words
from app.site.social_image_map import Point
from app.site.social_image_text import RIGHT_TO_LEFT_MARK, clean, shapes_arabic

# How strongly the regions of a national project are shaded, beside those where it has a place.
NATIONAL_SHADE = 0.2


def drawn_language(language: Language) -> Language:
    """French stands in for Arabic where the system cannot join its letters."""
    if direction(language) == "rtl" and not shapes_arabic():
        return Language.FR
    return language


def _words(text: str, language: Language) -> Words:
    return Words(text, direction(language))


def enumerate_names(names: Iterable[str], language: Language) -> str:
    """The comma of the language; in Arabic, acronyms side by side still follow right to left."""
    separator = f"{RIGHT_TO_LEFT_MARK}، " if direction(language) == "rtl" else ", "
    return separator.join(clean(name) for name in dict.fromkeys(names))


def _tagline(language: Language) -> Words:
    gettext = messages(language).gettext
    return _words(gettext("Projets Migration et Développement du Maroc"), language)


def period_text(document: Mapping[str, Any], language: Language) -> str:
    """At the precision of its dates; what is not known is said."""
    gettext = messages(language).gettext
    start, end = (
        document[name] and partial_date(document[name], language)
        for name in ("start_date", "end_date")
    )
    if start and end:
        return start if start == end else f"{start} – {end}"
    if start:
        return gettext("Début : %(start)s. Fin non connue.") % {"start": start}
    if end:
        return gettext("Fin : %(end)s. Début non connu.") % {"end": end}
    return gettext("Dates non connues")


def _funders(document: Mapping[str, Any], reference: Reference, language: Language) -> str:
    names = []
    for part in document["participations"]:
        if part["role"] == Role.FUNDING:
            known = reference.organisations.get(part["organisation"])
            name = reference.organisation_name(part["organisation"], language)
            names.append((known and known.acronym) or name)
    if not names:
        return messages(language).gettext("Bailleur non connu")
    pattern = messages(language).ngettext(
        "Bailleur : %(names)s", "Bailleurs : %(names)s", len(names)
    )
    return pattern % {"names": enumerate_names(names, language)}


def places_text(document: Mapping[str, Any], reference: Reference, language: Language) -> str:
    """Regions, and the levels of the places that lie in none of them."""
    names: list[str] = []
    for location in document["locations"]:
        if location["region"]:
            names.append(reference.area_name(location["region"], language))
        else:
            names.append(reference.label(ClosedList.LOCATION_LEVEL, location["level"], language))
    if not names:
        return messages(language).gettext("Lieu non connu")
    return enumerate_names(names, language)


def _shades(document: Mapping[str, Any], reference: Reference) -> dict[str, float]:
    shades: dict[str, float] = {}
    if any(place["level"] == LocationLevel.NATIONAL for place in document["locations"]):
        shades = dict.fromkeys(reference.regions, NATIONAL_SHADE)
    return shades | {place["region"]: 0.6 for place in document["locations"] if place["region"]}


def project_picture(
    document: Mapping[str, Any], reference: Reference, language: Language
) -> Picture:
    title = local_text(document["title"], language)
    assert title is not None  # noqa: S101 - the document model requires a French title
    points: list[Point] = [
        (place["point"][0], place["point"][1])
        for place in document["locations"]
        if place["point"] and place["country"] == "MA"
    ]
    return Picture(
        direction=direction(language),
        tagline=_tagline(language),
        title=Words(clean(title.text) or document["identifier"], title.dir),
        details=[
            _words(period_text(document, language), language),
            _words(_funders(document, reference, language), language),
        ],
        caption=_words(places_text(document, reference, language), language),
        shades=_shades(document, reference),
        points=points,
    )


def _projects(count: int, language: Language) -> Words:
    pattern = messages(language).ngettext("%(n)s projet", "%(n)s projets", count)
    return _words(pattern % {"n": number(count, language)}, language)


def portfolio_picture(
    title: str,
    caption: str,
    count: int,
    by_region: Mapping[str, int],
    language: Language,
) -> Picture:
    """Of a region, an organisation or the whole site: its projects, region by region."""
    most = max(by_region.values(), default=0)
    return Picture(
        direction=direction(language),
        tagline=_tagline(language),
        title=_words(title, language),
        details=[_projects(count, language)],
        caption=_words(clean(caption), language),
        shades={code: projects / most for code, projects in by_region.items() if projects},
    )
