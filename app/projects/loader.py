"""Loads the files of `data/` into the catalogue, all or nothing."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import LoadError
from app.models import Project, Revision
from app.projects import listing
from app.projects.check import check_catalogue
from app.projects.document import ProjectDocument, content_hash
from app.projects.load_reference import load_codelists, load_organisations, load_regions
from app.projects.load_report import LoadReport
from app.projects.service import AUTHOR, link_programme, publish, take_turn
from app.publication.version import bump


def load_catalogue(session: Session, data_dir: Path, *, keep_live: bool = False) -> LoadReport:
    """Raises LoadError, with every problem or conflict, before anything is changed."""
    files = check_catalogue(data_dir)
    if files.problems:
        problems = "\n".join(f"  {problem}" for problem in files.problems)
        raise LoadError(f"Nothing was loaded: {len(files.problems)} problems.\n{problems}")
    take_turn(session)
    report = LoadReport(keep_live)
    load_codelists(session, files.codelists, report)
    regions_changed = load_regions(session, files.regions.values(), report)
    load_organisations(session, files.organisations, report)
    reference_changed = regions_changed or report.changed
    try:
        changed = _load_projects(session, files.projects, report)
    except IntegrityError as error:
        raise _claimed_twice(error) from None
    report.raise_conflicts()
    if reference_changed:
        listing.refresh(session)
    elif changed:
        listing.refresh(session, changed)
    if report.changed:
        bump(session)
    return report


def _claimed_twice(error: IntegrityError) -> LoadError:
    """Names and ids are unique among the files, yet one may still be held by a live project."""
    diagnosis = getattr(error.orig, "diag", None)
    detail = getattr(diagnosis, "message_detail", None) or "a name or an id is taken"
    return LoadError(
        f"Nothing was loaded. Two projects claim the same name or id: {detail} Give one of them "
        "another, load, then give it the name that is free by then."
    )


def _load_projects(
    session: Session, documents: Sequence[ProjectDocument], report: LoadReport
) -> list[int]:
    live = _live_projects(session)
    written: list[tuple[Project, ProjectDocument]] = []
    for document in documents:
        project, snapshot = live.get(document.identifier, (None, None))
        row = project or Project(revision=0)
        live_hash = content_hash(snapshot) if snapshot else None
        if report.take(document.identifier, content_hash(document), row, live_hash):
            written.append((publish(session, row, document, AUTHOR), document))
    for project, document in written:
        link_programme(session, project, document.part_of)
    session.flush()
    return [project.id for project, _ in written]


def _live_projects(session: Session) -> dict[str, tuple[Project, ProjectDocument]]:
    """Locked, so that no edit is accepted between the comparison and the load."""
    rows = session.execute(
        select(Project, Revision.snapshot)
        .join(Revision, (Revision.project_id == Project.id) & (Revision.number == Project.revision))
        .with_for_update(of=Project)
    )
    return {
        project.identifier: (project, ProjectDocument.model_validate(snapshot))
        for project, snapshot in rows
    }
