"""Public API of projects: list, facets, files, detail."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.db.session import DatabaseDep
from app.kit import csv_cells
from app.kit.links import page_links
from app.kit.schemas import Problem
from app.kit.streaming import stream
from app.projects import csv, geojson, queries
from app.projects.criteria import build_criteria, only
from app.projects.dependencies import BaseUrl, CatalogueDep, ReferenceDep
from app.projects.detail import get_detail
from app.projects.document import ProjectDocument
from app.projects.facets import count_facets
from app.projects.filters import (
    FacetsQuery,
    FileQuery,
    Filters,
    GeoJsonQuery,
    LanguageParameter,
    ListQuery,
)
from app.projects.geometry import geometry_column, locations_column
from app.projects.items import make_item
from app.projects.schemas import FacetList, GeoJsonCollection, ProjectItem, ProjectList
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    tags=["Projects"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)
FILE_TYPES = {"projects.geojson": geojson.MEDIA_TYPE, "projects.csv": csv_cells.MEDIA_TYPE}


@router.get("/projects", response_model_exclude_unset=True)
def list_projects(
    request: Request, query: Annotated[ListQuery, Query()], catalogue: CatalogueDep
) -> ProjectList:
    """Projects that match, in pages, with counts by value when asked."""
    session, reference = catalogue.session, catalogue.reference
    criteria = build_criteria(session, query, reference)
    numbers = queries.count(session, criteria, query)
    rows = session.scalars(
        queries.select_listings(criteria, query.lang, query.sort, query.limit, query.offset)
    )
    items = [
        ProjectItem.model_validate(make_item(row, reference, query.lang, catalogue.base_url))
        for row in rows
    ]
    answer = ProjectList(
        numberMatched=numbers.matched,
        numberReturned=len(items),
        items=items,
        links=page_links(
            catalogue.base_url, request.url, query.limit, query.offset, numbers.matched, FILE_TYPES
        ),
    )
    if numbers.undated is not None:
        answer.numberUndated = numbers.undated
    if query.facets:
        answer.facets = count_facets(session, criteria, query, reference, query.lang)
    return answer


@router.get("/facets", response_model_exclude_unset=True)
def list_facets(query: Annotated[FacetsQuery, Query()], catalogue: CatalogueDep) -> FacetList:
    """For each filter, how many projects each value would give beside the other filters."""
    session, reference = catalogue.session, catalogue.reference
    criteria = build_criteria(session, query, reference)
    numbers = queries.count(session, criteria, query)
    answer = FacetList(
        numberMatched=numbers.matched,
        facets=count_facets(session, criteria, query, reference, query.lang),
    )
    if numbers.undated is not None:
        answer.numberUndated = numbers.undated
    return answer


@router.get(
    "/projects.geojson",
    response_class=Response,
    responses={200: {"model": GeoJsonCollection, "content": {geojson.MEDIA_TYPE: {}}}},
)
def projects_geojson(
    query: Annotated[GeoJsonQuery, Query()],
    database: DatabaseDep,
    reference: ReferenceDep,
    base_url: BaseUrl,
) -> Response:
    """The same projects as GeoJSON (RFC 7946): longitude, latitude, WGS 84."""
    by_location = query.geometry == "locations"
    column = locations_column() if by_location else geometry_column(query.geometry)

    def write() -> Iterator[bytes]:
        with database.read() as session:
            criteria = build_criteria(session, query, reference)
            numbers = queries.count(session, criteria, query)
            rows = queries.select_listings(
                criteria, query.lang, query.sort, query.limit, query.offset, column
            )
            yield from geojson.write_collection(
                session, rows, numbers, reference, query.lang, base_url, by_location=by_location
            )

    return stream(write, geojson.MEDIA_TYPE)


@router.get(
    "/projects.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def projects_csv(
    query: Annotated[FileQuery, Query()],
    database: DatabaseDep,
    reference: ReferenceDep,
    base_url: BaseUrl,
) -> Response:
    """The same projects as CSV, for spreadsheets; a header tells how many there are."""

    headers = {"content-disposition": 'attachment; filename="kharita-projects.csv"'}

    def write() -> Iterator[bytes]:
        with database.read() as session:
            criteria = build_criteria(session, query, reference)
            numbers = queries.count(session, criteria, query)
            headers["ogc-numbermatched"] = str(numbers.matched)
            rows = queries.select_listings(
                criteria, query.lang, query.sort, query.limit, query.offset
            )
            yield from csv.write_csv(session, rows, reference, query.lang, base_url)

    return stream(write, csv_cells.MEDIA_TYPE, headers)


@router.get(
    "/projects/{slug}.geojson",
    response_class=Response,
    responses={
        200: {"model": GeoJsonCollection, "content": {geojson.MEDIA_TYPE: {}}},
        308: {"description": "An identifier or a former slug: the address of now."},
        404: {"model": Problem},
    },
)
def project_geojson(
    slug: str, query: Annotated[LanguageParameter, Query()], catalogue: CatalogueDep
) -> Response:
    """The locations of one project, as `projects.geojson?geometry=locations` gives them."""
    session, reference = catalogue.session, catalogue.reference
    project, _ = queries.find_project(session, slug)
    criteria = only(project.identifier)
    rows = queries.select_listings(criteria, query.lang, None, None, 0, locations_column())
    numbers = queries.count(session, criteria, Filters())
    chunks = geojson.write_collection(
        session, rows, numbers, reference, query.lang, catalogue.base_url, by_location=True
    )
    return Response(b"".join(chunks), media_type=geojson.MEDIA_TYPE)


@router.get(
    "/projects/{slug}",
    responses={
        308: {"description": "An identifier or a former slug: the address of now."},
        404: {"model": Problem},
    },
)
def read_project(
    slug: str, query: Annotated[LanguageParameter, Query()], catalogue: CatalogueDep
) -> ProjectDocument:
    """The whole project: the document that the JSON Schema describes."""
    return get_detail(catalogue.session, slug, catalogue.reference, query.lang, catalogue.base_url)
