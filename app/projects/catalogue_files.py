"""Read the files of `data/` into documents; every problem is kept, none stops the reading."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as member
from pathlib import Path
from typing import Annotated, Any

import shapely
from pydantic import BaseModel, Field, ValidationError
from shapely import MultiPolygon, Point
from shapely.errors import GEOSException

from app.codelists import ClosedList, OpenList, OrganisationScope
from app.projects.document import READ_ONLY, ProjectDocument
from app.projects.fields import Country, ShortText, Slug, Url
from app.projects.parts import Model
from app.projects.problems import Problem, Raw, parse_json, shown, validation_problems


class FrenchNames(Model):
    """French is always there: the other languages fall back on it."""

    fr: ShortText
    ar: ShortText | None
    en: ShortText | None


class Labels(Model):
    fr: ShortText
    ar: ShortText
    en: ShortText


class OrganisationEntry(Model):
    slug: Slug
    names: FrenchNames
    acronym: ShortText | None
    aliases: list[ShortText]
    organisation_type: str | None
    country: Country | None
    scope: OrganisationScope | None
    website: Url | None
    iati_ref: ShortText | None


class CodelistEntry(Model):
    code: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9][a-z0-9_]*$")]
    labels: Labels
    dac: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None
    iati: ShortText | None = None


class RegionProperties(Model):
    code: str
    admin_level: Annotated[int, Field(ge=1, le=2)]
    parent_code: str | None
    kind: str
    names: Labels
    chef_lieu: str | None
    population_2014: int | None
    population_2024: int | None
    label_point: tuple[float, float]


@dataclass(frozen=True)
class RegionEntry:
    """A region or province with its fine and its simplified shape, both EPSG:4326."""

    properties: RegionProperties
    geometry: MultiPolygon
    simplified: MultiPolygon

    @property
    def label_point(self) -> Point:
        return Point(self.properties.label_point)


@dataclass(frozen=True)
class RawProject:
    """A project file as it is written, right or wrong."""

    file: str
    content: Raw


@dataclass
class CatalogueFiles:
    codelists: dict[str, list[CodelistEntry]] = member(default_factory=dict)
    organisations: list[OrganisationEntry] = member(default_factory=list)
    regions: dict[str, RegionEntry] = member(default_factory=dict)
    projects: list[ProjectDocument] = member(default_factory=list)
    raw_projects: list[RawProject] = member(default_factory=list)
    problems: list[Problem] = member(default_factory=list)


def entry_hash(entry: BaseModel | RegionEntry) -> str:
    """SHA-256 of what an entry says, to tell a changed entry from one already loaded."""
    if isinstance(entry, RegionEntry):
        shapes = shapely.to_wkb([entry.geometry, entry.simplified])
        content = entry.properties.model_dump_json().encode() + b"".join(shapes)
    else:
        content = entry.model_dump_json().encode()
    return hashlib.sha256(content).hexdigest()


def read_catalogue(data_dir: Path) -> CatalogueFiles:
    files = CatalogueFiles()
    for name in (*OpenList, *ClosedList):
        _read_codelist(data_dir, name, files)
    _read_organisations(data_dir, files)
    for level in ("regions", "provinces"):
        _read_regions(data_dir, level, files)
    _read_projects(data_dir, files)
    return files


def _read(data_dir: Path, file: str, files: CatalogueFiles) -> Any:
    try:
        content = (data_dir / file).read_bytes()
    except OSError as error:
        files.problems.append(Problem(file, "", "", f"cannot be read: {error.strerror}"))
        return None
    value, problem = parse_json(file, content)
    if problem is not None:
        files.problems.append(problem)
    return value


def _items(value: object, file: str, files: CatalogueFiles, place: str = "") -> list[Any]:
    if isinstance(value, list):
        return value
    if value is not None:
        message = "write a list, between [ and ]"
        files.problems.append(Problem(file, place, shown(value), message))
    return []


def _read_codelist(data_dir: Path, name: str, files: CatalogueFiles) -> None:
    file = f"codelists/{name}.json"
    content = _read(data_dir, file, files)
    entries = files.codelists.setdefault(name, [])
    if content is None:
        return
    if not isinstance(content, dict) or content.get("list") != name or len(content) != 2:
        message = f'write {{"list": "{name}", "items": [...]}}'
        files.problems.append(Problem(file, "", "", message))
        return
    for index, item in enumerate(_items(content.get("items", ""), file, files, "items")):
        try:
            entries.append(CodelistEntry.model_validate(item))
        except ValidationError as error:
            files.problems += validation_problems(file, CodelistEntry, error, ("items", index))


def _read_organisations(data_dir: Path, files: CatalogueFiles) -> None:
    file = "organisations.json"
    for index, item in enumerate(_items(_read(data_dir, file, files), file, files)):
        try:
            files.organisations.append(OrganisationEntry.model_validate(item))
        except ValidationError as error:
            files.problems += validation_problems(file, OrganisationEntry, error, (index,))


def _features(
    data_dir: Path, file: str, files: CatalogueFiles
) -> Iterator[tuple[int, Raw, MultiPolygon]]:
    """The features that can be read; the index tells where in the file."""
    content = _read(data_dir, file, files)
    if content is None:
        return
    features = content.get("features", "") if isinstance(content, dict) else content
    for index, feature in enumerate(_items(features, file, files, "features")):
        place = f"features[{index}].geometry"
        try:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            properties = feature["properties"]
        except (GEOSException, KeyError, TypeError):
            files.problems.append(Problem(file, place, "", "not a GeoJSON feature"))
            continue
        if not isinstance(shape, MultiPolygon) or shape.is_empty or not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            message = f"needs a valid MultiPolygon: {reason}; build the file again"
            files.problems.append(Problem(file, place, "", message))
            continue
        yield index, properties, shape


def _read_regions(data_dir: Path, level: str, files: CatalogueFiles) -> None:
    simplified: Mapping[str, MultiPolygon] = {
        properties.get("code", ""): shape
        for _, properties, shape in _features(
            data_dir, f"regions/{level}-simplified.geojson", files
        )
    }
    file = f"regions/{level}.geojson"
    for index, raw, shape in _features(data_dir, file, files):
        place = ("features", index, "properties")
        try:
            properties = RegionProperties.model_validate(raw)
        except ValidationError as error:
            files.problems += validation_problems(file, RegionProperties, error, place)
            continue
        if properties.code not in simplified:
            message = f"has no shape in {level}-simplified.geojson: build the files again"
            files.problems.append(Problem(file, f"features[{index}]", properties.code, message))
            continue
        files.regions[properties.code] = RegionEntry(properties, shape, simplified[properties.code])


def _read_projects(data_dir: Path, files: CatalogueFiles) -> None:
    folder = data_dir / "projects"
    if not folder.is_dir():
        files.problems.append(Problem("projects", "", "", "there is no such folder"))
        return
    for path in sorted(folder.iterdir()):
        file = f"projects/{path.name}"
        if path.name.startswith("."):
            continue
        if path.suffix != ".json":
            message = "not a project file: name it by its identifier and .json, or take it away"
            files.problems.append(Problem(file, "", "", message))
            continue
        content = _read(data_dir, file, files)
        if content is None:
            continue
        if isinstance(content, dict):
            files.raw_projects.append(RawProject(file, content))
            files.problems += [
                Problem(file, name, "", "the server writes this field: remove it from the file")
                for name in sorted(READ_ONLY & content.keys())
            ]
        try:
            files.projects.append(ProjectDocument.model_validate(content))
        except ValidationError as error:
            files.problems += validation_problems(file, ProjectDocument, error)
