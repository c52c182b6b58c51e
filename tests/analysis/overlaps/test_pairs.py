"""The derived pairs: all that a comparison of each with each would find, and kept true."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.analysis.overlaps.comparison import compare, listed_content, profile_of
from app.analysis.overlaps.kinds import kind_of
from app.analysis.overlaps.lineage import are_related, programmes_above
from app.analysis.overlaps.refreshing import count_unseen, refresh_pairs
from app.models import Organisation, OverlapLook, OverlapPair, ProjectListing
from app.projects import listing
from tests.fixtures.factories import (
    PROVINCES,
    Content,
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.fixtures.sampling import tries

TODAY = date(2026, 11, 21)
SLUGS = ("afd", "giz", "oim", "anapec")
WORDS = (
    "projet", "appui", "migrants", "phase", "ii", "puits", "forage", "villages", "tourisme",
    "cooperative", "agadir", "oujda", "de", "des", "electrification",
)  # fmt: skip
PLACES = [
    located("national"),
    *(located("region", code) for code in PROVINCES),
    *(located("province", code, each) for code, own in PROVINCES.items() for each in own),
]


@pytest.fixture
def catalogue(session: Session) -> Session:
    add_vocabulary(session)
    session.add_all([make_organisation(slug) for slug in SLUGS])
    session.flush()
    return session


def _few(values: Sequence[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), max_size=most, unique_by=str)


_roles = st.tuples(st.sampled_from(SLUGS), st.sampled_from(["funding", "implementing"]))
_contents = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
        "acronym": st.sampled_from([None, None, "PUITS", "Puits", "ABC 2"]),
        "start_date": st.sampled_from([None, "2019", "2020-05", "2021"]),
        "end_date": st.sampled_from([None, "2021", "2022-03"]),
        "activity_status": st.sampled_from([None, "2", "4"]),
        "themes": _few(["health", "culture_identity", "gender"]),
        "target_groups": _few(["women", "youth", "mre"]),
        "locations": _few(PLACES),
        "participations": st.lists(_roles, max_size=3, unique=True),
        "part_of": st.sampled_from([None, None, None, 1, 2]),
    }
)


def _made(number: int, drawn: dict[str, Any]) -> Content:
    above = drawn["part_of"]
    return make_project(
        number,
        **{
            **drawn,
            "title": make_text(drawn["title"]),
            "participations": [takes_part(slug, role) for slug, role in drawn["participations"]],
            "part_of": f"MA-MD-{above:04}" if above is not None and above < number else None,
        },
    )


def found(session: Session) -> dict[tuple[int, int], tuple[str, float]]:
    while refresh_pairs(session, TODAY):
        pass
    rows = session.scalars(select(OverlapPair).execution_options(populate_existing=True))
    return {(row.first_id, row.second_id): (row.kind, row.score) for row in rows}


def brute_force(session: Session) -> dict[tuple[int, int], tuple[str, float]]:
    rows = session.execute(select(ProjectListing.project_id, ProjectListing.item))
    profiles = {key: profile_of(listed_content(item)) for key, item in rows}
    above = programmes_above(session, profiles)
    pairs = {}
    for one, other in combinations(sorted(profiles), 2):
        overlap = compare(profiles[one], profiles[other], TODAY)
        kind = kind_of(profiles[one], profiles[other], overlap, TODAY)
        if kind is not None and not are_related(above, one, other):
            pairs[one, other] = (kind.value, overlap.score)
    return pairs


@settings(
    max_examples=tries(12),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(_contents, min_size=2, max_size=7))
def test_the_blocks_lose_no_pair(catalogue: Session, drawn: list[dict[str, Any]]) -> None:
    with catalogue.begin_nested() as attempt:
        publish_projects(catalogue, [_made(number, each) for number, each in enumerate(drawn, 1)])
        assert found(catalogue) == brute_force(catalogue)
        attempt.rollback()


TWINS = {
    "title": make_text("Forage de puits à Tiznit"),
    "participations": [takes_part("afd")],
}


def test_a_programme_and_its_parts_at_any_depth_are_no_pair(catalogue: Session) -> None:
    made = [
        make_project(1, **TWINS),
        make_project(2, **TWINS, part_of="MA-MD-0001"),
        make_project(3, **TWINS, part_of="MA-MD-0002"),
        make_project(4, **TWINS, part_of="MA-MD-0001"),
    ]
    publish_projects(catalogue, made)
    ids = list(catalogue.scalars(select(ProjectListing.project_id).order_by(
        ProjectListing.identifier)))  # fmt: skip
    assert set(found(catalogue)) == {(ids[1], ids[3]), (ids[2], ids[3])}


def test_only_what_changed_is_compared_again(catalogue: Session) -> None:
    publish_projects(catalogue, [make_project(number, **TWINS) for number in range(1, 5)])
    assert (count_unseen(catalogue), len(found(catalogue)), count_unseen(catalogue)) == (4, 6, 0)
    one = catalogue.scalars(select(ProjectListing.project_id).limit(1)).one()
    listing.refresh(catalogue, [one])
    assert catalogue.scalars(select(func.count()).select_from(OverlapLook)).one() == 3
    assert catalogue.scalars(select(func.count()).select_from(OverlapPair)).one() == 3
    assert refresh_pairs(catalogue, TODAY) == 1
    assert len(found(catalogue)) == 6


def test_an_archived_project_is_in_no_pair(catalogue: Session) -> None:
    publish_projects(catalogue, [make_project(number, **TWINS) for number in (1, 2)])
    assert len(found(catalogue)) == 1
    catalogue.execute(text("UPDATE projects SET archived_at = now(), archive_reason = 'x'"))
    listing.refresh(catalogue)
    assert found(catalogue) == {}


def test_a_merged_organisation_is_the_one_it_became(catalogue: Session) -> None:
    place = {"start_date": "2020", "end_date": "2021", "themes": ["health"],
             "target_groups": ["women"], "locations": [PLACES[-1]]}  # fmt: skip
    made = [
        make_project(1, **place, title=make_text("Puits"), participations=[takes_part("afd")]),
        make_project(2, **place, title=make_text("Tourisme"), participations=[takes_part("giz")]),
    ]
    publish_projects(catalogue, made)
    assert {kind for kind, _ in found(catalogue).values()} == {"overlap"}
    rows = {row.slug: row for row in catalogue.scalars(select(Organisation))}
    rows["giz"].merged_into_id = rows["afd"].id
    catalogue.flush()
    listing.refresh(catalogue)
    assert found(catalogue) == {}, "the same funder, and no other title"
