"""Administration of projects: archive, restore, slug, steward, documents."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.versions import IfMatch, etag
from app.permissions.roles import Permission
from app.review.freshness.queries import find_project
from app.review.manage.projects import service
from app.review.manage.projects.listing import list_projects
from app.review.manage.projects.queries import describe_project
from app.review.manage.projects.schemas import (
    Archiving,
    ManagedProject,
    NewSlug,
    NewSteward,
    ProjectRows,
    ProjectsQuery,
    TakingDown,
)

router = APIRouter(
    prefix="/api/v1/manage/projects",
    tags=["Administration"],
    dependencies=[Depends(private)],
)
Manager = Annotated[CurrentUser, Depends(require(Permission.CATALOGUE_MANAGE))]
READ = refusals(401, 403, 404)
WRITE = refusals(401, 403, 404, 409, 412, 428, body=True)


@router.get("", responses=refusals(400, 401, 403))
def find(
    query: Annotated[ProjectsQuery, Query()], user: Manager, session: ReadSession
) -> ProjectRows:
    """Archived ones too, in the order of the catalogue."""
    return list_projects(session, query, user.language)


@router.get("/{identifier}", responses=READ)
def read_managed_project(
    identifier: str, user: Manager, session: ReadSession, response: Response
) -> ManagedProject:
    """With its ETag, for If-Match."""
    described = describe_project(session, find_project(session, identifier), user.language)
    response.headers["etag"] = etag(described.revision)
    return described


@router.post("/{identifier}/archive", responses=WRITE)
def archive(
    identifier: str,
    body: Archiving,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedProject:
    """Its page stays, with the reason; it leaves the lists, the map and the counts."""
    project = service.archive_project(session, user, identifier, if_match, body.reason)
    response.headers["etag"] = etag(project.revision)
    return describe_project(session, project, user.language)


@router.post("/{identifier}/restore", responses=WRITE)
def restore(
    identifier: str,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedProject:
    """Into the lists again."""
    project = service.restore_project(session, user, identifier, if_match)
    response.headers["etag"] = etag(project.revision)
    return describe_project(session, project, user.language)


@router.put("/{identifier}/slug", responses=WRITE)
def put_slug(
    identifier: str,
    body: NewSlug,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedProject:
    """A revision; the addresses that the project had before lead to the new one."""
    project = service.change_slug(session, user, identifier, if_match, body.slug)
    response.headers["etag"] = etag(project.revision)
    return describe_project(session, project, user.language)


@router.put("/{identifier}/steward", responses=WRITE)
def put_steward(
    identifier: str,
    body: NewSteward,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedProject:
    """A revision; the focal points of the steward are asked to confirm the project."""
    project = service.change_steward(session, user, identifier, if_match, body.steward)
    response.headers["etag"] = etag(project.revision)
    return describe_project(session, project, user.language)


@router.post("/{identifier}/documents/{document_id}/take-down", responses=WRITE)
def take_down(
    identifier: str,
    document_id: UUID,
    body: TakingDown,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedProject:
    """A revision without this document."""
    project = service.take_down_document(
        session, user, identifier, if_match, document_id, body.reason
    )
    response.headers["etag"] = etag(project.revision)
    return describe_project(session, project, user.language)
