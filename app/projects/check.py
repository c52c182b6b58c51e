"""Check the files of the catalogue against each other, without a database.

References are looked up in the files as they are written, so that a file with a mistake in one
field still gets all its other mistakes reported.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely import Point

from app.codelists import CLOSED, ClosedList, OpenList
from app.projects.catalogue_files import CatalogueFiles, RawProject, RegionEntry, read_catalogue
from app.projects.parts import COASTAL_TOLERANCE
from app.projects.problems import Problem, nearest, shown

_CODE_FIELDS = {
    "themes": OpenList.THEME,
    "target_groups": OpenList.TARGET_GROUP,
    "migration_dimensions": OpenList.MIGRATION_DIMENSION,
}
_PARTS_WITH_ID = (
    "objectives",
    "results",
    "participations",
    "locations",
    "sources",
    "documents",
    "uncertain",
)


@dataclass(frozen=True)
class Known:
    """What project files may refer to."""

    organisations: Collection[str]
    projects: Collection[str]
    regions: dict[str, RegionEntry]
    codes: dict[str, list[str]]


def check_catalogue(data_dir: Path) -> CatalogueFiles:
    """Reads and checks everything; `problems` is empty when the catalogue can be loaded."""
    files = read_catalogue(data_dir)
    known = Known(
        organisations={entry.slug for entry in files.organisations},
        projects={str(raw.content.get("identifier")) for raw in files.raw_projects},
        regions=files.regions,
        codes={name: [item.code for item in items] for name, items in files.codelists.items()},
    )
    for region in known.regions.values():
        shapely.prepare(region.geometry)
    files.problems += _codelist_problems(files)
    files.problems += _organisation_problems(files, known)
    files.problems += _region_problems(known)
    for raw in files.raw_projects:
        files.problems += _project_problems(raw, known)
    files.problems += _repeats(files)
    files.problems += _cycles(files)
    files.problems.sort(key=lambda problem: problem.file)
    return files


def _codelist_problems(files: CatalogueFiles) -> Iterator[Problem]:
    for name, items in files.codelists.items():
        file = f"codelists/{name}.json"
        codes = [item.code for item in items]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Problem(file, "items", shown(code), "this code is given twice: keep one")
        if name not in set(ClosedList):
            continue
        expected = [str(code) for code in CLOSED[ClosedList(name)]]
        for code in expected:
            if code not in codes:
                yield Problem(file, "items", shown(code), "this code is missing: add its labels")
        for code in codes:
            if code not in expected:
                message = "this list is closed: remove the code"
                yield Problem(file, "items", shown(code), message, expected)


def _organisation_problems(files: CatalogueFiles, known: Known) -> Iterator[Problem]:
    file = "organisations.json"
    seen: set[str] = set()
    types = known.codes[OpenList.ORGANISATION_TYPE]
    for entry in files.organisations:
        if entry.slug in seen:
            yield Problem(file, "slug", shown(entry.slug), "two organisations have this slug")
        seen.add(entry.slug)
        if entry.organisation_type is not None and entry.organisation_type not in types:
            value = shown(entry.organisation_type)
            message = f"organisation `{entry.slug}`: not a code of the list organisation_type"
            yield Problem(file, "organisation_type", value, message, types)
        if entry.country is not None and entry.scope is not None:
            message = f"organisation `{entry.slug}`: has a country or a scope, not both"
            yield Problem(file, "scope", shown(entry.scope), message)


def _region_problems(known: Known) -> Iterator[Problem]:
    for code, region in known.regions.items():
        level, parent = region.properties.admin_level, region.properties.parent_code
        if level == 1 and parent is not None:
            message = f"{code} is a region and has no parent: null"
            yield Problem("regions/regions.geojson", "parent_code", shown(parent), message)
        if level == 2 and (parent not in known.regions or parent == code):
            message = f"{code}: there is no such region"
            yield Problem("regions/provinces.geojson", "parent_code", shown(parent), message)


def _list(content: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    items = content.get(name)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield f"{name}[{index}]", item


def _project_problems(raw: RawProject, known: Known) -> Iterator[Problem]:
    content = raw.content
    identifier = content.get("identifier")
    stem = raw.file.removeprefix("projects/").removesuffix(".json")
    if isinstance(identifier, str) and identifier != stem:
        message = f"the file is named {stem}.json: give it the name of its identifier"
        yield Problem(raw.file, "identifier", shown(identifier), message)
    yield from _code_problems(raw, known)
    yield from _organisation_references(raw, known)
    part_of = content.get("part_of")
    if isinstance(part_of, str) and part_of not in known.projects:
        message = "no project file has this identifier"
        yield Problem(
            raw.file, "part_of", shown(part_of), message, nearest(part_of, known.projects)
        )
    for place, location in _list(content, "locations"):
        yield from _location_problems(raw.file, place, location, known.regions)


def _code_problems(raw: RawProject, known: Known) -> Iterator[Problem]:
    for name, codelist in _CODE_FIELDS.items():
        codes = raw.content.get(name)
        for index, code in enumerate(codes if isinstance(codes, list) else ()):
            if isinstance(code, str) and code not in known.codes[codelist]:
                message = f"not a code of the list {codelist}"
                allowed = known.codes[codelist]
                yield Problem(raw.file, f"{name}[{index}]", shown(code), message, allowed)
    kinds = known.codes[OpenList.PARTNER_KIND]
    for place, item in _list(raw.content, "participations"):
        kind = item.get("partner_kind")
        if isinstance(kind, str) and kind not in kinds:
            message = "not a code of the list partner_kind"
            yield Problem(raw.file, f"{place}.partner_kind", shown(kind), message, kinds)


def _organisation_references(raw: RawProject, known: Known) -> Iterator[Problem]:
    references = [("steward", raw.content.get("steward"))]
    for place, item in _list(raw.content, "participations"):
        references.append((f"{place}.organisation", item.get("organisation")))
    for place, slug in references:
        if isinstance(slug, str) and slug not in known.organisations:
            message = "organisations.json has no such slug: correct it, or add the organisation"
            near = nearest(slug, known.organisations)
            yield Problem(raw.file, place, shown(slug), message, near)


def _location_problems(
    file: str, place: str, location: dict[str, Any], regions: dict[str, RegionEntry]
) -> Iterator[Problem]:
    area: RegionEntry | None = None
    region, province = location.get("region"), location.get("province")
    if isinstance(region, str):
        area = regions.get(region)
        if area is None or area.properties.admin_level != 1:
            codes = [code for code, entry in regions.items() if entry.properties.admin_level == 1]
            yield Problem(file, f"{place}.region", shown(region), "there is no such region", codes)
    if isinstance(province, str):
        entry = regions.get(province)
        siblings = [
            code for code, other in regions.items() if other.properties.parent_code == region
        ]
        if entry is None or entry.properties.admin_level != 2:
            message = "there is no such province or prefecture"
            yield Problem(file, f"{place}.province", shown(province), message, siblings)
        else:
            parent = entry.properties.parent_code
            if isinstance(region, str) and parent != region:
                message = f"this province lies in {parent}, not in {region}"
                yield Problem(file, f"{place}.province", shown(province), message, siblings)
            area = entry
    yield from _point_problems(file, place, location.get("point"), area)


def _point_problems(
    file: str, place: str, point: object, area: RegionEntry | None
) -> Iterator[Problem]:
    if area is None or not isinstance(point, list) or len(point) != 2:
        return
    if not all(isinstance(value, int | float) for value in point):
        return
    away = area.geometry.distance(Point(point))
    if away > COASTAL_TOLERANCE:
        turned = area.geometry.distance(Point(point[::-1])) <= COASTAL_TOLERANCE
        advice = "write the longitude first" if turned else "correct the point or the place"
        name = area.properties.names.fr
        message = f"the point lies {away:.2f}° outside {name}: {advice}"
        yield Problem(file, f"{place}.point", shown(point), message)


def _repeats(files: CatalogueFiles) -> Iterator[Problem]:
    """What must be unique in the catalogue but is in several files."""
    keys: dict[str, Callable[[dict[str, Any]], list[object]]] = {
        "identifier": lambda content: [content.get("identifier")],
        "slug": lambda content: [content.get("slug")],
        "id": lambda content: [
            item.get("id") for name in _PARTS_WITH_ID for _, item in _list(content, name)
        ],
    }
    for name, values_of in keys.items():
        owners: dict[str, list[str]] = defaultdict(list)
        for raw in files.raw_projects:
            for value in values_of(raw.content):
                if isinstance(value, str):
                    owners[value].append(raw.file)
        for value, found in owners.items():
            others = [file for file in dict.fromkeys(found) if file != found[0]]
            for file in others or (found[1:2] if name == "id" else ()):
                message = f"this {name} is also used in {found[0]}: give a new one"
                yield Problem(file, name, shown(value), message)


def _cycles(files: CatalogueFiles) -> Iterator[Problem]:
    parents = {
        str(raw.content.get("identifier")): raw.content.get("part_of") for raw in files.raw_projects
    }
    for raw in files.raw_projects:
        start = str(raw.content.get("identifier"))
        chain = [start]
        parent = parents.get(start)
        while isinstance(parent, str) and parent not in chain:
            chain.append(parent)
            parent = parents.get(parent)
        if parent == start and len(chain) > 1:
            message = f"is a part of itself: {' → '.join([*chain, start])}; cut the circle"
            yield Problem(raw.file, "part_of", shown(chain[1]), message)
