"""Counting the facts of a project that a source bears out."""

from typing import Any

import pytest

from app.site.provenance import covering, trace
from tests.fixtures.factories import located, make_project, make_text, takes_part

MONEY = {"value": 100, "currency": "EUR"}


def source(*supports: str) -> dict[str, Any]:
    return {"supports": list(supports)}


def project(*sources: dict[str, Any], **over: Any) -> dict[str, Any]:
    return make_project(1, sources=list(sources), **over)


def test_only_what_is_known_counts() -> None:
    found = trace(project(start_date="2014", good_practice=False))
    assert set(found.facts) == {"title", "start_date"}
    assert (found.recorded, found.total) == (0, 2)


def test_a_field_is_borne_out_by_its_own_path() -> None:
    found = trace(
        project(source("start_date"), source("end_date", "start_date"), start_date="2014")
    )
    assert found.of("start_date") == (1, 2)
    assert found.of("title") == ()
    assert found.of("end_date") == ()
    assert (found.recorded, found.total) == (1, 2)


@pytest.mark.parametrize("path", ["title", "title.fr", "title.ar", "title_original"])
def test_a_title_is_one_fact_in_all_its_languages(path: str) -> None:
    assert trace(project(source(path))).of("title") == (1,)


def test_a_path_does_not_cover_another_that_begins_alike() -> None:
    assert trace(project(source("title_original"), description=make_text("x"))).recorded == 1
    assert "start_date" not in covering("start_date_other", {})


def test_each_role_is_a_fact_and_each_contribution_another() -> None:
    parts = [
        takes_part("a", contribution=MONEY),
        takes_part("b"),
        takes_part("c", "implementing"),
    ]
    found = trace(project(source("participations[funding]"), participations=parts))
    given = next(path for path in found.facts if path.endswith("]") and len(path) > 40)
    assert set(found.facts) == {
        "title",
        "participations[funding]",
        "participations[implementing]",
        given,
    }
    assert found.of("participations[funding]") == found.of(given) == (1,)
    assert found.of("participations[implementing]") == ()
    assert trace(project(source("participations"), participations=parts)).recorded == 3


def test_a_contribution_is_borne_out_alone() -> None:
    parts = [takes_part("a", contribution=MONEY), takes_part("b")]
    identifier = project(participations=parts)["participations"][0]["id"]
    path = f"participations[{identifier}]"
    found = trace(project(source(path), participations=parts))
    assert found.of(path) == (1,)
    assert found.of("participations[funding]") == ()


def test_a_list_is_borne_out_when_each_of_its_items_is() -> None:
    places = [located("region", "MA-01"), located("region", "MA-02")]
    ids = [place["id"] for place in project(locations=places)["locations"]]
    one, two = (f"locations[{each}]" for each in ids)
    half = trace(project(source(one), locations=places))
    assert half.of("locations") == ()
    assert half.of_item(one) == (1,)
    assert half.of_item(two) == ()
    assert trace(project(source(one), source(two), locations=places)).of("locations") == (1, 2)
    assert trace(project(source("locations"), locations=places)).of("locations") == (1,)


def test_a_code_is_covered_by_its_list_and_by_itself() -> None:
    assert trace(project(source("themes[health]"), themes=["health"])).of("themes") == (1,)
    assert trace(project(source("themes[health]"), themes=["health", "gender"])).of("themes") == ()
