from typing import Any

import pytest

from app.errors import InvalidFieldsError
from app.review.changes import assemble, completeness, from_merge_patch, problems
from tests.fixtures.documents import real_documents
from tests.fixtures.factories import located, make_project, make_text, takes_part

ID = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"


def project(**over: Any) -> dict[str, Any]:
    return make_project(1, **over)


def test_an_item_that_is_new_is_completed_with_what_is_not_known() -> None:
    after = from_merge_patch(
        project(), {"participations": {ID: {"organisation": "afd", "role": "funding"}}}
    )
    assert after["participations"] == [{"id": ID, **takes_part("afd")}]


def test_members_of_an_item_are_merged_and_null_removes_one() -> None:
    part = {"id": ID, **takes_part("afd", contribution={"value": 5, "currency": "EUR"})}
    before = project(participations=[part])
    patch: dict[str, Any] = {"participations": {ID: {"contribution": {"value": 7}}}}
    [item] = from_merge_patch(before, patch)["participations"]
    assert item["contribution"] == {"value": 7, "currency": "EUR"}
    patch = {"participations": {ID: {"contribution": None}}}
    [item] = from_merge_patch(before, patch)["participations"]
    assert item["contribution"] is None
    assert from_merge_patch(before, {"participations": {ID: None}})["participations"] == []


def test_codes_are_added_and_removed_one_by_one() -> None:
    before = project(themes=["health", "education"])
    after = from_merge_patch(before, {"themes": {"health": None, "youth": True, "absent": None}})
    assert after["themes"] == ["education", "youth"]


def test_a_budget_is_merged_and_removed() -> None:
    after = from_merge_patch(project(), {"budget": {"value": 5, "currency": "EUR"}})
    assert after["budget"] == {"value": 5, "currency": "EUR", "scope": None, "note": None}
    assert from_merge_patch(after, {"budget": None})["budget"] is None
    assert from_merge_patch(after, {"budget": {"value": None, "currency": None}})["budget"] is None
    assert from_merge_patch(project(), {"budget": {}})["budget"] is None


def test_a_new_project_begins_with_nothing() -> None:
    after = from_merge_patch(None, {"title": {"fr": "Puits"}})
    assert after["title"] == {"fr": "Puits", "ar": None, "en": None, "states": {}}
    assert after["identifier"] is None
    assert after["locations"] == []


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"identifier": "MA-MD-0002"}, "/identifier"),
        ({"slug": "autre"}, "/slug"),
        ({"revision": 3}, "/revision"),
        ({"labels": None}, "/labels"),
        ({"last_confirmed_at": None}, "/last_confirmed_at"),
        ({"titel": {}}, "/titel"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"title": "Puits"}, "/title"),
        ({"title": {"de": "Brunnen"}}, "/title/de"),
        ({"title": {"fr": 5}}, "/title/fr"),
        ({"title": {"fr": "x" * 20_001}}, "/title/fr"),
        ({"title": {"states": {"fr": "stale"}}}, "/title/states/fr"),
        ({"title": {"states": {"fr": {}}}}, "/title/states/fr"),
        ({"title": {"states": []}}, "/title/states"),
        ({"themes": ["health"]}, "/themes"),
        ({"themes": None}, "/themes"),
        ({"themes": {"health": False}}, "/themes/health"),
        ({"themes": {"Health!": True}}, "/themes/Health!"),
        ({"locations": []}, "/locations"),
        ({"locations": None}, "/locations"),
        ({"locations": {"1": {}}}, "/locations/1"),
        ({"locations": {ID: []}}, f"/locations/{ID}"),
        ({"locations": {ID: {"level": "region", "town": "x"}}}, f"/locations/{ID}/town"),
        ({"locations": {ID: {"id": OTHER}}}, f"/locations/{ID}/id"),
        ({"locations": {ID: {"point": "-9,30"}}}, f"/locations/{ID}/point"),
        ({"objectives": {ID: {"text": "Creuser"}}}, f"/objectives/{ID}/text"),
        ({"objectives": {ID: {"text": {"fr": []}}}}, f"/objectives/{ID}/text/fr"),
        ({"participations": {ID: {"contribution": {"sum": 1}}}},
         f"/participations/{ID}/contribution/sum"),
        ({"budget": 5}, "/budget"),
        ({"budget": {"amount": 5}}, "/budget/amount"),
        ({"start_date": 2014}, "/start_date"),
        ({"good_practice": 1}, "/good_practice"),
    ],
)  # fmt: skip
def test_a_patch_that_does_not_fit_says_where(patch: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidFieldsError) as raised:
        from_merge_patch(project(), patch)
    errors: Any = raised.value.members["errors"]
    assert [error["pointer"] for error in errors] == [pointer]
    assert errors[0]["detail"]


