"""Projects, organisations and codelists, for those who administer the catalogue."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from app.auth.dependencies import require
from app.codelists import OpenList
from app.errors import NotFoundError
from app.kit.storable import StorableText
from app.organisations.service import find_organisation
from app.permissions.roles import Permission
from app.review.freshness.queries import find_project
from app.review.manage.codelists.queries import describe_lists
from app.review.manage.organisations.listing import list_organisations
from app.review.manage.organisations.queries import describe_organisation
from app.review.manage.organisations.schemas import OrganisationsQuery
from app.review.manage.projects.listing import list_projects
from app.review.manage.projects.queries import describe_project
from app.review.manage.projects.schemas import ProjectsQuery
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.manage.catalogue.choices import organisation_choices
from app.workspace.manage.frame import BLANK, PAGE_SIZE, Filter, address, show

router = APIRouter(
    prefix="/{lang}/workspace/manage",
    include_in_schema=False,
    route_class=WorkspaceRoute,
    dependencies=[Depends(require(Permission.CATALOGUE_MANAGE))],
)
Words = Annotated[StorableText | None, BLANK, Field(max_length=100)]
Cursor = Annotated[StorableText | None, BLANK, Field(max_length=1000)]


class ProjectsFilter(Filter):
    q: Words = None
    state: Annotated[Literal["current", "archived"] | None, BLANK] = None
    cursor: Cursor = None


class OrganisationsFilter(Filter):
    q: Words = None
    state: Literal["current", "merged"] = "current"
    cursor: Cursor = None


@router.get("/projects")
def projects_page(
    page: WorkspacePageDep, filters: Annotated[ProjectsFilter, Query()]
) -> HTMLResponse:
    query = ProjectsQuery(
        q=filters.q,
        archived=None if filters.state is None else filters.state == "archived",
        cursor=filters.cursor,
        limit=PAGE_SIZE,
    )
    found = list_projects(page.session, query, page.language)
    following = address(filters, found.next)
    return show(page, "projects", "projects", found=found, filters=filters, following=following)


@router.get("/projects/{identifier}")
def project_page(identifier: str, page: WorkspacePageDep) -> HTMLResponse:
    project = find_project(page.session, identifier)
    return show(
        page,
        "project",
        "projects",
        managed=describe_project(page.session, project, page.language),
        page_data={"organisations": f"/api/v1/organisations?lang={page.language}"},
    )


@router.get("/organisations")
def organisations_page(
    page: WorkspacePageDep, filters: Annotated[OrganisationsFilter, Query()]
) -> HTMLResponse:
    query = OrganisationsQuery(
        q=filters.q, state=filters.state, cursor=filters.cursor, limit=PAGE_SIZE
    )
    found = list_organisations(page.session, query, page.language)
    following = address(filters, found.next)
    return show(
        page, "organisations", "organisations", found=found, filters=filters, following=following
    )


@router.get("/new-organisation")
def new_organisation_page(page: WorkspacePageDep) -> HTMLResponse:
    """Beside the organisations, one of which may be named `new`."""
    return show(page, "new_organisation", "organisations", choices=organisation_choices(page, None))


@router.get("/organisations/{slug}")
def organisation_page(slug: str, page: WorkspacePageDep) -> HTMLResponse:
    organisation = find_organisation(page.session, slug)
    return show(
        page,
        "organisation",
        "organisations",
        managed=describe_organisation(page.session, organisation),
        choices=organisation_choices(page, organisation.organisation_type),
        page_data={"organisations": f"/api/v1/organisations?lang={page.language}"},
    )


@router.get("/codelists")
def codelists_page(page: WorkspacePageDep) -> HTMLResponse:
    return show(page, "codelists", "codelists", lists=describe_lists(page.session).items)


@router.get("/codelists/{name}")
def codelist_page(name: str, page: WorkspacePageDep) -> HTMLResponse:
    found = next((each for each in describe_lists(page.session).items if each.name == name), None)
    if found is None:
        raise NotFoundError(f"There is no codelist '{name[:60]}'")
    return show(
        page,
        "codelist",
        "codelists",
        codelist=found,
        is_theme=found.name == OpenList.THEME,
    )
