"""Public API of the dashboard."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from app.analysis.dashboard.queries import read_both
from app.analysis.dashboard.schemas import DashboardAnswer, DashboardQuery
from app.analysis.dashboard.service import compare, describe
from app.kit.links import JSON
from app.kit.schemas import Link, Problem
from app.projects.dependencies import CatalogueDep
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1/analysis",
    tags=["Analysis"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


@router.get("/dashboard")
def read_dashboard(
    request: Request,
    query: Annotated[DashboardQuery, Query()],
    catalogue: CatalogueDep,
) -> DashboardAnswer:
    """The numbers of a selection: projects, organisations, regions, known budgets, and projects by
    year, status, theme, target group, region, funder, organisation and residence country; and
    those of a second one, `other_…`, with what the two differ in."""
    session, reference, language = catalogue.session, catalogue.reference, query.lang
    first, other = read_both(session, query, reference)
    address = f"{catalogue.base_url}{request.url.path}"
    if request.url.query:
        address += f"?{request.url.query}"
    return DashboardAnswer(
        selection=describe(first, reference, language),
        other=other and describe(other, reference, language),
        differences=other and compare(first, other, reference, language),
        links=[Link(href=address, rel="self", type=JSON)],
    )
