"""Public API of cross tables: as JSON, and as files of exactly the same numbers."""

from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.analysis.cross_table import files
from app.analysis.cross_table.answer import answer_of
from app.analysis.cross_table.schemas import CrossTable, CrossTableQuery
from app.analysis.cross_table.service import make_cross_table
from app.codelists import Language
from app.i18n.catalogue import messages
from app.kit import csv_cells
from app.kit.schemas import Problem
from app.kit.streaming import stream
from app.projects.dependencies import CatalogueDep
from app.publication.public import public, refuse_repeated

PREFIX = "/api/v1/analysis/cross-table"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}

router = APIRouter(
    prefix=PREFIX,
    tags=["Analysis"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


@router.get("", response_model_exclude_unset=True)
def cross_table(query: Annotated[CrossTableQuery, Query()], catalogue: CatalogueDep) -> CrossTable:
    """Projects or budgets of the selection by two or three dimensions, with totals of distinct
    projects."""
    return answer_of(make_cross_table(catalogue.session, query, catalogue.reference, query.lang))


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


@router.get(
    ".csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def cross_table_csv(
    query: Annotated[CrossTableQuery, Query()], catalogue: CatalogueDep
) -> Response:
    """The same numbers, one in each row, with the filters, the day and the rules."""
    table = make_cross_table(catalogue.session, query, catalogue.reference, query.lang)
    total = messages(query.lang).gettext("Total")
    return stream(
        lambda: files.write_csv(table, total),
        csv_cells.MEDIA_TYPE,
        _attached(files.file_name(table, "csv")),
    )


@router.get(".xlsx", response_class=Response, responses={200: {"content": {XLSX: _BINARY}}})
def cross_table_xlsx(
    request: Request, query: Annotated[CrossTableQuery, Query()], catalogue: CatalogueDep
) -> Response:
    """The same numbers as a workbook: the table as it is read, its rows, and how it was counted."""
    table = make_cross_table(catalogue.session, query, catalogue.reference, query.lang)
    # At first use: the server at rest does not carry what writes workbooks.
    workbook = import_module("app.analysis.cross_table.workbook")
    address = _page(catalogue.base_url, query.lang, request)

    def write() -> Iterator[bytes]:
        yield from workbook.write_xlsx(table, catalogue.reference, query.lang, address)

    return stream(write, XLSX, _attached(files.file_name(table, "xlsx")))


def _page(base_url: str, language: Language, request: Request) -> str:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    return f"{base_url}/{language}/analysis/table?{query}"
