"""Where the bars, columns and shades of charts are."""

import pytest

from app.site.charts import bars, columns, nice_step
from app.site.portfolio.addresses import Address, make_pager
from app.site.portfolio.outlines import shade_classes


def test_the_longest_bar_is_whole() -> None:
    drawn = bars([("a", "A", 8), ("b", "B", 2), ("c", "C", 0)])
    assert [(bar.value, bar.share) for bar in drawn] == [("a", 100.0), ("b", 25.0), ("c", 0.0)]
    assert bars([]) == []
    assert bars([("a", "A", 0)])[0].share == 0


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (7, 5), (15, 5), (16, 10), (47, 20), (9000, 5000)],
)
def test_gridlines_are_at_round_numbers(highest: int, step: int) -> None:
    assert nice_step(highest) == step


def test_years_without_projects_have_their_place() -> None:
    chart = columns({2010: 1, 2013: 4}, mirrored=False)
    assert chart is not None
    assert [(column.label, column.count) for column in chart.columns] == [
        ("2010", 1), ("2011", 0), ("2012", 0), ("2013", 4),
    ]  # fmt: skip
    assert (chart.first, chart.last, chart.peak, chart.peak_labels) == ("2010", "2013", 4, ["2013"])
    assert [line.count for line in chart.gridlines] == [0, 2, 4]
    highest, lowest = chart.columns[3], chart.columns[0]
    assert highest.height == pytest.approx(4 * lowest.height)
    assert highest.y + highest.height == pytest.approx(chart.baseline)


def test_time_runs_from_right_to_left_in_a_mirrored_page() -> None:
    plain = columns({2010: 1, 2013: 4}, mirrored=False)
    mirrored = columns({2010: 1, 2013: 4}, mirrored=True)
    assert plain is not None
    assert mirrored is not None
    for one, other in zip(plain.columns, mirrored.columns, strict=True):
        assert one.x + other.x + one.width == pytest.approx(plain.width, abs=0.02)
    assert plain.columns[0].x < plain.columns[3].x
    assert mirrored.columns[0].x > mirrored.columns[3].x


def test_there_is_no_chart_of_nothing() -> None:
    assert columns({}, mirrored=False) is None


def test_shades_cover_every_count_but_zero_once() -> None:
    assert shade_classes([]) == []
    assert shade_classes([0, 0]) == []
    assert [(c.shade, c.least, c.most) for c in shade_classes([0, 1])] == [(3, 1, 1)]
    assert [(c.shade, c.least, c.most) for c in shade_classes([49, 3])] == [
        (1, 1, 10), (2, 11, 20), (3, 21, 30), (4, 31, 40), (5, 41, 49),
    ]  # fmt: skip
    for most in range(1, 120):
        classes = shade_classes([most])
        covered = [n for each in classes for n in range(each.least, each.most + 1)]
        assert covered == list(range(1, most + 1))


def test_addresses_gain_and_lose_one_filter() -> None:
    address = Address("/fr/projects", (("q", "a & b"), ("region", "MA-01"), ("region", "MA-02"),
                                       ("offset", "40")))  # fmt: skip
    assert address.query == "?q=a%20%26%20b&region=MA-01&region=MA-02&offset=40"
    assert str(address.without_value("region", "MA-01")) == (
        "/fr/projects?q=a%20%26%20b&region=MA-02"
    )
    assert str(address.without("region", "q")) == "/fr/projects"
    assert address.with_value("offset", 60).pairs[-1] == ("offset", "60")
    assert str(address.at("/fr/")) == "/fr/?q=a%20%26%20b&region=MA-01&region=MA-02"


def test_pages_of_a_list() -> None:
    address = Address("/fr/projects", (("theme", "health"),))
    first = make_pager(address, 45, 20, 20, 0)
    assert (first.first, first.last, first.page, first.pages) == (1, 20, 1, 3)
    assert first.previous is None
    assert str(first.following) == "/fr/projects?theme=health&offset=20"
    second = make_pager(address.with_value("offset", 20), 45, 20, 20, 20)
    assert str(second.previous) == "/fr/projects?theme=health"
    last = make_pager(address.with_value("offset", 40), 45, 5, 20, 40)
    assert (last.first, last.last, last.following) == (41, 45, None)
    nothing = make_pager(address, 0, 0, 20, 0)
    assert (nothing.first, nothing.last, nothing.pages) == (0, 0, 1)
