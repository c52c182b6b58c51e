"""Public pages: the list, regions, organisations, good practices, data, about."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from app.errors import MovedError
from app.organisations.queries import count_organisations
from app.projects import directory_queries
from app.projects.changes import latest_changes
from app.projects.document import json_schema
from app.projects.portfolio_queries import catalogue_numbers
from app.publication.public import public
from app.settings import Settings
from app.site.feeds import describe
from app.site.portfolio import organisation_page, region_page
from app.site.portfolio.context import PageDep
from app.site.portfolio.organisation_page import OrganisationsQuery
from app.site.portfolio.practice_page import build_practices
from app.site.portfolio.privacy import RETENTION
from app.site.portfolio.project_list import build_list
from app.site.portfolio.selection import (
    ProjectsQuery,
    Selection,
    SelectionRoute,
    read_selection,
)
from app.site.project_page import local_text

SCHEMA = "/api/v1/project.schema.json"
_DAYS = 10
_CHANGES = 6

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_projects_query(request: Request) -> Selection[ProjectsQuery]:
    return read_selection(request, ProjectsQuery)


def read_organisations_query(request: Request) -> Selection[OrganisationsQuery]:
    return read_selection(request, OrganisationsQuery)


@router.get("/{lang}/projects")
def projects(
    page: PageDep, selection: Annotated[Selection[ProjectsQuery], Depends(read_projects_query)]
) -> HTMLResponse:
    found = build_list(page, selection)
    return page.show("projects.html", "/projects", selection.address.query, found=found)


@router.get("/{lang}/regions")
def regions(page: PageDep) -> HTMLResponse:
    return page.show("regions.html", "/regions", found=region_page.build_index(page))


@router.get("/{lang}/regions/{code}")
def region(code: str, page: PageDep) -> Response:
    try:
        found = region_page.build_region(page, code)
    except MovedError as moved:
        return RedirectResponse(f"/{page.language}/regions/{moved.slug}", moved.status)
    return page.show(
        "region.html", f"/regions/{code}", found=found, most=region_page.MOST_ORGANISATIONS
    )


@router.get("/{lang}/organisations")
def organisations(
    page: PageDep,
    selection: Annotated[Selection[OrganisationsQuery], Depends(read_organisations_query)],
) -> HTMLResponse:
    found = organisation_page.build_index(page, selection)
    return page.show("organisations.html", "/organisations", selection.address.query, found=found)


@router.get("/{lang}/organisations/{slug}")
def organisation(slug: str, page: PageDep) -> Response:
    try:
        found = organisation_page.build_organisation(page, slug)
    except MovedError as moved:
        return RedirectResponse(f"/{page.language}/organisations/{moved.slug}", moved.status)
    return page.show("organisation.html", f"/organisations/{slug}", found=found)


@router.get("/{lang}/practices")
def practices(page: PageDep) -> HTMLResponse:
    return page.show("practices.html", "/practices", found=build_practices(page))


@router.get("/{lang}/data")
def data(page: PageDep) -> HTMLResponse:
    return page.show(
        "data.html",
        "/data",
        numbers=catalogue_numbers(page.session),
        organisations=count_organisations(page.session),
        regions=len(page.reference.regions),
        provinces=len(page.reference.provinces),
        days=directory_queries.latest_days(page.session, _DAYS),
        changes=[
            (
                change,
                local_text(change.snapshot["title"], page.language),
                describe(change, page.language),
            )
            for change in latest_changes(page.session, _CHANGES)
        ],
        schema=SCHEMA,
    )


@router.get("/{lang}/about")
def about(request: Request, page: PageDep) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    sources, without_source = directory_queries.count_sources(page.session)
    return page.show(
        "about.html",
        "/about",
        numbers=catalogue_numbers(page.session),
        organisations=count_organisations(page.session),
        sources=sources,
        without_source=without_source,
        contact=settings.contact,
    )


@router.get("/{lang}/privacy")
def privacy(request: Request, page: PageDep) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    return page.show("privacy.html", "/privacy", kept=RETENTION, contact=settings.contact)


@router.get(SCHEMA)
def project_schema() -> JSONResponse:
    return JSONResponse(json_schema(), media_type="application/schema+json")
