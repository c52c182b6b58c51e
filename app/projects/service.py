"""Changes to the published catalogue. Everything published is a revision."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.codelists import OpenList
from app.models import (
    DocumentLink,
    FormerSlug,
    Location,
    Organisation,
    Participation,
    Project,
    ProjectCode,
    Revision,
    Source,
)
from app.models.geometry import WKTElement
from app.projects.dates import active_period
from app.projects.document import READ_ONLY, ProjectDocument

AUTHOR = "catalogue"  # of what no organisation proposed
# Any number, the same for all: two at once would each see half of the other.
_TURN = 7_203_115


def take_turn(session: Session) -> None:
    """One at a time loads files, gives identifiers and slugs, or links programmes."""
    session.execute(select(func.pg_advisory_xact_lock(_TURN)))


@dataclass(frozen=True)
class Acceptance:
    """Who proposed a revision and who accepted it."""

    author_id: UUID
    approver_id: UUID
    submission_id: UUID | None


def publish(
    session: Session,
    project: Project,
    document: ProjectDocument,
    author: str,
    acceptance: Acceptance | None = None,
    *,
    live: ProjectDocument | None = None,
) -> Project:
    """Makes `document` the live state of the project, as a new revision; a new project has
    revision 0. `author` is what the public is told: the slug of an organisation, or `catalogue`.
    `live` is the document of the locked project, where the caller has it at hand: rows that stay
    the same are left alone.

    The caller links `part_of` (the other project may come later in the same transaction),
    then refreshes the listings and bumps the catalogue version once for all its changes.
    """
    if project.revision > 0:
        _keep_former_slug(session, project, document.slug)
    _write_fields(session, project, document)
    project.revision += 1
    session.add(project)
    session.flush()
    session.add(
        Revision(
            project_id=project.id,
            number=project.revision,
            snapshot=document.model_dump(mode="json", exclude=set(READ_ONLY)),
            author=author,
            author_id=acceptance and acceptance.author_id,
            approver_id=acceptance and acceptance.approver_id,
            submission_id=acceptance and acceptance.submission_id,
            created_at=datetime.now(UTC),
        )
    )
    _write_parts(session, project, document, live)
    session.flush()
    return project


def _write_parts(
    session: Session, project: Project, document: ProjectDocument, live: ProjectDocument | None
) -> None:
    for part, fields, write in _PARTS:
        if live is not None and all(
            getattr(live, field) == getattr(document, field) for field in fields
        ):
            continue
        if project.revision > 1:
            session.execute(delete(part).where(part.project_id == project.id))
        write(session, project.id, document)


def _keep_former_slug(session: Session, project: Project, slug: str) -> None:
    """The addresses that a project had before lead to it."""
    if slug != project.slug:
        session.execute(delete(FormerSlug).where(FormerSlug.slug == slug))
        session.add(FormerSlug(slug=project.slug, project_id=project.id))


def link_programme(session: Session, project: Project, part_of: str | None) -> None:
    project.part_of_id = (
        None
        if part_of is None
        else session.execute(select(Project.id).where(Project.identifier == part_of)).scalar_one()
    )


def _organisation_ids(session: Session, slugs: set[str]) -> dict[str, int]:
    if not slugs:
        return {}
    rows = session.execute(
        select(Organisation.slug, Organisation.id).where(Organisation.slug.in_(slugs))
    )
    return dict(rows.all())


def _write_fields(session: Session, project: Project, document: ProjectDocument) -> None:
    for field in (
        "identifier",
        "slug",
        "acronym",
        "title_original",
        "original_language",
        "activity_status",
        "start_date",
        "end_date",
        "residence_countries",
        "good_practice",
        "confidence",
    ):
        setattr(project, field, getattr(document, field))
    project.title = document.title.model_dump(mode="json")
    project.description = (
        document.description.model_dump(mode="json") if document.description else None
    )
    for field in ("objectives", "results", "uncertain"):
        items = getattr(document, field)
        setattr(project, field, [item.model_dump(mode="json") for item in items])
    budget = document.budget
    project.budget_value = budget.value if budget else None
    project.budget_currency = budget.currency if budget else None
    project.budget_scope = budget.scope if budget else None
    project.budget_note = budget.note if budget else None
    period = active_period(document.start_date, document.end_date, document.activity_status)
    project.active_first = period.first if period else None
    project.active_last = period.last if period else None
    steward = document.steward
    project.steward_id = _organisation_ids(session, {steward})[steward] if steward else None


def _write_codes(session: Session, project_id: int, document: ProjectDocument) -> None:
    lists = {
        OpenList.THEME: document.themes,
        OpenList.TARGET_GROUP: document.target_groups,
        OpenList.MIGRATION_DIMENSION: document.migration_dimensions,
    }
    session.add_all(
        ProjectCode(project_id=project_id, list=name, code=code, position=position)
        for name, codes in lists.items()
        for position, code in enumerate(codes)
    )


def _write_participations(session: Session, project_id: int, document: ProjectDocument) -> None:
    ids = _organisation_ids(session, {part.organisation for part in document.participations})
    session.add_all(
        Participation(
            id=part.id,
            project_id=project_id,
            position=position,
            organisation_id=ids[part.organisation],
            role=part.role,
            partner_kind=part.partner_kind,
            contribution_value=part.contribution and part.contribution.value,
            contribution_currency=part.contribution and part.contribution.currency,
        )
        for position, part in enumerate(document.participations)
    )


def _write_locations(session: Session, project_id: int, document: ProjectDocument) -> None:
    session.add_all(
        Location(
            id=location.id,
            project_id=project_id,
            position=position,
            level=location.level,
            region_code=location.region,
            province_code=location.province,
            country=location.country,
            name=location.name,
            point=location.point
            and WKTElement(f"POINT({location.point[0]} {location.point[1]})", srid=4326),
            exactness=location.exactness,
            point_source=location.point_source,
        )
        for position, location in enumerate(document.locations)
    )


def _write_sources(session: Session, project_id: int, document: ProjectDocument) -> None:
    session.add_all(
        Source(project_id=project_id, position=position, **source.model_dump())
        for position, source in enumerate(document.sources)
    )


def _write_document_links(session: Session, project_id: int, document: ProjectDocument) -> None:
    session.add_all(
        DocumentLink(project_id=project_id, position=position, **link.model_dump())
        for position, link in enumerate(document.documents)
    )


# Rows, the fields of the document that they hold, and who writes them.
_PARTS = (
    (ProjectCode, ("themes", "target_groups", "migration_dimensions"), _write_codes),
    (Participation, ("participations",), _write_participations),
    (Location, ("locations",), _write_locations),
    (Source, ("sources",), _write_sources),
    (DocumentLink, ("documents",), _write_document_links),
)
