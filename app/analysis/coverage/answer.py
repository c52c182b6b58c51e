"""The matrix as the API gives it."""

from app.analysis.coverage.rules import (
    Cell,
    Column,
    Row,
    State,
    widest_columns,
    widest_gaps,
    widest_regions,
)
from app.analysis.coverage.schemas import (
    Coverage,
    CoverageCell,
    CoverageColumn,
    CoverageGap,
    CoverageRow,
    WidestGaps,
)
from app.analysis.coverage.service import Reading
from app.analysis.coverage.wording import rule
from app.codelists import Language
from app.projects.reference import Reference


def make_answer(
    reading: Reading, reference: Reference, language: Language, base_url: str
) -> Coverage:
    lists = f"{base_url}/{language}/projects?"
    matrix, beside = reading.matrix, reading.beside
    return Coverage(
        columns=reading.query.columns,
        numberMatched=reading.numbers.matched,
        numberLocated=beside.located,
        numberNational=beside.national,
        numberAbroad=beside.abroad,
        numberUnlocated=beside.unlocated,
        numberUndated=reading.numbers.undated,
        numberCells={state: matrix.count(state) for state in State},
        populationYear=reading.census,
        columnList=[_column(reading, each, reference, language, lists) for each in matrix.columns],
        rows=[_row(reading, each, reference, language, lists) for each in matrix.rows],
        widestGaps=_widest(reading),
        rule=rule(language),
    )


def _column(
    reading: Reading, column: Column, reference: Reference, language: Language, lists: str
) -> CoverageColumn:
    return CoverageColumn(
        code=column.code,
        label=reference.label(reading.query.columns, column.code, language),
        located=column.located,
        national=column.national,
        gaps=column.gaps,
        url=lists + reading.column(column.code),
        national_url=lists + reading.national(column.code),
    )


def _row(
    reading: Reading, row: Row, reference: Reference, language: Language, lists: str
) -> CoverageRow:
    code = row.place.code
    return CoverageRow(
        region=code,
        name=reference.area_name(code, language),
        population=row.place.population,
        projects=row.projects,
        per_100k=row.rate,
        unstated=reading.matrix.unstated.get(code, 0),
        gaps=row.gaps,
        url=lists + reading.row(code),
        cells=[_cell(cell, lists + reading.cell(code, cell.code)) for cell in row.cells],
    )


def _cell(cell: Cell, url: str) -> CoverageCell:
    return CoverageCell(
        code=cell.code,
        state=cell.state,
        projects=cell.projects,
        national=cell.national,
        per_100k=cell.rate,
        url=url,
    )


def _widest(reading: Reading) -> WidestGaps:
    return WidestGaps(
        regions=[row.place.code for row in widest_regions(reading.matrix)],
        columns=[column.code for column in widest_columns(reading.matrix)],
        cells=[
            CoverageGap(
                region=gap.place.code,
                code=gap.cell.code,
                state=gap.cell.state,
                national=gap.cell.national,
                population=gap.place.population,
            )
            for gap in widest_gaps(reading.matrix)
        ],
    )
