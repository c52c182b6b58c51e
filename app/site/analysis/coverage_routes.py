"""The page of the coverage."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.publication.public import public
from app.site.analysis import frame
from app.site.analysis.coverage_page import CoveragePageQuery, build_coverage
from app.site.portfolio.context import PageDep
from app.site.portfolio.selection import Selection, SelectionRoute, read_selection

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_query(request: Request) -> Selection[CoveragePageQuery]:
    return read_selection(request, CoveragePageQuery)


@router.get("/{lang}/analysis/coverage")
def coverage(
    page: PageDep, selection: Annotated[Selection[CoveragePageQuery], Depends(read_query)]
) -> HTMLResponse:
    found = build_coverage(page, selection)
    return frame.show(
        page, "analysis/coverage.html", frame.COVERAGE, selection.address, found=found
    )
