"""What the map of one file shows: its projects, and where each is known to be. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.codelists import ClosedList, Language, LocationLevel, Role
from app.i18n import formats
from app.i18n.catalogue import direction, messages
from app.models import name_in
from app.projects.place_names import place_names
from app.projects.reference import Reference, country_names

Point = tuple[float, float]


@dataclass(frozen=True)
class PlaceRow:
    """One location of a project; `point` is longitude and latitude."""

    identifier: str
    level: str
    name: str
    region: str | None
    province: str | None
    country: str
    point: Point | None


@dataclass(frozen=True)
class Organisations:
    role: str
    names: str


@dataclass(frozen=True)
class Entry:
    """A project of the list; `url` is None where the site has no address of its own."""

    title: str
    lang: str
    direction: str
    acronym: str | None
    period: str
    organisations: Sequence[Organisations]
    places: str
    url: str | None


@dataclass
class Spot:
    """A place and the positions in the list of the projects that are known to be there: a point,
    or the area of a code."""

    name: str
    point: Point | None
    code: str | None
    is_province: bool
    projects: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Contents:
    entries: Sequence[Entry]
    spots: Sequence[Spot]


def gather(
    items: Sequence[Mapping[str, Any]],
    rows: Iterable[PlaceRow],
    reference: Reference,
    language: Language,
    *,
    linked: bool,
) -> Contents:
    """`items` are `ProjectItem`s in the order of the list; `linked`: whether their addresses are
    whole."""
    positions = {item["identifier"]: number for number, item in enumerate(items)}
    spots: dict[tuple[str | None, Point | None], Spot] = {}
    places: list[dict[str, None]] = [{} for _ in items]
    for row in rows:
        position = positions[row.identifier]
        name = _name(row, reference, language)
        places[position][name] = None
        code = None if row.point else row.province or row.region
        if row.point is None and code is None:
            continue
        made = Spot(name, row.point, code, is_province=code is not None and code == row.province)
        spot = spots.setdefault((code, row.point), made)
        if position not in spot.projects:
            spot.projects.append(position)
    entries = [
        _entry(item, list(names), reference, language, linked=linked)
        for item, names in zip(items, places, strict=True)
    ]
    return Contents(entries, list(spots.values()))


def _name(row: PlaceRow, reference: Reference, language: Language) -> str:
    if row.level == LocationLevel.NATIONAL:
        return reference.label(ClosedList.LOCATION_LEVEL, row.level, language)
    if row.level == LocationLevel.ABROAD:
        return country_names(language).get(row.country, row.country)
    if row.point is None:
        return reference.area_name(row.province or row.region or "", language)
    return name_in(place_names(row.name), language)


def _entry(
    item: Mapping[str, Any],
    places: Sequence[str],
    reference: Reference,
    language: Language,
    *,
    linked: bool,
) -> Entry:
    return Entry(
        title=item["title"],
        lang=item["title_lang"],
        direction=direction(item["title_lang"]),
        acronym=item["acronym"],
        period=_period(item, language),
        organisations=list(_organisations(item, reference, language)),
        places=_listed(places, language),
        url=item["url"] if linked else None,
    )


def _organisations(
    item: Mapping[str, Any], reference: Reference, language: Language
) -> Iterable[Organisations]:
    for role in Role:
        names = [part["name"] for part in item["participations"] if part["role"] == role]
        if names:
            label = reference.label(ClosedList.ROLE, role, language)
            yield Organisations(label, _listed(names, language))


def _listed(names: Sequence[str], language: Language) -> str:
    return ("، " if language == Language.AR else ", ").join(names)


def _period(item: Mapping[str, Any], language: Language) -> str:
    gettext: Callable[[str], str] = messages(language).gettext
    start, end = item["start_date"], item["end_date"]
    if start and end:
        shown = [formats.partial_date(each, language) for each in (start, end)]
        return shown[0] if shown[0] == shown[1] else " – ".join(shown)
    if start and item["activity_status"] == "2":
        return gettext("depuis %(year)s") % {"year": start[:4]}
    if start:
        return gettext("début %(year)s, fin non connue") % {"year": start[:4]}
    if end:
        return gettext("fin %(year)s, début non connu") % {"year": end[:4]}
    return gettext("dates non connues")
