"""Public API of regions, with how many projects of the current selection each has; codelists."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from pydantic import BaseModel

from app.kit.schemas import Problem
from app.models import Names, name_in
from app.projects import geojson
from app.projects.criteria import build_criteria
from app.projects.dependencies import CatalogueDep
from app.projects.filters import LanguageParameter, RegionsQuery
from app.projects.region_queries import write_regions
from app.projects.schemas import GeoJsonCollection
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


class CodelistValue(BaseModel):
    code: str
    label: str
    labels: Names


@router.get(
    "/regions.geojson",
    tags=["Regions"],
    response_class=Response,
    responses={200: {"model": GeoJsonCollection, "content": {geojson.MEDIA_TYPE: {}}}},
)
def regions_geojson(query: Annotated[RegionsQuery, Query()], catalogue: CatalogueDep) -> Response:
    """Simplified regions, or provinces; `projects` counts those that match every filter."""
    criteria = build_criteria(catalogue.session, query, catalogue.reference)
    content = write_regions(catalogue.session, criteria, query.admin_level, query.lang)
    return Response(content, media_type=geojson.MEDIA_TYPE)


@router.get("/codelists", tags=["Codelists"])
def list_codelists(
    query: Annotated[LanguageParameter, Query()], catalogue: CatalogueDep
) -> dict[str, list[CodelistValue]]:
    """Every codelist with its codes in order, and their labels."""
    return {
        name: [
            CodelistValue(code=code, label=name_in(labels, query.lang), labels=labels)
            for code, labels in codes.items()
        ]
        for name, codes in catalogue.reference.lists.items()
    }
