"""Projects by region and code, in one pass over the selection."""

from dataclasses import astuple, dataclass, fields
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    CompoundSelect,
    Text,
    case,
    cast,
    func,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.analysis.bitmaps import reading as bitmaps
from app.analysis.bitmaps.names import ALL, LOCATED, MANY_PROJECTS
from app.analysis.coverage.rules import Counts, Place
from app.analysis.coverage.schemas import Columns
from app.analysis.dimensions import Dimension
from app.codelists import LocationLevel
from app.models import CodelistItem, ProjectListing, Region
from app.projects.apart import Apart, is_apart
from app.projects.criteria import Criteria
from app.projects.stated import at_level, place_unknown

_LISTS: dict[Columns, InstrumentedAttribute[list[str]]] = {
    "theme": ProjectListing.themes,
    "target_group": ProjectListing.target_groups,
}


@dataclass(frozen=True)
class Beside:
    """Distinct projects: those `matched` by the selection, the others whatever the regions."""

    matched: int
    located: int
    national: int
    abroad: int
    unlocated: int

    def __add__(self, other: "Beside") -> "Beside":
        return Beside(*(sum(pair) for pair in zip(astuple(self), astuple(other), strict=True)))


def list_places(session: Session, census: int) -> list[Place]:
    """The regions with their population at this census."""
    population = {2014: Region.population_2014, 2024: Region.population_2024}[census]
    rows = session.execute(
        select(Region.code, population).where(Region.admin_level == 1).order_by(Region.code)
    )
    return [Place(code, people) for code, people in rows]


def list_codes(session: Session, columns: Columns) -> list[tuple[str, bool]]:
    """Codes in order, with whether they are retired."""
    rows = session.execute(
        select(CodelistItem.code, CodelistItem.retired_at.is_not(None))
        .where(CodelistItem.list == columns)
        .order_by(CodelistItem.position)
    )
    return [(code, retired) for code, retired in rows]


def count_cells(
    session: Session, criteria: Criteria, columns: Columns, many: int = MANY_PROJECTS
) -> tuple[Counts, Beside]:
    """Whatever the regions asked for: nationwide projects are in none of them. `many` projects are
    counted by bitmaps where these tell the truth."""
    anywhere = criteria.without("region")
    chunks = bitmaps.find_chunks(session, anywhere, many)
    if chunks is None:
        return _count_rows(session, criteria, columns)
    counts, beside = _count_bits(session, criteria, columns, chunks)
    if not chunks.others:
        return counts, beside
    others, beside_others = _count_rows(session, criteria.also("chunk", chunks.rows), columns)
    return counts + others, beside + beside_others


def _count_bits(
    session: Session, criteria: Criteria, columns: Columns, chunks: bitmaps.Chunks
) -> tuple[Counts, Beside]:
    cells: dict[tuple[str, str], int] = {}
    regions: dict[str, int] = {}
    asked = [(Dimension.REGION, None), (columns, None)]
    for (place, code), projects in bitmaps.count(
        session, criteria.without("region"), asked, chunks
    ):
        if place is not None and code is not None:
            cells[place, code] = projects
        elif place is not None:
            regions[place] = projects
    national = {code: cells[place, code] for place, code in cells if place == Apart.NATIONAL}
    located, matched = _count_located(session, criteria, columns, chunks)
    beside = Beside(
        matched,
        located.pop(None, 0),
        *(regions.get(word, 0) for word in (Apart.NATIONAL, Apart.ABROAD, Apart.UNKNOWN)),
    )
    return Counts(
        {key: number for key, number in cells.items() if not is_apart("region", key[0])},
        {place: number for place, number in regions.items() if not is_apart("region", place)},
        {code: number for code, number in located.items() if code is not None},
        national,
    ), beside


def _count_located(
    session: Session, criteria: Criteria, columns: Columns, chunks: bitmaps.Chunks
) -> tuple[dict[str | None, int], int]:
    """Code (None: whatever code) → distinct projects located in one of the regions chosen; and how
    many there are wherever they are."""
    chosen = "region" in criteria.conditions
    place = ALL if chosen else LOCATED
    numbers = dict(bitmaps.count(session, criteria, [(place, None), (columns, None)], chunks))
    located = {code: projects for (yes, code), projects in numbers.items() if yes is not None}
    return located, numbers[None, None]


def _count_rows(session: Session, criteria: Criteria, columns: Columns) -> tuple[Counts, Beside]:
    statement = _by_region_and_code(_selected(criteria, columns))
    cells: dict[tuple[str, str], int] = {}
    regions: dict[str, int] = {}
    located: dict[str, int] = {}
    national: dict[str, int] = {}
    beside = Beside(0, 0, 0, 0, 0)
    for place, value, *sums in session.execute(statement):
        numbers = Beside(*sums)
        if place is None and value is None:
            beside = numbers
        elif place is None:
            located[value], national[value] = numbers.located, numbers.national
        elif value is None:
            regions[place] = numbers.located
        else:
            cells[place, value] = numbers.located
    return Counts(cells, regions, located, national), beside


def _by_region_and_code(selected: CTE) -> CompoundSelect[Any]:
    """Rows of region, code (null: of all) and the sums of `Beside`."""
    region = func.unnest(selected.c.regions).table_valued("value").render_derived("region")
    code = func.unnest(selected.c.codes).table_valued("value").render_derived("code")
    nothing = cast(null(), Text)
    sums = [
        func.count().filter(selected.c[name]) for name in (field.name for field in fields(Beside))
    ]
    return union_all(
        select(region.c.value.label("region"), code.c.value.label("code"), *sums)
        .select_from(selected)
        .join(region, true())
        .join(code, true())
        .group_by(region.c.value, code.c.value),
        select(region.c.value, nothing, *sums)
        .select_from(selected)
        .join(region, true())
        .group_by(region.c.value),
        select(nothing, code.c.value, *sums)
        .select_from(selected)
        .join(code, true())
        .group_by(code.c.value),
        select(nothing, nothing, *sums).select_from(selected),
    )


def _selected(criteria: Criteria, columns: Columns) -> CTE:
    """The little that is counted, read once. A project without a code bears `unknown`."""
    codes = _LISTS[columns]
    unstated = cast([Apart.UNKNOWN.value], ARRAY(Text))
    matched = criteria.conditions.get("region", true())
    located = criteria.conditions.get("region", func.cardinality(ProjectListing.regions) > 0)
    return (
        select(
            ProjectListing.regions,
            case((func.cardinality(codes) == 0, unstated), else_=codes).label("codes"),
            matched.label("matched"),
            located.label("located"),
            at_level(LocationLevel.NATIONAL).label("national"),
            at_level(LocationLevel.ABROAD).label("abroad"),
            place_unknown("region").label("unlocated"),
        )
        .where(*criteria.where(without="region"))
        .cte("selected")
    )
