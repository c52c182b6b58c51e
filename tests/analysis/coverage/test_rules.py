"""The matrix from counts, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.coverage.rules import (
    Counts,
    Place,
    State,
    make_matrix,
    widest_columns,
    widest_gaps,
    widest_regions,
)
from app.projects.inhabitants import CENSUSES, census_for, per_inhabitants

NORTH, SOUTH, EAST = Place("N", 400_000), Place("S", 100_000), Place("E", None)
COUNTS = Counts(
    cells={("N", "health"): 2, ("N", "water"): 1, ("S", "health"): 1, ("S", "unknown"): 3},
    regions={"N": 2, "S": 4},
    located={"health": 2, "water": 1},
    national={"health": 5, "youth": 7},
)
MATRIX = make_matrix([NORTH, SOUTH, EAST], ["health", "water", "youth", "gender"], COUNTS)


def test_every_cell_is_there_and_says_what_was_found() -> None:
    states = {row.place.code: [cell.state.value for cell in row.cells] for row in MATRIX.rows}
    assert states == {
        "N": ["located", "located", "national_only", "nothing_found"],
        "S": ["located", "nothing_found", "national_only", "nothing_found"],
        "E": ["national_only", "nothing_found", "national_only", "nothing_found"],
    }
    assert [MATRIX.count(state) for state in State] == [3, 4, 5]
    assert [(column.gaps, column.located, column.national) for column in MATRIX.columns] == [
        (1, 2, 5),
        (2, 1, 0),
        (3, 0, 7),
        (3, 0, 0),
    ]
    assert MATRIX.unstated == {"S": 3}


def test_rates_are_per_100_000_inhabitants_and_none_without_them() -> None:
    rates = {row.place.code: (row.rate, row.cells[0].rate) for row in MATRIX.rows}
    assert rates == {"N": (0.5, 0.5), "S": (4.0, 1.0), "E": (None, None)}
    assert per_inhabitants(0, 1000) == 0


def test_the_widest_gaps_come_first() -> None:
    assert [row.place.code for row in widest_regions(MATRIX)] == ["E", "S", "N"]
    assert [column.code for column in widest_columns(MATRIX)] == [
        "gender", "youth", "water", "health",
    ]  # fmt: skip
    gaps = [(gap.place.code, gap.cell.code) for gap in widest_gaps(MATRIX)]
    assert gaps[:4] == [("N", "gender"), ("N", "youth"), ("S", "water"), ("S", "gender")]
    assert len(gaps) == 9


@pytest.mark.parametrize(
    ("first", "last", "census"),
    [
        (None, None, 2024),
        (2010, None, 2024),
        (None, 2020, 2014),
        (2010, 2015, 2014),
        (2014, 2024, 2024),
        (2015, 2018, 2014),
        (2015, 2023, 2024),
        (2020, 2023, 2024),
        (1990, 2000, 2014),
        (2030, None, 2024),
    ],
)
def test_the_census_goes_with_the_period(first: int | None, last: int | None, census: int) -> None:
    assert census_for(first, last) == census


years = st.none() | st.integers(1900, 2100)


@given(years, years)
def test_a_census_of_the_period_is_taken_if_there_is_one(
    first: int | None, last: int | None
) -> None:
    chosen = census_for(first, last)
    inside = [year for year in CENSUSES if (first or 0) <= year <= (last or 9999)]
    assert chosen == (max(inside) if inside else chosen)
    assert chosen in CENSUSES
