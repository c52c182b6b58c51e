"""Administration of organisations: create, edit, merge."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.versions import IfMatch, etag
from app.models import Organisation
from app.organisations.service import find_organisation
from app.permissions.roles import Permission
from app.review.manage.organisations import service
from app.review.manage.organisations.listing import list_organisations
from app.review.manage.organisations.queries import describe_organisation
from app.review.manage.organisations.schemas import (
    ManagedOrganisation,
    Merge,
    NewOrganisation,
    OrganisationEdit,
    OrganisationItems,
    OrganisationsQuery,
)

router = APIRouter(
    prefix="/api/v1/manage/organisations",
    tags=["Administration"],
    dependencies=[Depends(private)],
)
Manager = Annotated[CurrentUser, Depends(require(Permission.CATALOGUE_MANAGE))]
WRITE = refusals(401, 403, 404, 409, 412, 428, body=True)


@router.get("", responses=refusals(400, 401, 403))
def find(
    query: Annotated[OrganisationsQuery, Query()], user: Manager, session: ReadSession
) -> OrganisationItems:
    """By name."""
    return list_organisations(session, query, user.language)


@router.post("", status_code=201, responses=refusals(401, 403, 409, body=True))
def create(
    body: NewOrganisation, user: Manager, session: WriteSession, response: Response
) -> ManagedOrganisation:
    """Its slug is given, or made from its acronym or French name; it never changes."""
    organisation = service.create(session, user, body)
    response.headers["location"] = f"{router.prefix}/{organisation.slug}"
    return _answer(session, organisation, response)


@router.get("/{slug}", responses=refusals(401, 403, 404))
def read(
    slug: str, _user: Manager, session: ReadSession, response: Response
) -> ManagedOrganisation:
    """With its ETag, for If-Match. Merged ones too."""
    return _answer(session, find_organisation(session, slug), response)


@router.patch("/{slug}", responses=WRITE)
def edit(
    slug: str,
    body: OrganisationEdit,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedOrganisation:
    """What is left out stays as it is."""
    organisation = service.edit(session, user, slug, if_match, body)
    return _answer(session, organisation, response)


@router.post("/{slug}/merge", responses=WRITE)
def merge(
    slug: str,
    body: Merge,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedOrganisation:
    """Its page and its filters lead to the one that stays, which takes over its names as aliases
    and its members."""
    stays = service.merge(session, user, slug, if_match, body.into)
    return _answer(session, stays, response)


def _answer(
    session: WriteSession, organisation: Organisation, response: Response
) -> ManagedOrganisation:
    response.headers["etag"] = etag(organisation.version)
    return describe_organisation(session, organisation)
