"""The page of budgets and contributions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.analysis.money.schemas import MoneyFilters
from app.publication.public import public
from app.site.analysis import frame
from app.site.analysis.money_page import build_money
from app.site.portfolio.context import PageDep
from app.site.portfolio.selection import Selection, SelectionRoute, read_selection

router = APIRouter(
    include_in_schema=False, route_class=SelectionRoute, dependencies=[Depends(public)]
)


def read_query(request: Request) -> Selection[MoneyFilters]:
    return read_selection(request, MoneyFilters)


@router.get("/{lang}/analysis/money")
def money(
    page: PageDep, selection: Annotated[Selection[MoneyFilters], Depends(read_query)]
) -> HTMLResponse:
    found = build_money(page, selection)
    return frame.show(page, "analysis/money.html", frame.MONEY, selection.address, found=found)
