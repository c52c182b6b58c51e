"""The coverage: regions crossed with themes or target groups, and where nothing was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from app.analysis.addresses import filter_pairs
from app.analysis.coverage.rules import (
    Column,
    Gap,
    Row,
    State,
    widest_columns,
    widest_gaps,
    widest_regions,
)
from app.analysis.coverage.schemas import REFUSED, CoverageFilters
from app.analysis.coverage.service import Reading, read_coverage
from app.analysis.coverage.wording import rule
from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.site.portfolio.addresses import Address
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.outlines import StaticMap, country_map
from app.site.portfolio.selection import Selection, refused_value
from app.site.shades import shade_classes, shade_of

API = "/api/v1/analysis/coverage"
MOST_GAPS = 12
# From this class on, of five, a cell is drawn in the darker of its two tones.
_DARKER = 4


class CoveragePageQuery(CoverageFilters):
    """`measure`: what a cell shows; `column`: what the map shows."""

    measure: Literal["projects", "per_100k"] = "projects"
    column: Annotated[str, Field(max_length=100)] | None = None


@dataclass(frozen=True)
class ColumnWithout:
    """A column and the names of the regions in which none of its projects is located."""

    column: Column
    label: str
    regions: Sequence[str]


@dataclass(frozen=True)
class CoveragePage:
    query: CoveragePageQuery
    address: Address
    form: FilterForm
    reading: Reading
    labels: dict[str, str]
    regions: dict[str, str]
    tones: dict[int, str]
    widest_regions: Sequence[Row]
    widest_columns: Sequence[ColumnWithout]
    widest_gaps: Sequence[Gap]
    map: StaticMap
    mapped: ColumnWithout | None
    rule: str

    @property
    def empty(self) -> int:
        matrix = self.reading.matrix
        return matrix.count(State.NATIONAL_ONLY) + matrix.count(State.NOTHING_FOUND)

    @property
    def all_cells(self) -> int:
        return len(self.reading.matrix.rows) * len(self.reading.matrix.columns)

    def file(self, ending: str, language: str) -> Address:
        """The same matrix as a file, or as JSON."""
        pairs = (*filter_pairs(self.query), ("columns", self.query.columns), ("lang", language))
        return Address(API + ending, pairs)

    def crossed_with(self, columns: str) -> Address:
        return self.address.without("column").with_value("columns", columns)


def build_coverage(page: PageContext, selection: Selection[CoveragePageQuery]) -> CoveragePage:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        reading = read_coverage(page.session, query, page.reference)
        without = _columns_without(page, reading)
        mapped = _mapped(query, without)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    matrix = reading.matrix
    counts = {
        row.place.code: cell.projects
        for row in matrix.rows
        for cell in row.cells
        if mapped and cell.code == mapped.column.code
    }
    return CoveragePage(
        query=query,
        address=address,
        form=_form(page, query, address),
        reading=reading,
        labels={each.code: page.label(query.columns, each.code) for each in matrix.columns},
        regions={
            code: page.reference.area_name(code, page.language) for code in page.reference.regions
        },
        tones=_tones(reading),
        widest_regions=widest_regions(matrix),
        widest_columns=[without[column.code] for column in widest_columns(matrix)],
        widest_gaps=widest_gaps(matrix)[:MOST_GAPS],
        map=country_map(page.outlines(), counts),
        mapped=mapped,
        rule=rule(page.language),
    )


def _form(page: PageContext, query: CoveragePageQuery, address: Address) -> FilterForm:
    criteria = build_criteria(page.session, query, page.reference)
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    form = build_form(page, query, address, facets)
    return replace(form, fields=[field for field in form.fields if field.name not in REFUSED])


def _columns_without(page: PageContext, reading: Reading) -> dict[str, ColumnWithout]:
    rows = reading.matrix.rows
    return {
        column.code: ColumnWithout(
            column,
            page.label(reading.query.columns, column.code),
            [
                page.reference.area_name(row.place.code, page.language)
                for row in rows
                if not row.cells[place].projects
            ],
        )
        for place, column in enumerate(reading.matrix.columns)
    }


def _mapped(query: CoveragePageQuery, columns: dict[str, ColumnWithout]) -> ColumnWithout | None:
    """The column asked for, else the one that the most regions lack."""
    if query.column is not None and query.column not in columns:
        raise BadParameterError(
            "column", f"column: unknown value '{query.column[:40]}'", allowed=list(columns)
        )
    if query.column is not None:
        return columns[query.column]
    return max(columns.values(), key=lambda each: each.column.gaps, default=None)


def _tones(reading: Reading) -> dict[int, str]:
    """Number of projects → the tone of its cell."""
    counts = {cell.projects for row in reading.matrix.rows for cell in row.cells}
    classes = shade_classes(counts)
    return {
        count: "darker" if shade_of(classes, count) >= _DARKER else "lighter"
        for count in counts
        if count
    }
