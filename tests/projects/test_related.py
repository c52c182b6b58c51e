"""Similar projects of a small catalogue."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Project
from app.projects.history import read_history
from app.projects.related import similar_projects
from tests.fixtures.factories import (
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    merge,
    publish_projects,
    takes_part,
)

HERE, THERE = [located("region", "MA-01")], [located("region", "MA-02")]
ONE, OLD, OTHER = [takes_part("one")], [takes_part("old", "partner")], [takes_part("other")]
PROJECTS = [
    make_project(1, locations=HERE, themes=["health"], target_groups=["mre"], participations=ONE),
    make_project(2, locations=HERE, themes=["health"]),
    make_project(3, locations=THERE, themes=["health"], participations=OLD),
    make_project(4, locations=HERE, participations=OTHER),
    make_project(5),
    make_project(6, locations=HERE, themes=["health"], target_groups=["mre"], participations=OTHER),
    make_project(7, locations=[*HERE, *THERE], themes=["health"], target_groups=["mre"]),
    make_project(8, locations=HERE, themes=["health", "youth_education"]),
]


@pytest.fixture
def small_catalogue(session: Session) -> Session:
    add_vocabulary(session)
    session.add_all(make_organisation(slug) for slug in ("one", "old", "other"))
    session.flush()
    merge(session, "old", "one")
    publish_projects(session, PROJECTS)
    return session


def similar(session: Session, number: int, *without: str) -> list[int]:
    found = similar_projects(session, f"MA-MD-{number:04}", without)
    return [int(each.item["slug"].rpartition("-")[2]) for each in found]


def test_the_more_kinds_are_shared_the_earlier(small_catalogue: Session) -> None:
    assert similar(small_catalogue, 1) == [3, 6, 7, 2, 8]


def test_what_is_shared_is_named(small_catalogue: Session) -> None:
    merged, both, *_ = similar_projects(small_catalogue, "MA-MD-0001")
    assert merged.shared == {"organisations": ["one"], "themes": ["health"]}
    assert both.shared == {"regions": ["MA-01"], "themes": ["health"], "target_groups": ["mre"]}


def test_those_left_out_make_room(small_catalogue: Session) -> None:
    assert similar(small_catalogue, 1, "MA-MD-0003", "MA-MD-0006") == [7, 2, 8]


def test_one_thing_in_common_is_not_enough(small_catalogue: Session) -> None:
    assert similar(small_catalogue, 4) == [6]
    assert similar(small_catalogue, 5) == []


def test_the_history_has_each_revision_and_the_archive(small_catalogue: Session) -> None:
    publish_projects(small_catalogue, [{**PROJECTS[0], "start_date": "2014"}], "someone")
    found = read_history(small_catalogue, "MA-MD-0001")
    assert [(each.number, each.author) for each in found.revisions] == [(2, "someone"), (1, "test")]
    assert found.archived_at is None
    project = small_catalogue.scalars(
        select(Project).where(Project.identifier == "MA-MD-0001")
    ).one()
    project.archived_at, project.archive_reason = func.now(), "double"
    small_catalogue.flush()
    archived = read_history(small_catalogue, "MA-MD-0001")
    assert archived.archived_at is not None
    assert archived.archive_reason == "double"
