"""The page of the network."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.analysis.network.schemas import NetworkFilters
from app.publication.public import public
from app.site.analysis import frame
from app.site.analysis.network_page import MINIMA, build_network
from app.site.portfolio.context import PageDep
from app.site.portfolio.selection import Selection, SelectionRoute, read_selection

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_query(request: Request) -> Selection[NetworkFilters]:
    return read_selection(request, NetworkFilters)


@router.get("/{lang}/analysis/network")
def network(
    page: PageDep, selection: Annotated[Selection[NetworkFilters], Depends(read_query)]
) -> HTMLResponse:
    found = build_network(page, selection)
    return frame.show(
        page, "analysis/network.html", frame.NETWORK, selection.address, found=found, minima=MINIMA
    )
