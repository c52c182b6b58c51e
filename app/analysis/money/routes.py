"""Public API of the money of a selection."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from app.analysis.money.amounts import select_amounts
from app.analysis.money.answer import Reader, compared, left_out, read_money
from app.analysis.money.comparison_queries import compare
from app.analysis.money.csv import write_csv
from app.analysis.money.schemas import Money, MoneyQuery
from app.db.session import DatabaseDep
from app.kit import csv_cells
from app.kit.schemas import Problem
from app.kit.streaming import stream
from app.projects.criteria import build_criteria
from app.projects.dependencies import BaseUrl, CatalogueDep, ReferenceDep
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1/analysis",
    tags=["Analysis"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)
_FILE = {"content-disposition": 'attachment; filename="kharita-money.csv"'}


@router.get("/money")
def money(query: Annotated[MoneyQuery, Query()], catalogue: CatalogueDep) -> Money:
    """Known budgets by region and theme, stated contributions by funder, and the contributions
    against the budgets. Currencies are never added to each other."""
    reader = Reader(catalogue.session, catalogue.reference, query.lang, catalogue.base_url)
    return read_money(reader, query)


@router.get(
    "/money.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def money_csv(
    query: Annotated[MoneyQuery, Query()],
    database: DatabaseDep,
    reference: ReferenceDep,
    base_url: BaseUrl,
) -> Response:
    """The same amounts as CSV, one row each, with the projects that are compared one by one."""

    def write() -> Iterator[bytes]:
        with database.read() as session:
            reader = Reader(session, reference, query.lang, base_url)
            selected = select_amounts(session, build_criteria(session, query, reference), None)
            yield from write_csv(
                read_money(reader, query),
                compared(reader, compare(selected), None),
                left_out(reader, selected, None),
            )

    return stream(write, csv_cells.MEDIA_TYPE, _FILE)
