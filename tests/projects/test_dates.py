from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.projects.dates import ActivePeriod, active_period, lower_bound, upper_bound


@pytest.mark.parametrize(
    ("partial", "lower", "upper"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-04", date(2014, 4, 1), date(2014, 4, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2014-04-14", date(2014, 4, 14), date(2014, 4, 14)),
        ("1900", date(1900, 1, 1), date(1900, 12, 31)),
        ("2100-12-31", date(2100, 12, 31), date(2100, 12, 31)),
    ],
)
def test_a_partial_date_has_bounds(partial: str, lower: date, upper: date) -> None:
    assert (lower_bound(partial), upper_bound(partial)) == (lower, upper)


@pytest.mark.parametrize(
    "partial",
    [
        "",
        "14",
        "2014-4",
        "2014-13",
        "2014-00",
        "2015-02-29",
        "2014-04-31",
        "2014-04-00",
        "1899",
        "2101",
        "99999",
        "2014-04-14T00:00",
        "2014/04",
        " 2014",
        "2014\n",
        "٢٠١٤",
        "circa 2014",
    ],
)
def test_what_is_no_date_is_refused(partial: str) -> None:
    with pytest.raises(ValueError, match=r"write|must be"):
        lower_bound(partial)


@pytest.mark.parametrize(
    ("start", "end", "status", "period"),
    [
        ("2014-04", "2016", "4", ActivePeriod(date(2014, 4, 1), date(2016, 12, 31))),
        ("2014-04", "2016-02", "2", ActivePeriod(date(2014, 4, 1), date(2016, 2, 29))),
        ("2014-04", None, "2", ActivePeriod(date(2014, 4, 1), None)),
        ("2014-04", None, "4", ActivePeriod(date(2014, 4, 1), date(2014, 12, 31))),
        ("2014", None, None, ActivePeriod(date(2014, 1, 1), date(2014, 12, 31))),
        (None, "2016-02", "4", ActivePeriod(date(2016, 1, 1), date(2016, 2, 29))),
        (None, None, "2", None),
        (None, None, None, None),
    ],
)
def test_active_period(
    start: str | None, end: str | None, status: str | None, period: ActivePeriod | None
) -> None:
    assert active_period(start, end, status) == period


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_coarser_date_holds_a_finer_one(day: date) -> None:
    text = day.isoformat()
    for partial in (text[:4], text[:7], text):
        assert lower_bound(partial) <= day <= upper_bound(partial)
