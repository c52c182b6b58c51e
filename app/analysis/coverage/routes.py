"""Public API of the coverage: regions crossed with themes or target groups."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from app.analysis.coverage.answer import make_answer
from app.analysis.coverage.files import CoverageFile, write_csv, write_xlsx
from app.analysis.coverage.schemas import Coverage, CoverageQuery
from app.analysis.coverage.service import read_coverage
from app.kit import csv_cells
from app.kit.schemas import Problem
from app.kit.streaming import stream
from app.projects.criteria import today
from app.projects.dependencies import Catalogue, CatalogueDep
from app.publication.public import public, refuse_repeated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

router = APIRouter(
    prefix="/api/v1/analysis",
    tags=["Analysis"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


def _read(query: CoverageQuery, catalogue: Catalogue) -> CoverageFile:
    reading = read_coverage(catalogue.session, query, catalogue.reference)
    answer = make_answer(reading, catalogue.reference, query.lang, catalogue.base_url)
    return CoverageFile(reading, answer, query.lang, today())


def _attachment(ending: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="kharita-coverage.{ending}"'}


@router.get("/coverage")
def coverage(query: Annotated[CoverageQuery, Query()], catalogue: CatalogueDep) -> Coverage:
    """For each region and each theme or target group: how many projects are located there, or
    whether only nationwide ones were found, or nothing."""
    return _read(query, catalogue).answer


@router.get(
    "/coverage.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def coverage_csv(query: Annotated[CoverageQuery, Query()], catalogue: CatalogueDep) -> Response:
    """The same cells as CSV, one row each."""
    file = _read(query, catalogue)
    return stream(lambda: write_csv(file), csv_cells.MEDIA_TYPE, _attachment("csv"))


@router.get(
    "/coverage.xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}},
)
def coverage_xlsx(query: Annotated[CoverageQuery, Query()], catalogue: CatalogueDep) -> Response:
    """The same matrix as a workbook: the matrix, its cells, and what was asked."""
    file = _read(query, catalogue)
    return stream(lambda: write_xlsx(file), XLSX, _attachment("xlsx"))
