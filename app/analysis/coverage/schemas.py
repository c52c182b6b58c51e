"""Shapes of the coverage: what may be asked, what is answered."""

from typing import Literal

from pydantic import BaseModel, Field, model_validator

from app.analysis.coverage.rules import State
from app.projects.apart import APART
from app.projects.filters import Filters, LanguageParameter

Columns = Literal["theme", "target_group"]
# They would empty regions by themselves: what is empty must come from the catalogue.
REFUSED = ("province", "level", "bbox")


class CoverageFilters(Filters):
    """`region`, and the filter that `columns` names, choose the rows and columns that are there;
    they change no count."""

    columns: Columns = Field("theme", description="What the regions are crossed with.")

    @model_validator(mode="after")
    def _rows_are_regions(self) -> "CoverageFilters":
        for name in REFUSED:
            if getattr(self, name):
                raise ValueError(
                    f"{name}: the rows are regions, which this filter would empty by itself; "
                    "use region to choose rows"
                )
        for name in ("region", self.columns):
            words = [value for value in getattr(self, name) if value in APART[name]]
            if words:
                raise ValueError(f"{name}: '{words[0]}' is no row or column; leave it out")
        return self


class CoverageQuery(CoverageFilters, LanguageParameter):
    pass


class CoverageCell(BaseModel):
    """`national` counts the nationwide projects that bear the code, wherever; `url` is the list of
    the projects that the cell counts."""

    code: str
    state: State
    projects: int
    national: int
    per_100k: float | None
    url: str


class CoverageRow(BaseModel):
    """`projects`: distinct ones, located in the region; `unstated`: those of them that bear no
    code; `gaps`: empty cells."""

    region: str
    name: str
    population: int | None
    projects: int
    per_100k: float | None
    unstated: int
    gaps: int
    url: str
    cells: list[CoverageCell]


class CoverageColumn(BaseModel):
    """`located`: distinct projects in any region; `gaps`: in how many regions there is none."""

    code: str
    label: str
    located: int
    national: int
    gaps: int
    url: str
    national_url: str


class CoverageGap(BaseModel):
    region: str
    code: str
    state: State
    national: int
    population: int | None


class WidestGaps(BaseModel):
    """`regions` by number of empty cells, `columns` by number of regions that lack them, `cells` by
    the population of their region; the widest first."""

    regions: list[str]
    columns: list[str]
    cells: list[CoverageGap]


class Coverage(BaseModel):
    """Beside the matrix: `numberNational`, `numberAbroad`, `numberUnlocated` (no place is stated)
    whatever the regions chosen; `numberUndated` when a period is asked for."""

    columns: Columns
    numberMatched: int  # noqa: N815 - as in the other lists
    numberLocated: int  # noqa: N815
    numberNational: int  # noqa: N815
    numberAbroad: int  # noqa: N815
    numberUnlocated: int  # noqa: N815
    numberUndated: int | None  # noqa: N815
    numberCells: dict[State, int]  # noqa: N815
    populationYear: int  # noqa: N815
    columnList: list[CoverageColumn]  # noqa: N815
    rows: list[CoverageRow]
    widestGaps: WidestGaps  # noqa: N815
    rule: str = Field(description="How the cells are counted, in words.")
