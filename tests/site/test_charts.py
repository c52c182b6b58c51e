"""Where the bars, columns and shades of charts are."""

import json
import shutil
import subprocess

import pytest

from app.settings import ROOT
from app.site.charts import bars, columns, nice_step
from app.site.portfolio.addresses import Address, make_pager
from app.site.shades import shade_classes

SCALE = """
import { readFileSync } from 'node:fs'
const { naturalClasses, shadeOf } = await import('./scale.js')
const shades = (numbers) => {
  const classes = naturalClasses(numbers)
  return classes.map(({ min, max }) => [Number(shadeOf(classes, min)), min, max])
}
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0)).map(shades)))
"""


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


def test_shades_are_those_of_the_interactive_map() -> None:
    numbers = [[], [0, 0], [0, 1], [49, 3], [3, 3, 3], [*range(1, 13)]]
    numbers += [[(place * size) % 61 for place in range(size)] for size in range(1, 40)]
    told = subprocess.run(  # noqa: S603
        [shutil.which("node") or "node", "--input-type=module", "-e", SCALE],
        input=json.dumps(numbers), capture_output=True, text=True, check=True,
        cwd=ROOT / "static/map/js/core",
    )  # fmt: skip
    ours = [[[c.shade, c.least, c.most] for c in shade_classes(counts)] for counts in numbers]
    assert ours == json.loads(told.stdout)


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
