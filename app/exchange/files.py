"""The files of `data/`: a folder that `kharita load` takes, of the state of now."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.exchange.documents import read_published, select_published
from app.exchange.selection import Selection
from app.models import CodelistItem, Organisation, Region
from app.projects.catalogue_files import CodelistEntry, OrganisationEntry, RegionProperties
from app.projects.document import ProjectDocument, canonical_json
from app.projects.queries import CHUNK

Content = dict[str, Any]
# All that a double holds: shapes come back as they were.
DIGITS = 15
LEVELS = {1: "regions", 2: "provinces"}


def write_files(selection: Selection, folder: Path) -> None:
    """One file for each project that is chosen, and whole lists of what projects refer to. Raises
    OSError."""
    kept = _write_projects(selection, folder / "projects")
    _write_json(folder / "organisations.json", list(_organisations(selection, kept)))
    for name, items in _codelists(selection).items():
        _write_json(folder / "codelists" / f"{name}.json", {"list": name, "items": items})
    for level, name in LEVELS.items():
        _write_features(folder / "regions" / f"{name}.geojson", _regions(selection, level))
        _write_features(
            folder / "regions" / f"{name}-simplified.geojson", _simplified(selection, level)
        )


def _write_projects(selection: Selection, folder: Path) -> set[str]:
    """The organisations that were merged and are still named."""
    folder.mkdir(parents=True)
    written: set[str] = set()
    kept: set[str] = set()
    wholes: dict[str, str] = {}
    for document in _documents(selection, kept):
        (folder / f"{document.identifier}.json").write_text(canonical_json(document), "utf-8")
        written.add(document.identifier)
        if document.part_of is not None:
            wholes[document.identifier] = document.part_of
    selection.notes.extend(
        f"{part} is a part of {whole}, which is not in this folder: `kharita load` will ask for it"
        for part, whole in wholes.items()
        if whole not in written
    )
    return kept


def _documents(selection: Selection, kept: set[str]) -> Iterator[ProjectDocument]:
    rows = selection.session.execute(select_published(selection)).partitions(CHUNK)
    for row in chain.from_iterable(rows):
        content = read_published(row, selection.reference).document
        held = [(part["organisation"], part["role"]) for part in content["participations"]]
        if len(set(held)) < len(held):
            # Two that became one each state a contribution; a file holds a role once.
            content["participations"] = row.snapshot["participations"]
            named = {part["organisation"] for part in content["participations"]}
            kept |= named & selection.reference.merged.keys()
            selection.notes.append(
                f"{content['identifier']} names organisations by what they were before a merger, "
                "for each of them states a contribution"
            )
        yield ProjectDocument.model_validate(content)


def _organisations(selection: Selection, kept: set[str]) -> Iterator[Content]:
    """Those that were merged go by the one that they were merged into, as in the projects."""
    rows = selection.session.scalars(
        select(Organisation)
        .where(Organisation.merged_into_id.is_(None) | Organisation.slug.in_(kept))
        .order_by(Organisation.slug)
    )
    for row in rows:
        fields = {name: getattr(row, name) for name in OrganisationEntry.model_fields}
        yield OrganisationEntry.model_validate(fields).model_dump(mode="json")


def _codelists(selection: Selection) -> dict[str, list[Content]]:
    lists: dict[str, list[Content]] = {}
    order = select(CodelistItem).order_by(CodelistItem.list, CodelistItem.position)
    for row in selection.session.scalars(order):
        fields = {"code": row.code, "labels": row.labels, **row.references}
        entry = CodelistEntry.model_validate(fields).model_dump(mode="json", exclude_none=True)
        lists.setdefault(row.list, []).append(entry)
    return lists


def _regions(selection: Selection, level: int) -> Iterator[Content]:
    point = (func.ST_X(Region.label_point), func.ST_Y(Region.label_point))
    query = _areas(level, Region, _json(Region.geom.expression), *point)
    for row, geometry, *label_point in selection.session.execute(query):
        fields = {name: getattr(row, name) for name in RegionProperties.model_fields}
        properties = RegionProperties.model_validate(fields | {"label_point": label_point})
        yield _feature(row.code, properties.model_dump(mode="json"), geometry)


def _simplified(selection: Selection, level: int) -> Iterator[Content]:
    query = _areas(level, Region.code, _json(Region.geom_simplified.expression))
    for code, geometry in selection.session.execute(query):
        yield _feature(code, {"code": code}, geometry)


def _areas(level: int, *columns: Any) -> Select[Any]:
    return select(*columns).where(Region.admin_level == level).order_by(Region.code)


def _json(shape: ColumnElement[Any]) -> ColumnElement[str]:
    return func.ST_AsGeoJSON(shape, DIGITS, 0)


def _feature(code: str, properties: Content, geometry: str) -> Content:
    shape = json.loads(geometry)
    return {"type": "Feature", "id": code, "properties": properties, "geometry": shape}


def _write_json(file: Path, content: object) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _write_features(file: Path, features: Iterator[Content]) -> None:
    """One feature a line, so that a change of one is seen as one."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", "utf-8"
    )
