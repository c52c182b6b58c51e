from typing import Any

import pytest

from app.codelists import UserRole
from app.errors import InvalidFieldsError
from app.review.changes import (
    Change,
    apply,
    difference,
    editable,
    find_path,
    from_merge_patch,
    parse_path,
    standing,
)
from tests.fixtures.factories import make_project, make_text

ID = "00000000-0000-4000-8000-000000000001"


def project(**over: Any) -> dict[str, Any]:
    return make_project(1, title=make_text("Puits", "آبار", "Wells"), **over)


def states(content: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = content["title"]["states"]
    return found


def test_a_change_in_one_language_makes_the_others_stale() -> None:
    after = apply(project(), {"title.fr": "Puits et forages"})
    assert states(after) == {"fr": "original", "ar": "stale", "en": "stale"}


def test_a_translation_that_is_changed_is_confirmed() -> None:
    after = apply(project(), {"title.fr": "Forages", "title.ar": "آبار عميقة"})
    assert states(after) == {"fr": "original", "ar": "confirmed", "en": "stale"}


def test_a_translation_that_is_added_leaves_the_others_alone() -> None:
    before = make_project(1, title=make_text("Puits"))
    assert states(apply(before, {"title.en": "Wells"})) == {"fr": "original", "en": "confirmed"}
    as_draft = apply(before, {"title.en": "Wells", "title.en.state": "draft"})
    assert states(as_draft) == {"fr": "original", "en": "draft"}


def test_a_language_that_is_removed_takes_its_state_along() -> None:
    assert states(apply(project(), {"title.ar": None})) == {"fr": "original", "en": "draft"}


def test_a_translation_may_be_proposed_as_checked() -> None:
    before = project()
    after = from_merge_patch(before, {"title": {"states": {"ar": "confirmed"}}})
    assert difference(before, after) == [Change("title.ar.state", "draft", "confirmed")]
    assert states(apply(before, {"title.ar.state": "confirmed"}))["ar"] == "confirmed"


def test_what_follows_from_a_text_is_no_change_of_its_own() -> None:
    before = project()
    after = apply(before, {"title.fr": "Forages"})
    assert difference(before, after) == [Change("title.fr", "Puits", "Forages")]


def test_languages_that_are_typed_one_after_the_other_are_changed_together() -> None:
    before = project()
    first = apply(before, {"title.fr": "Forages"})
    second = from_merge_patch(first, {"title": {"ar": "آبار عميقة"}})
    paths = {change.path: change.proposed for change in difference(before, second)}
    assert paths == {"title.fr": "Forages", "title.ar": "آبار عميقة"}
    assert states(apply(before, paths)) == {"fr": "original", "ar": "confirmed", "en": "stale"}


def test_items_settle_the_states_of_their_texts_too() -> None:
    item = {"id": ID, "text": make_text("Creuser", "حفر")}
    before = project(objectives=[item])
    after = from_merge_patch(before, {"objectives": {ID: {"text": {"fr": "Creuser dix puits"}}}})
    [change] = difference(before, after)
    assert change.path == f"objectives[{ID}]"
    assert change.proposed == {
        "id": ID,
        "text": {
            "fr": "Creuser dix puits",
            "ar": "حفر",
            "en": None,
            "states": {"fr": "original", "ar": "stale"},
        },
    }


def test_items_keep_their_place_and_new_ones_come_last() -> None:
    ids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(3)]
    links = [{"id": key, "title": "A", "url": "https://example.org/"} for key in ids[:2]]
    after = apply(
        project(documents=links),
        {
            f"documents[{ids[2]}]": {**links[0], "id": ids[2]},
            f"documents[{ids[0]}]": {**links[0], "title": "B"},
        },
    )
    assert [(item["id"], item["title"]) for item in after["documents"]] == [
        (ids[0], "B"),
        (ids[1], "A"),
        (ids[2], "A"),
    ]


@pytest.mark.parametrize(
    ("base", "live", "proposed", "expected"),
    [
        ("a", "a", "b", "clean"),
        ("a", "c", "b", "moved"),
        ("a", "b", "b", "same"),
        (None, None, "b", "clean"),
        ("a", None, "b", "moved"),
        ("a", None, None, "same"),
        (True, True, False, "clean"),
        (True, 1, True, "moved"),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, None, "clean"),
    ],
)
def test_a_change_stands_beside_the_live_value(
    base: Any, live: Any, proposed: Any, expected: str
) -> None:
    assert standing(base, live, proposed) == expected


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("title.fr", "/title/fr"),
        ("title.ar.state", "/title/states/ar"),
        ("budget", "/budget"),
        ("themes[health]", "/themes/health"),
        ("residence_countries[FR]", "/residence_countries/FR"),
        (f"locations[{ID}]", f"/locations/{ID}"),
    ],
)
def test_paths_are_read_and_written(path: str, pointer: str) -> None:
    found = parse_path(path)
    assert (str(found), found.pointer) == (path, pointer)


@pytest.mark.parametrize(
    "path",
    ["", "title", "title.de", "title[fr]", "themes", "themes[A b]", "budget.value", "revision",
     "locations[1]", f"locations[{ID}].name", "start_date.fr", "nothing", "title.fr\n",
     "themes[health", "labels", "url"],
)  # fmt: skip
def test_what_is_no_path_is_refused(path: str) -> None:
    assert find_path(path) is None
    assert not editable(path, UserRole.ADMINISTRATOR)
    with pytest.raises(InvalidFieldsError):
        apply(project(), {path: None})
    with pytest.raises(InvalidFieldsError):
        apply(project(), {path: "x"})


def test_who_may_propose_what() -> None:
    for path in ("title.fr", "budget", "part_of", "good_practice", f"uncertain[{ID}]"):
        assert all(editable(path, role) for role in UserRole)
    for path in ("steward", "confidence"):
        assert [role for role in UserRole if editable(path, role)] == ["analyst", "administrator"]
    for path in ("identifier", "slug"):
        assert not any(editable(path, role) for role in UserRole)
