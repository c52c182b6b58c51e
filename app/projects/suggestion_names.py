"""Names of organisations, regions, provinces and places, ready to be compared with what is typed.

They are few, whatever the number of projects: a process keeps them in memory for one state of the
catalogue, with how many projects each has.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.codelists import LocationLevel, Role
from app.models import Location, Names, Organisation, ProjectListing, Region
from app.projects.place_names import OTHER_SPELLINGS, place_names


class Kind(StrEnum):
    """In the order of groups that match equally well."""

    REGION = "region"
    PROVINCE = "province"
    PLACE = "place"
    ORGANISATION = "organisation"
    PROJECT = "project"


@dataclass(frozen=True)
class Entry:
    """`forms` are the folded spellings, `words` all of them in one text, a space around each word;
    `parents` are the codes of the areas that it lies in."""

    kind: Kind
    value: str
    names: Names
    spellings: tuple[str, ...]
    count: int
    acronym: str | None = None
    roles: Mapping[Role, int] | None = None
    parents: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """`area_words`: of regions and provinces, which exist even where no project is known."""

    entries: Sequence[Entry]
    area_words: Sequence[str]


# What an area is called before its own name, folded: readers type the name.
_AREA_PREFIX = re.compile(
    r"^(?:(?:province|prefecture|region)(?: (?:de|d|du|des))?(?: (?:la|l))?|l|la|le|les"
    r"|اقليم|عماله|جهه) "
)

_FOLD = text("""
SELECT spelling, folded, search_strip(folded) AS stripped
FROM unnest(CAST(:spellings AS text[])) AS spelling, search_fold(spelling) AS folded
""")


def read_gazetteer(session: Session) -> Gazetteer:
    bare = [*_areas(session), *_organisations(session), *_places(session)]
    forms = _fold(session, {spelling for entry in bare for spelling in entry.spellings})
    entries = [_folded(entry, forms) for entry in bare]
    areas = (entry for entry in entries if entry.kind in (Kind.REGION, Kind.PROVINCE))
    words = {word for entry in areas for form in entry.forms for word in form.split()}
    return Gazetteer(entries, sorted(words))


def _folded(entry: Entry, forms: Mapping[str, tuple[str, ...]]) -> Entry:
    own = tuple(dict.fromkeys(form for name in entry.spellings for form in forms[name]))
    if entry.kind in (Kind.REGION, Kind.PROVINCE):
        own += tuple(_AREA_PREFIX.sub("", form) for form in own)
    return replace(entry, forms=own, words="\n".join(f" {form} " for form in own))


def _fold(session: Session, spellings: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    rows = session.execute(_FOLD, {"spellings": list(spellings)})
    return {
        row.spelling: tuple(form for form in (row.folded, row.stripped) if form) for row in rows
    }


def _count_by(session: Session, column: str) -> Mapping[str, int]:
    listed = select(func.unnest(getattr(ProjectListing, column)).label("value")).subquery()
    counted = select(listed.c.value, func.count()).group_by(listed.c.value)
    return {row[0]: row[1] for row in session.execute(counted)}


def _areas(session: Session) -> Iterable[Entry]:
    counts = {**_count_by(session, "regions"), **_count_by(session, "provinces")}
    rows = session.execute(select(Region.code, Region.names, Region.parent_code))
    for code, names, parent in rows:
        kind = Kind.PROVINCE if parent else Kind.REGION
        parents = (parent,) if parent else ()
        yield Entry(kind, code, names, _spellings(names), counts.get(code, 0), parents=parents)


def _organisations(session: Session) -> Iterable[Entry]:
    counts = _count_by(session, "participants")
    rows = session.execute(
        select(
            Organisation.slug, Organisation.names, Organisation.acronym, Organisation.aliases
        ).where(Organisation.merged_into_id.is_(None))
    )
    for slug, names, acronym, aliases in rows:
        roles = {role: counts.get(f"{role}:{slug}", 0) for role in Role}
        spellings = (*_spellings(names), *aliases, *([acronym] if acronym else []))
        count = counts.get(f":{slug}", 0)
        yield Entry(Kind.ORGANISATION, slug, names, spellings, count, acronym, roles)


def _places(session: Session) -> Iterable[Entry]:
    key = (Location.name, Location.province_code, Location.region_code)
    rows = session.execute(
        select(*key, func.count(Location.project_id.distinct()))
        .join(ProjectListing, ProjectListing.project_id == Location.project_id)
        .where(Location.level == LocationLevel.COMMUNE)
        .group_by(*key)
    )
    for name, province, region, count in rows:
        names = place_names(name)
        spellings = (*_spellings(names), *OTHER_SPELLINGS.get(name, ()))
        parents = tuple(code for code in (province, region) if code)
        yield Entry(Kind.PLACE, name, names, spellings, count, parents=parents)


def _spellings(names: Names) -> tuple[str, ...]:
    return tuple(name for name in names.values() if name)
