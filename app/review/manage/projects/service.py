"""What analysts do with published projects, beside reviewing proposals."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.errors import ConflictError, InvalidFieldsError, NotFoundError
from app.kit.versions import check_version
from app.models import FormerSlug, Organisation, Project, Revision
from app.projects import listing
from app.projects.document import ProjectDocument
from app.projects.service import AUTHOR, Acceptance, publish, take_turn
from app.publication.version import bump
from app.review.freshness.queries import lock_project


def archive_project(
    session: Session, user: CurrentUser, identifier: str, if_match: str | None, reason: str
) -> Project:
    """Its page stays, with a notice; it leaves the lists and the counts. Raises NotFoundError,
    ConflictError when it is archived already, MissingVersionError, StaleVersionError."""
    project = _open(session, identifier, if_match)
    if project.archived_at is not None:
        raise ConflictError(f"{identifier} is archived already")
    return archive(session, user, project, reason)


def archive(session: Session, user: CurrentUser, project: Project, reason: str) -> Project:
    """One that is locked, and not archived yet."""
    project.archived_at = session.scalars(select(func.now())).one()
    project.archive_reason = reason
    return _done(session, user, project, "project.archived", {"reason": reason})


def restore_project(
    session: Session, user: CurrentUser, identifier: str, if_match: str | None
) -> Project:
    """Into the lists again. Raises as `archive_project`."""
    project = _open(session, identifier, if_match)
    if project.archived_at is None:
        raise ConflictError(f"{identifier} is not archived")
    reason, project.archived_at, project.archive_reason = project.archive_reason, None, None
    return _done(session, user, project, "project.restored", {"archive_reason": reason})


def change_slug(
    session: Session, user: CurrentUser, identifier: str, if_match: str | None, slug: str
) -> Project:
    """A revision. Raises also ConflictError for a slug that leads to another project."""
    take_turn(session)
    project = _open(session, identifier, if_match)
    if slug == project.slug:
        return project
    owner = session.scalars(
        select(FormerSlug.project_id).where(FormerSlug.slug == slug)
    ).one_or_none()
    if owner is not None and owner != project.id:
        raise ConflictError(
            f"'{slug}' leads to another project, which had this name: choose another"
        )
    before = project.slug
    try:
        _revise(session, user, project, {"slug": slug})
    except IntegrityError:
        raise ConflictError(f"'{slug}' is the name of another project: choose another") from None
    return _done(session, user, project, "project.slug_changed", {"from": before, "to": slug})


def change_steward(
    session: Session, user: CurrentUser, identifier: str, if_match: str | None, slug: str | None
) -> Project:
    """A revision. Raises also InvalidFieldsError for an organisation that cannot be asked."""
    project = _open(session, identifier, if_match)
    before = _live_document(session, project).steward
    if slug is not None:
        _check_steward(session, slug)
    if slug == before:
        return project
    _revise(session, user, project, {"steward": slug})
    return _done(session, user, project, "project.steward_changed", {"from": before, "to": slug})


def take_down_document(
    session: Session,
    user: CurrentUser,
    identifier: str,
    if_match: str | None,
    document_id: UUID,
    reason: str,
) -> Project:
    """A revision without this document; those before keep it, out of the public's sight."""
    project = _open(session, identifier, if_match)
    links = _live_document(session, project).documents
    taken = next((link for link in links if link.id == document_id), None)
    if taken is None:
        raise NotFoundError(f"{identifier} has no document {document_id}")
    _revise(session, user, project, {"documents": [link for link in links if link is not taken]})
    data = {"document": taken.model_dump(mode="json"), "reason": reason}
    return _done(session, user, project, "document.taken_down", data)


def _open(session: Session, identifier: str, if_match: str | None) -> Project:
    project = lock_project(session, identifier)
    check_version(if_match, project.revision)
    return project


def _live_document(session: Session, project: Project) -> ProjectDocument:
    snapshot = session.scalars(
        select(Revision.snapshot).where(
            Revision.project_id == project.id, Revision.number == project.revision
        )
    ).one()
    return ProjectDocument.model_validate({**snapshot, "slug": project.slug})


def _revise(
    session: Session, user: CurrentUser, project: Project, change: Mapping[str, Any]
) -> None:
    document = _live_document(session, project).model_copy(update=change)
    publish(session, project, document, AUTHOR, Acceptance(user.id, user.id, None))


def _check_steward(session: Session, slug: str) -> None:
    found = session.scalars(
        select(Organisation).where(Organisation.slug == slug).with_for_update(read=True)
    ).one_or_none()
    if found is not None and found.merged_into_id is None:
        return
    if found is None:
        detail = f"no organisation is named '{slug}'"
    else:
        into = session.get_one(Organisation, found.merged_into_id)
        detail = f"'{slug}' was merged into '{into.slug}': write that"
    raise InvalidFieldsError([{"pointer": "#/steward", "detail": detail}])


def _done(
    session: Session, user: CurrentUser, project: Project, action: str, data: Mapping[str, object]
) -> Project:
    """Known to the lists, to the servers, and to the audit log."""
    session.flush()
    record_event(
        session,
        user.actor,
        action,
        "project",
        project.identifier,
        project_id=project.id,
        data={**data, "revision": project.revision},
    )
    listing.refresh(session, [project.id])
    bump(session)
    return project
