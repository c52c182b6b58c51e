from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.overlaps.duplicates import likely_duplicates
from app.analysis.overlaps.wording import reason_text
from app.codelists import Language
from app.projects.reference import read_reference
from tests.fixtures.factories import (
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    make_text,
    merge,
    publish_projects,
    takes_part,
)

TODAY = date(2026, 11, 21)
WELLS = {
    "title": make_text("Forage de puits dans les villages du Souss", "حفر الآبار بقرى سوس"),
    "start_date": "2020-01",
    "end_date": "2021-06",
    "participations": [takes_part("afd"), takes_part("migdev", "implementing")],
    "locations": [located("province", "MA-01", "MA-AAA")],
    "target_groups": ["women"],
}


@pytest.fixture
def catalogue(session: Session) -> Session:
    add_vocabulary(session)
    session.add_all([make_organisation("afd"), make_organisation("migdev")])
    session.flush()
    projects = [
        make_project(1, **WELLS),
        make_project(2, title=make_text("Tourisme rural"), participations=[takes_part("afd")]),
        make_project(3, **{**WELLS, "title": make_text("Alphabétisation"), "acronym": "ALPHA"}),
        make_project(4, title=make_text("Forage de puits dans les villages du Souss, phase II"),
                     part_of="MA-MD-0001"),
    ]  # fmt: skip
    publish_projects(session, projects)
    return session


def found(session: Session, content: Mapping[str, Any], own: str | None = None) -> list[str]:
    each = likely_duplicates(session, content, own, today=TODAY)
    return [duplicate.identifier for duplicate in each]


def test_a_draft_with_a_like_title_finds_the_project(catalogue: Session) -> None:
    assert found(catalogue, {"title": {"fr": "FORAGE DE PUITS, villages de Souss"}}) == [
        "MA-MD-0001",
        "MA-MD-0004",
    ]
    assert found(catalogue, {"title": {"ar": "حفر آبار بقرى سوس"}}) == ["MA-MD-0001"]
    assert found(catalogue, {"title": {"fr": "Reboisement"}}) == []


def test_the_same_setting_and_acronym_under_another_title_are_found(catalogue: Session) -> None:
    content = make_project(9, **{**WELLS, "title": make_text("Reboisement"), "acronym": "Alpha"})
    assert found(catalogue, content) == ["MA-MD-0003"]


def test_a_draft_of_nothing_has_no_duplicates(catalogue: Session) -> None:
    assert found(catalogue, {}) == []
    assert found(catalogue, {"title": {"fr": "' & | !:* ()"}, "acronym": "…"}) == []


def test_a_project_is_no_duplicate_of_itself_its_programme_or_its_parts(
    catalogue: Session,
) -> None:
    part = make_project(4, title=make_text("Forage de puits dans les villages du Souss"))
    assert found(catalogue, part, "MA-MD-0004") == ["MA-MD-0001"]
    assert found(catalogue, {**part, "part_of": "MA-MD-0001"}, "MA-MD-0004") == []
    assert found(catalogue, make_project(1, **WELLS), "MA-MD-0001") == []


def test_an_organisation_that_was_merged_is_the_one_it_was_merged_into(
    catalogue: Session,
) -> None:
    catalogue.add(make_organisation("ancienne"))
    catalogue.flush()
    merge(catalogue, "ancienne", "migdev")
    parts = [takes_part("ancienne", "implementing")]
    [first, *_] = likely_duplicates(
        catalogue, {"title": WELLS["title"], "participations": parts}, today=TODAY
    )
    assert ("migdev",) in [reason.codes for reason in first.reasons]


def test_reasons_are_told_in_the_language_of_the_reader(catalogue: Session) -> None:
    reference = read_reference(catalogue)
    [first, *_] = likely_duplicates(catalogue, make_project(9, **WELLS), today=TODAY)
    told = {
        language: [reason_text(reason, reference, language) for reason in first.reasons]
        for language in Language
    }
    assert told[Language.FR][0] == "titres semblables à 100 %"
    assert "18 mois en commun" in told[Language.FR]
    assert "même province : Province MA-AAA" in told[Language.FR]
    assert told[Language.EN][0] == "titles alike at 100%"
    assert "18 months together" in told[Language.EN]
    assert len(told[Language.AR]) == len(told[Language.FR])
