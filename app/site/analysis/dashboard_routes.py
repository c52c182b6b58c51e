"""The page of the dashboard."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.analysis.dashboard.schemas import TwoSelections
from app.publication.public import public
from app.site.analysis import frame
from app.site.analysis.dashboard_page import build_dashboard
from app.site.portfolio.context import PageDep
from app.site.portfolio.selection import Selection, SelectionRoute, read_selection

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_query(request: Request) -> Selection[TwoSelections]:
    return read_selection(request, TwoSelections)


@router.get("/{lang}/analysis")
def dashboard(
    page: PageDep, selection: Annotated[Selection[TwoSelections], Depends(read_query)]
) -> HTMLResponse:
    found = build_dashboard(page, selection)
    return frame.show(
        page, "analysis/dashboard.html", frame.DASHBOARD, selection.address, found=found
    )
