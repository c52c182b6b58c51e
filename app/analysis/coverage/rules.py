"""The matrix of regions and codes: what each of its cells may say, and where it is emptiest. Pure.

A cell counts projects that are located in its region. What is empty was not found in the catalogue,
which does not mean that nothing is done.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.projects.apart import Apart
from app.projects.inhabitants import per_inhabitants


class State(StrEnum):
    """`national_only`: none is located here, and nationwide projects bear the code."""

    LOCATED = "located"
    NATIONAL_ONLY = "national_only"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True)
class Place:
    code: str
    population: int | None


@dataclass(frozen=True)
class Counts:
    """Distinct projects: by region, by code, by both; `located` and `national` are by code."""

    cells: Mapping[tuple[str, str], int]
    regions: Mapping[str, int]
    located: Mapping[str, int]
    national: Mapping[str, int]

    def __add__(self, other: "Counts") -> "Counts":
        """Of two sets of projects that have none in common."""
        return Counts(
            Counter(self.cells) + Counter(other.cells),
            Counter(self.regions) + Counter(other.regions),
            Counter(self.located) + Counter(other.located),
            Counter(self.national) + Counter(other.national),
        )


@dataclass(frozen=True)
class Column:
    """`gaps`: in how many regions no project is located."""

    code: str
    located: int
    national: int
    gaps: int


@dataclass(frozen=True)
class Cell:
    code: str
    projects: int
    national: int
    rate: float | None

    @property
    def state(self) -> State:
        if self.projects:
            return State.LOCATED
        return State.NATIONAL_ONLY if self.national else State.NOTHING_FOUND


@dataclass(frozen=True)
class Row:
    place: Place
    projects: int
    rate: float | None
    cells: Sequence[Cell]

    @property
    def gaps(self) -> int:
        return sum(cell.state != State.LOCATED for cell in self.cells)


@dataclass(frozen=True)
class Gap:
    place: Place
    cell: Cell


@dataclass(frozen=True)
class Matrix:
    """`unstated` counts, by region, the located projects that bear no code at all."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    unstated: Mapping[str, int]

    def count(self, state: State) -> int:
        return sum(cell.state == state for row in self.rows for cell in row.cells)


def make_matrix(places: Sequence[Place], codes: Sequence[str], counts: Counts) -> Matrix:
    """Every place and every code is there, in the order given, counted or not."""
    rows = [_row(place, codes, counts) for place in places]
    columns = [
        Column(
            code,
            counts.located.get(code, 0),
            counts.national.get(code, 0),
            sum(row.cells[position].projects == 0 for row in rows),
        )
        for position, code in enumerate(codes)
    ]
    unstated = {
        place.code: found
        for place in places
        if (found := counts.cells.get((place.code, Apart.UNKNOWN), 0))
    }
    return Matrix(columns, rows, unstated)


def _row(place: Place, codes: Sequence[str], counts: Counts) -> Row:
    cells = []
    for code in codes:
        projects = counts.cells.get((place.code, code), 0)
        rate = per_inhabitants(projects, place.population)
        cells.append(Cell(code, projects, counts.national.get(code, 0), rate))
    projects = counts.regions.get(place.code, 0)
    return Row(place, projects, per_inhabitants(projects, place.population), cells)


def widest_regions(matrix: Matrix) -> list[Row]:
    """Those with the most empty cells first, then those where more people live."""
    emptiest = [row for row in matrix.rows if row.gaps]
    return sorted(emptiest, key=lambda row: (-row.gaps, -(row.place.population or 0)))


def widest_columns(matrix: Matrix) -> list[Column]:
    """Those that are empty in the most regions first, then those with fewer projects."""
    emptiest = [column for column in matrix.columns if column.gaps]
    return sorted(emptiest, key=lambda column: (-column.gaps, column.located, column.national))


def widest_gaps(matrix: Matrix) -> list[Gap]:
    """Empty cells where the most people live first; in one region, those without any nationwide
    project, then those with fewer."""
    gaps = [Gap(row.place, cell) for row in matrix.rows for cell in row.cells if not cell.projects]
    return sorted(gaps, key=lambda gap: (-(gap.place.population or 0), gap.cell.national))
