"""The numbers of one or two selections by one dimension, on one scale. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.analysis.dashboard.schemas import DashboardSelection, DashboardValue
from app.projects.apart import is_apart
from app.site.charts import ColumnChart, columns, share


@dataclass(frozen=True)
class Cell:
    """`share`: in hundredths of the longest bar. `projects` is None where the value was not
    counted, because the selection chose among the values of the dimension; `query` selects the
    projects, and is None when there are none."""

    projects: int | None
    share: float
    query: str | None


@dataclass(frozen=True)
class Row:
    value: str
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Part:
    """`apart` are the rows beside the values: not stated, national, abroad. `leaders` are the
    rows with the most projects, for each selection; `chosen`: a selection chose among the values.
    """

    name: str
    rows: Sequence[Row]
    apart: Sequence[Row]
    leaders: Sequence[Sequence[Row]]
    chosen: bool


@dataclass(frozen=True)
class YearPart:
    name: str
    charts: Sequence[ColumnChart | None]
    rows: Sequence[Row]
    unknown: Sequence[Cell]


def make_part(name: str, sides: Sequence[DashboardSelection], chosen: Sequence[bool]) -> Part:
    """`chosen`: whether each selection chose among the values of this dimension."""
    rows = _rows(name, [side.dimensions[name] for side in sides], chosen)
    values = [row for row in rows if not is_apart(name, row.value)]
    return Part(
        name=name,
        rows=values,
        apart=[row for row in rows if is_apart(name, row.value)],
        leaders=[_leaders(values, place) for place in range(len(sides))],
        chosen=any(chosen),
    )


def _leaders(rows: Sequence[Row], place: int) -> list[Row]:
    most = max((row.cells[place].projects or 0 for row in rows), default=0)
    return [row for row in rows if most and row.cells[place].projects == most]


def _rows(
    name: str, sides: Sequence[Sequence[DashboardValue]], chosen: Sequence[bool]
) -> list[Row]:
    """The values of all the selections; those with the most projects first, what is apart last."""
    found = [{each.value: each for each in side} for side in sides]
    labels = {each.value: each.label for side in sides for each in side}
    longest = max((each.projects for side in sides for each in side), default=0)

    def order(value: str) -> tuple[bool, int, str]:
        projects = sum(side[value].projects for side in found if value in side)
        return is_apart(name, value), -projects, labels[value]

    return [
        Row(
            value,
            labels[value],
            [
                _cell(side.get(value), longest, counted=not among)
                for side, among in zip(found, chosen, strict=True)
            ],
        )
        for value in sorted(labels, key=order)
    ]


def _cell(found: DashboardValue | None, longest: int = 0, *, counted: bool = True) -> Cell:
    if found is None:
        return Cell(0 if counted else None, 0.0, None)
    return Cell(
        found.projects,
        share(found.projects, longest),
        found.query if found.projects else None,
    )


def make_years(name: str, sides: Sequence[DashboardSelection], *, mirrored: bool) -> YearPart:
    found = [_by_year(side.dimensions[name], name) for side in sides]
    counts = [{year: each.projects for year, each in side.items()} for side in found]
    beside = _highest(counts)
    years = sorted(set().union(*counts))
    return YearPart(
        name=name,
        charts=[columns(side, mirrored=mirrored, beside=beside) for side in counts],
        rows=[
            Row(str(year), str(year), [_cell(side.get(year)) for side in found]) for year in years
        ],
        unknown=[_cell(_unknown(side.dimensions[name], name)) for side in sides],
    )


def _by_year(values: Sequence[DashboardValue], name: str) -> dict[int, DashboardValue]:
    return {int(each.value): each for each in values if not is_apart(name, each.value)}


def _unknown(values: Sequence[DashboardValue], name: str) -> DashboardValue | None:
    return next((each for each in values if is_apart(name, each.value)), None)


def _highest(counts: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """What gives all the charts the same scales."""
    return {year: max(side.get(year, 0) for side in counts) for year in set().union(*counts)}
