"""Project documents rebuilt from the rows of the database, table by table."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    CodelistItem,
    DocumentLink,
    Location,
    Organisation,
    Participation,
    Project,
    ProjectCode,
    Region,
    Revision,
    Source,
)

Record = dict[str, Any]
Part = TypeVar("Part", Participation, Location, Source, DocumentLink, ProjectCode)


def _by_project(session: Session, model: type[Part]) -> dict[int, list[Part]]:
    groups: dict[int, list[Part]] = defaultdict(list)
    for row in session.scalars(select(model).order_by(model.project_id, model.position)):
        groups[row.project_id].append(row)
    return groups


def _columns(row: object, names: Iterable[str]) -> Record:
    return {name: getattr(row, name) for name in names}


def _participation(row: Participation, slugs: dict[int, str]) -> Record:
    paid = row.contribution_value
    return {
        "organisation": slugs[row.organisation_id],
        "role": row.role,
        "partner_kind": row.partner_kind,
        "contribution": None
        if paid is None
        else {"value": paid, "currency": row.contribution_currency},
    }


def _location(row: Location) -> Record:
    point = None if row.point is None else to_shape(row.point)
    return _columns(row, ("level", "country", "name", "exactness", "point_source")) | {
        "region": row.region_code,
        "province": row.province_code,
        "point": None if point is None else [point.x, point.y],
    }


def _project(row: Project) -> Record:
    names = (
        "identifier slug acronym title title_original original_language description objectives "
        "results activity_status start_date end_date residence_countries good_practice confidence "
        "uncertain"
    )
    budget = None
    if row.budget_value is not None:
        budget = {
            "value": row.budget_value,
            "currency": row.budget_currency,
            "scope": row.budget_scope,
            "note": row.budget_note,
        }
    return _columns(row, names.split()) | {"budget": budget}


def documents_from_rows(session: Session) -> list[Record]:
    slugs = {row.id: row.slug for row in session.scalars(select(Organisation))}
    projects = list(session.scalars(select(Project).order_by(Project.identifier)))
    identifiers = {row.id: row.identifier for row in projects}
    participations = _by_project(session, Participation)
    locations, sources = _by_project(session, Location), _by_project(session, Source)
    links, codes = _by_project(session, DocumentLink), _by_project(session, ProjectCode)
    source_columns = ("url", "title", "supports", "evidence", "accessed_at", "archive_url")

    def codes_of(row: Project, codelist: str) -> list[str]:
        return [item.code for item in codes[row.id] if item.list == codelist]

    return [
        _project(row)
        | {
            "themes": codes_of(row, "theme"),
            "target_groups": codes_of(row, "target_group"),
            "migration_dimensions": codes_of(row, "migration_dimension"),
            "participations": [_participation(item, slugs) for item in participations[row.id]],
            "locations": [_location(item) for item in locations[row.id]],
            "sources": [_columns(item, source_columns) for item in sources[row.id]],
            "documents": [_columns(item, ("title", "url")) for item in links[row.id]],
            "part_of": None if row.part_of_id is None else identifiers[row.part_of_id],
            "steward": None if row.steward_id is None else slugs[row.steward_id],
        }
        for row in projects
    ]


def documents_from_revisions(session: Session) -> list[Record]:
    """The live revisions."""
    return list(
        session.scalars(
            select(Revision.snapshot)
            .join(Project, Project.id == Revision.project_id)
            .where(Revision.number == Project.revision)
            .order_by(Project.identifier)
        )
    )


def organisations(session: Session) -> list[Record]:
    names = "slug names acronym aliases organisation_type country scope website iati_ref"
    rows = session.scalars(select(Organisation).order_by(Organisation.id))
    return [_columns(row, names.split()) for row in rows]


def codelists(session: Session) -> dict[str, list[Record]]:
    lists: dict[str, list[Record]] = defaultdict(list)
    for row in session.scalars(
        select(CodelistItem).order_by(CodelistItem.list, CodelistItem.position)
    ):
        lists[row.list].append({"code": row.code, "labels": row.labels, **row.references})
    return lists


def regions(session: Session) -> dict[str, Record]:
    names = ("names", "chef_lieu", "population_2014", "population_2024")
    rows = session.scalars(select(Region).where(Region.admin_level == 1))
    return {row.code: _columns(row, names) for row in rows}