def test_all_faults_of_a_patch_are_told_at_once() -> None:
    with pytest.raises(InvalidFieldsError) as raised:
        from_merge_patch(project(), {"themes": [], "slug": "x", "acronym": 3, "end_date": "2014"})
    errors: Any = raised.value.members["errors"]
    assert [error["pointer"] for error in errors] == ["/themes", "/slug", "/acronym"]


def test_the_real_projects_have_no_problem() -> None:
    assert [problem for content in real_documents() for problem in problems(content)] == []


@pytest.mark.parametrize(
    ("over", "path", "pointer"),
    [
        ({"title": make_text("") | {"fr": None, "states": {}}}, "title.fr", "/title/fr"),
        ({"title": None}, "title.fr", "/title/fr"),
        ({"title": make_text(" x")}, "title.fr", "/title/fr"),
        ({"description": make_text("x", " y")}, "description.ar", "/description/ar"),
        ({"start_date": "20"}, "start_date", "/start_date"),
        ({"start_date": "2014", "end_date": "2010"}, "end_date", "/end_date"),
        ({"residence_countries": ["health"]},
         "residence_countries[health]", "/residence_countries/health"),
        ({"budget": {"value": -1, "currency": "EUR", "scope": "morocco", "note": None}},
         "budget", "/budget/value"),
        ({"title_original": "Pozos"}, "title_original", "/title_original"),
        ({"part_of": "MA-MD-0001"}, "part_of", "/part_of"),
        ({"participations": [{"id": ID, **takes_part("afd", role="boss")}]},
         f"participations[{ID}]", f"/participations/{ID}/role"),
        ({"participations": [{"id": ID, **takes_part("afd", partner_kind="research")}]},
         f"participations[{ID}]", f"/participations/{ID}"),
        ({"participations": [{"id": ID, **takes_part("afd")}, {"id": OTHER, **takes_part("afd")}]},
         "participations", "/participations"),
        ({"locations": [{"id": ID, **located("region")}]}, f"locations[{ID}]", f"/locations/{ID}"),
        ({"objectives": [{"id": ID, "text": make_text(" x")}]},
         f"objectives[{ID}]", f"/objectives/{ID}/text/fr"),
    ],
)  # fmt: skip
def test_a_problem_is_told_at_its_path(over: dict[str, Any], path: str, pointer: str) -> None:
    found = problems(project(**over))
    assert [(problem.path, problem.pointer) for problem in found] == [(path, pointer)]
    assert found[0].detail


def test_a_draft_of_nothing_lacks_its_title_only() -> None:
    assert [problem.path for problem in problems(assemble({}))] == ["title.fr"]


def test_completeness_counts_what_readers_look_for() -> None:
    nothing = completeness(assemble({}))
    assert (nothing.known, nothing.of) == (0, len(nothing.missing))
    content = project(
        themes=["health"], participations=[takes_part("afd")], locations=[located("national")]
    )
    found = completeness(content)
    assert found.known == 4
    assert {"title.fr", "themes", "participations[funding]", "locations"}.isdisjoint(found.missing)
    assert "participations[implementing]" in found.missing
