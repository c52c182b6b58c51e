"""Loads what projects refer to: codelists, regions, organisations."""

from collections.abc import Iterable, Mapping

import shapely
from shapely import Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CodelistItem, Organisation, Region
from app.models.geometry import WKBElement
from app.projects.catalogue_files import CodelistEntry, OrganisationEntry, RegionEntry, entry_hash
from app.projects.load_report import LoadReport


def load_codelists(
    session: Session, codelists: Mapping[str, Iterable[CodelistEntry]], report: LoadReport
) -> None:
    rows = {(row.list, row.code): row for row in session.scalars(select(CodelistItem))}
    for name, entries in codelists.items():
        for position, entry in enumerate(entries):
            row = rows.get((name, entry.code))
            live = _live_codelist_hash(row) if row else None
            if row is None:
                row = CodelistItem(list=name, code=entry.code)
            if row.position != position:
                row.position = position
                report.reordered = True
            if report.take(f"{name} {entry.code}", entry_hash(entry), row, live):
                row.labels = dict(entry.labels)
                row.references = {
                    key: value
                    for key, value in (("dac", entry.dac), ("iati", entry.iati))
                    if value is not None
                }
                session.add(row)
    session.flush()


def _live_codelist_hash(row: CodelistItem) -> str:
    return entry_hash(
        CodelistEntry.model_validate({"code": row.code, "labels": row.labels, **row.references})
    )


def load_organisations(
    session: Session, entries: Iterable[OrganisationEntry], report: LoadReport
) -> None:
    rows = {row.slug: row for row in session.scalars(select(Organisation))}
    for entry in entries:
        row = rows.get(entry.slug)
        live = _live_organisation_hash(row) if row else None
        if row is None:
            row = Organisation(slug=entry.slug)
        if report.take(f"organisation {entry.slug}", entry_hash(entry), row, live):
            for field, value in entry.model_dump(exclude={"slug", "names"}).items():
                setattr(row, field, value)
            row.names = entry.names.model_dump()
            session.add(row)
    session.flush()


def _live_organisation_hash(row: Organisation) -> str:
    fields = {name: getattr(row, name) for name in OrganisationEntry.model_fields}
    return entry_hash(OrganisationEntry.model_validate(fields))


def load_regions(session: Session, entries: Iterable[RegionEntry], report: LoadReport) -> bool:
    """Whether any changed. Nobody edits regions but in the files, so the files always win."""
    rows = {row.code: row for row in session.scalars(select(Region))}
    changed = False
    for entry in sorted(entries, key=lambda entry: entry.properties.admin_level):
        properties = entry.properties
        row = rows.get(properties.code) or Region(code=properties.code)
        live = row.loaded_hash
        if report.take(f"region {properties.code}", entry_hash(entry), row, live):
            for field, value in properties.model_dump(exclude={"names", "label_point"}).items():
                setattr(row, field, value)
            row.names = properties.names.model_dump()
            row.geom = _stored(entry.geometry)
            row.geom_simplified = _stored(entry.simplified)
            row.label_point = _stored(entry.label_point)
            session.add(row)
            session.flush()
            changed = True
    return changed


def _stored(shape: Geometry) -> WKBElement:
    """With its SRID inside: without it, GeoAlchemy2 would ask Shapely, which it does not have."""
    known = shapely.set_srid(shape, 4326)
    return WKBElement(shapely.to_wkb(known, include_srid=True), srid=4326, extended=True)
