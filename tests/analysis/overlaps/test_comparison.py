from datetime import date
from typing import Any

import pytest
from hypothesis import given

from app.analysis.overlaps.comparison import Aspect, compare, months_together, profile_of
from app.analysis.overlaps.titles import fold, likeness
from app.projects.dates import ActivePeriod
from app.review.changes import assemble
from tests.fixtures.documents import PATIENT, documents, real_documents
from tests.fixtures.factories import located, make_project, make_text, takes_part

TODAY = date(2026, 11, 21)


def project(**over: Any) -> dict[str, Any]:
    return make_project(1, **over)


def overlap_of(one: dict[str, Any], other: dict[str, Any]) -> dict[Aspect, Any]:
    found = compare(profile_of(one), profile_of(other), TODAY)
    return {reason.aspect: reason.codes or reason.amount for reason in found.reasons}


def score_of(one: dict[str, Any], other: dict[str, Any]) -> float:
    return compare(profile_of(one), profile_of(other), TODAY).score


def test_titles_are_compared_without_accents_and_articles() -> None:
    assert fold("L'Œuvre d'Élevage") == ["l", "oeuvre", "d", "elevage"]
    assert fold("والتعاونيات الهِجْرة") == ["تعاونيات", "هجره"]
    assert likeness("Élevage de chèvres", "ELEVAGE DES CHEVRES") == 1.0
    assert likeness("Élevage caprin", "Adduction d'eau") < 0.05
    assert likeness("", "Élevage") == 0.0


def test_words_that_every_title_has_say_little() -> None:
    common = likeness("Projet d'appui aux migrants d'Agadir", "Projet d'appui aux migrants d'Oujda")
    rare = likeness("Coopérative apicole d'Agadir", "Coopérative apicole d'Oujda")
    assert common < rare


def test_a_title_in_one_common_language_is_enough() -> None:
    one = project(title=make_text("Puits", "تعاونية الأركان"))
    other = project(title={**make_text("x"), "fr": None, "ar": "تعاونية الاركان"})
    assert overlap_of(one, other)[Aspect.TITLE] == 1.0
    assert score_of(one, other) == 0.55


def test_every_reason_is_told_with_its_codes() -> None:
    one = project(
        title=make_text("Puits du Souss"),
        acronym="PUITS",
        start_date="2020-01",
        end_date="2021-06",
        themes=["water", "health"],
        target_groups=["women"],
        participations=[takes_part("afd"), takes_part("migdev", "implementing")],
        locations=[located("province", "MA-01", "MA-AAA")],
    )
    other = project(
        title=make_text("Tourisme rural"),
        acronym="Puits",
        start_date="2020-05",
        end_date="2023",
        themes=["water"],
        target_groups=["women", "youth"],
        participations=[takes_part("afd"), takes_part("migdev", "accountable")],
        locations=[located("province", "MA-01", "MA-AAA"), located("region", "MA-02")],
    )
    assert overlap_of(one, other) == {
        Aspect.ACRONYM: ("PUITS",),
        Aspect.FUNDER: ("afd",),
        Aspect.ORGANISATION: ("migdev",),
        Aspect.PROVINCE: ("MA-AAA",),
        Aspect.PERIOD: 14,
        Aspect.THEME: ("water",),
        Aspect.TARGET_GROUP: ("women",),
    }


def test_a_region_counts_where_no_province_is_shared() -> None:
    one = project(locations=[located("province", "MA-01", "MA-AAA")], title=make_text("Un"))
    other = project(locations=[located("province", "MA-01", "MA-AAB")], title=make_text("Deux"))
    assert overlap_of(one, other) == {Aspect.REGION: ("MA-01",)}


def test_what_is_not_known_is_nothing_in_common() -> None:
    assert score_of(assemble({}), assemble({})) == 0
    assert score_of(assemble({"start_date": "20"}), project(start_date="2020")) == 0


@pytest.mark.parametrize(
    ("one", "other", "months"),
    [
        ((date(2020, 1, 1), date(2020, 12, 31)), (date(2020, 12, 1), date(2021, 1, 31)), 1),
        ((date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31)), 0),
        ((date(2026, 1, 1), None), (date(2025, 1, 1), None), 11),
        ((date(2030, 1, 1), None), (date(2025, 1, 1), None), 0),
        ((date(2030, 1, 1), None), (date(2025, 1, 1), date(2031, 1, 1)), 1),
    ],
)
def test_months_together(
    one: tuple[date, date | None], other: tuple[date, date | None], months: int
) -> None:
    assert months_together(ActivePeriod(*one), ActivePeriod(*other), TODAY) == months


@PATIENT
@given(documents, documents)
def test_an_overlap_is_the_same_seen_from_both_sides(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    there = compare(profile_of(one), profile_of(other), TODAY)
    back = compare(profile_of(other), profile_of(one), TODAY)
    assert there == back
    assert 0 <= there.score <= 1


def test_among_the_real_projects_phases_of_one_come_first() -> None:
    profiles = {each["identifier"]: profile_of(each) for each in real_documents()}
    found = sorted(
        (
            (compare(profiles[one], profiles[other], TODAY).score, one, other)
            for one in profiles
            for other in profiles
            if one < other
        ),
        reverse=True,
    )
    by_slug = {each["identifier"]: each["slug"] for each in real_documents()}
    assert {by_slug[name] for name in found[0][1:]} == {"mentor", "mentor-ii"}
    assert len([score for score, *_ in found if score >= 0.4]) < 20
