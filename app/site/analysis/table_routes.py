"""The page of cross tables."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.publication.public import public
from app.site.analysis import frame
from app.site.analysis.table_page import TableQuery, build_table
from app.site.portfolio.context import PageDep
from app.site.portfolio.selection import Selection, SelectionRoute, read_selection

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_query(request: Request) -> Selection[TableQuery]:
    return read_selection(request, TableQuery)


@router.get("/{lang}/analysis/table")
def cross_table(
    page: PageDep, selection: Annotated[Selection[TableQuery], Depends(read_query)]
) -> HTMLResponse:
    found = build_table(page, selection)
    return frame.show(
        page, "analysis/table.html", frame.CROSS_TABLE, selection.address, found=found
    )
