"""What two projects may be to each other, on pairs worked out by hand."""

from datetime import date
from typing import Any

import pytest

from app.analysis.overlaps.comparison import compare, profile_of
from app.analysis.overlaps.kinds import kind_of
from app.codelists import OverlapKind
from tests.fixtures.factories import Content, located, make_project, make_text, takes_part

TODAY = date(2026, 11, 21)
AAA, AAB = located("province", "MA-01", "MA-AAA"), located("province", "MA-01", "MA-AAB")
REGION, OTHER_REGION = located("region", "MA-01"), located("region", "MA-02")
BASE: Content = {
    "title": make_text("Puits"),
    "start_date": "2020",
    "end_date": "2021",
    "themes": ["health"],
    "target_groups": ["women"],
    "locations": [AAA],
    "participations": [takes_part("afd")],
}
OTHER = {**BASE, "title": make_text("Tourisme"), "participations": [takes_part("giz")]}


def kind(one: Content, other: Content) -> tuple[OverlapKind | None, float]:
    first, second = profile_of(make_project(1, **one)), profile_of(make_project(2, **other))
    overlap = compare(first, second, TODAY)
    found = kind_of(first, second, overlap, TODAY)
    assert found == kind_of(second, first, overlap, TODAY)
    return found, overlap.score


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        # province .10, period .06, public .05, theme .05
        ({}, (OverlapKind.OVERLAP, 0.26)),
        # without a common month
        ({"start_date": "2022", "end_date": "2023"}, (None, 0.20)),
        # 2 months of 24: .06 / 12
        ({"start_date": "2021-11", "end_date": "2024"}, (OverlapKind.OVERLAP, 0.205)),
        # another province; the region, .05, counts for the score but is not the same place
        ({"locations": [AAB]}, (None, 0.21)),
        # known to the region alone
        ({"locations": [REGION]}, (OverlapKind.OVERLAP, 0.21)),
        ({"locations": [OTHER_REGION]}, (None, 0.16)),
        # other themes for the same public
        ({"themes": ["culture_identity"]}, (OverlapKind.SYNERGY, 0.21)),
        # the same theme by others, for another public
        ({"target_groups": ["youth"]}, (OverlapKind.SYNERGY, 0.21)),
        # neither theme nor public in common
        ({"themes": ["culture_identity"], "target_groups": ["youth"]}, (None, 0.16)),
        # unknown themes are no other themes; unknown funders are no other funders
        ({"themes": []}, (None, 0.21)),
        ({"participations": []}, (None, 0.26)),
        # the same funder .11: they know of each other
        ({"participations": [takes_part("afd")]}, (None, 0.37)),
        # the same title .55
        ({"title": make_text("Puits")}, (OverlapKind.LIKELY_DUPLICATE, 0.81)),
        # the same title, and nothing else
        (
            {"title": make_text("Puits"), "locations": [], "start_date": None, "end_date": None,
             "themes": [], "target_groups": []},
            (OverlapKind.LIKELY_DUPLICATE, 0.55),
        ),
    ],
)  # fmt: skip
def test_kinds(over: dict[str, Any], expected: tuple[OverlapKind | None, float]) -> None:
    assert kind(BASE, {**OTHER, **over}) == expected


def test_alike_in_all_but_the_title_is_a_likely_duplicate() -> None:
    """.11 + .08 + .10 + .06 + .05 + .05"""
    parts = [takes_part("afd"), takes_part("anapec", "implementing")]
    one, other = ({**each, "participations": parts} for each in (BASE, OTHER))
    assert kind(one, other) == (OverlapKind.LIKELY_DUPLICATE, 0.45)
