"""What two selections differ in, and the charts that show them on one scale."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.dashboard.comparison import Difference, differences
from app.analysis.dashboard.parts import DIMENSIONS, Numbers, narrowed, ranked, value_query
from app.projects.filters import Filters
from app.projects.money import Total
from app.site.charts import columns


def numbers(matched: int, filters: Filters | None = None, **counts: Mapping[str, int]) -> Numbers:
    return Numbers(
        filters=filters or Filters(),
        matched=matched,
        undated=0,
        counts={name: counts.get(name, {}) for name in DIMENSIONS},
        currencies={},
        budget=Total(matched, 0, 0, {}),
        chosen=frozenset(filters.model_fields_set) if filters else frozenset(),
    )


def test_differences_are_of_shares_the_widest_first() -> None:
    first = numbers(10, theme={"health": 5, "gender": 5, "unknown": 9}, funder={"afd": 1})
    other = numbers(100, theme={"health": 10, "gender": 50}, funder={"giz": 100})
    assert (
        differences(first, other)
        == [
            Difference("funder", "giz", 0, 100),
            Difference("theme", "health", 5, 10),
            Difference("funder", "afd", 1, 0),
        ][:2]
    )


def test_what_the_selections_were_chosen_by_is_no_difference() -> None:
    first = numbers(3, Filters(theme=["health"]), theme={"health": 3})
    other = numbers(3, Filters(theme=["gender"]), theme={"gender": 3})
    assert differences(first, other) == []
    assert differences(first, numbers(0)) == []


@given(st.integers(1, 50), st.integers(1, 50), st.data())
def test_differences_are_the_same_from_both_sides(a: int, b: int, data: st.DataObject) -> None:
    values = st.dictionaries(st.sampled_from("pqrst"), st.integers(0, 50))
    first = numbers(a, theme=data.draw(values))
    other = numbers(b, theme=data.draw(values))
    mirrored = [
        Difference(each.dimension, each.value, each.other, each.first)
        for each in differences(other, first)
    ]
    assert differences(first, other) == mirrored


def test_a_chosen_value_stands_for_the_organisation_it_became() -> None:
    filters = Filters(funder=["former"], role=[], with_organisation=["x"])
    counts = {"funder": {"now": 2, "other": 1}, "organisation": {"x": 1, "y": 2}}
    assert narrowed(filters, counts, {"former": "now"})["funder"] == {"now": 2}
    assert narrowed(filters, counts, {})["organisation"] == {"x": 1, "y": 2}


def test_an_organisation_beside_another_is_asked_for_by_its_own_filter() -> None:
    alone = value_query(Filters(theme=["health"]), "organisation", "oim")
    beside = value_query(Filters(organisation=["aecid"]), "organisation", "oim")
    assert alone == "theme=health&organisation=oim"
    assert beside == "organisation=aecid&with_organisation=oim"


def test_values_are_ranked() -> None:
    counts = {"b": 2, "a": 2, "c": 5, "unknown": 9}
    assert ranked("theme", counts, {key: key for key in counts}) == ["c", "a", "b", "unknown"]
    years = {"2011": 1, "2009": 5, "unknown": 2}
    assert ranked("year_active", years, {}) == [
        "2009",
        "2011",
        "unknown",
    ]


def test_charts_side_by_side_have_the_same_scales() -> None:
    first, other = {2010: 2, 2012: 4}, {2008: 40}
    beside = {2008: 40, 2010: 2, 2012: 4}
    charts = [columns(each, mirrored=False, beside=beside) for each in (first, other)]
    assert charts[0] is not None
    assert charts[1] is not None
    assert charts[0].gridlines == charts[1].gridlines
    assert [each.label for each in charts[0].columns] == [each.label for each in charts[1].columns]
    assert (charts[0].first, charts[0].last, charts[0].peak) == ("2010", "2012", 4)
    assert charts[1].peak_labels == ["2008"]
