"""Sums of money, worked out by hand."""

from decimal import Decimal

import pytest

from app.projects.money import Amount, Line, Stated, line_of, total

HERE = Line.ONE_REGION


def stated(
    project: int, value: str, currency: str = "EUR", line: Line = HERE, above: tuple[int, ...] = ()
) -> Stated:
    return Stated(project, Decimal(value), currency, line, frozenset(above))


def amounts(*found: Stated, matched: int = 10) -> dict[Line, list[tuple[str, str, int]]]:
    return {
        line: [(str(each.value), each.currency, each.projects) for each in lines]
        for line, lines in total(found, matched).lines.items()
    }


@pytest.mark.parametrize(
    ("scope", "regions", "national", "line"),
    [
        ("morocco", 1, False, Line.ONE_REGION),
        ("morocco", 2, False, Line.SEVERAL_REGIONS),
        ("morocco", 1, True, Line.SEVERAL_REGIONS),
        ("several_countries", 1, False, Line.SEVERAL_COUNTRIES),
        ("several_countries", 3, True, Line.SEVERAL_COUNTRIES),
        ("unknown", 1, False, Line.UNKNOWN),
    ],
)
def test_each_budget_has_one_line(scope: str, regions: int, national: bool, line: Line) -> None:
    assert line_of(scope, regions, national=national) == line


def test_currencies_are_never_added() -> None:
    assert amounts(stated(1, "100.50"), stated(2, "20"), stated(3, "7", "MAD")) == {
        HERE: [("120.50", "EUR", 2), ("7", "MAD", 1)]
    }


def test_lines_are_never_added() -> None:
    found = amounts(
        stated(1, "100"),
        stated(2, "30", line=Line.SEVERAL_REGIONS),
        stated(3, "50", line=Line.SEVERAL_COUNTRIES),
        stated(4, "8", line=Line.UNKNOWN),
    )
    assert found == {
        HERE: [("100", "EUR", 1)],
        Line.SEVERAL_REGIONS: [("30", "EUR", 1)],
        Line.SEVERAL_COUNTRIES: [("50", "EUR", 1)],
        Line.UNKNOWN: [("8", "EUR", 1)],
    }


def test_a_part_is_in_the_budget_of_its_programme() -> None:
    result = total([stated(1, "1000"), stated(2, "400", above=(1,)), stated(3, "5")], 8)
    assert result.lines == {HERE: [Amount(Decimal(1005), "EUR", 2)]}
    assert (result.matched, result.known, result.included) == (8, 3, 1)


def test_a_part_counts_when_no_programme_above_it_is_in_the_selection() -> None:
    assert amounts(stated(2, "400", above=(1,))) == {HERE: [("400", "EUR", 1)]}


def test_a_part_of_a_part_is_in_the_nearest_known_budget_above() -> None:
    """The middle programme (2) states nothing; the one above it (1) does."""
    result = total([stated(1, "1000"), stated(3, "90", above=(2, 1))], 3)
    assert result.lines == {HERE: [Amount(Decimal(1000), "EUR", 1)]}
    assert (result.known, result.included) == (2, 1)


def test_a_part_in_another_currency_or_line_is_still_in_its_programme() -> None:
    found = amounts(
        stated(1, "1000", line=Line.SEVERAL_COUNTRIES), stated(2, "4000", "MAD", above=(1,))
    )
    assert found == {Line.SEVERAL_COUNTRIES: [("1000", "EUR", 1)]}


def test_two_amounts_of_one_project_are_one_project() -> None:
    """As when two funders were merged into one, and both had stated their share."""
    result = total([stated(1, "10"), stated(1, "5"), stated(2, "1")], 4)
    assert result.lines == {HERE: [Amount(Decimal(16), "EUR", 2)]}
    assert result.known == 2


def test_nothing_known_is_no_line_at_all() -> None:
    result = total([], 12)
    assert result.lines == {}
    assert (result.matched, result.known, result.included) == (12, 0, 0)


def test_cents_stay_exact() -> None:
    assert amounts(*(stated(n, "0.10") for n in range(3))) == {HERE: [("0.30", "EUR", 3)]}
