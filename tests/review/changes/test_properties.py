"""Laws that hold for every document."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from app.errors import InvalidFieldsError
from app.review.changes import (
    Content,
    apply,
    assemble,
    completeness,
    difference,
    find_path,
    flatten,
    from_merge_patch,
    problems,
    settle_text_states,
    standing,
)
from app.review.changes.patches import merge
from app.review.changes.paths import KINDS
from tests.fixtures.documents import IDS, PATIENT, any_document, documents, real_documents, words

pairs = st.tuples(documents, documents) | st.tuples(any_document(), any_document())


def values_of(before: Content | None, after: Content) -> dict[str, JsonValue | None]:
    return {change.path: change.proposed for change in difference(before, after)}


def unordered(content: Content) -> dict[str, JsonValue]:
    return flatten(content)


@PATIENT
@given(any_document())
def test_taking_apart_and_putting_together_is_nothing(content: Content) -> None:
    assert assemble(flatten(content)) == content


def test_every_real_document_is_put_together_as_it_was() -> None:
    for content in real_documents():
        assert assemble(flatten(content)) == content
        assert difference(content, content) == []


@PATIENT
@given(any_document())
def test_nothing_differs_from_itself(content: Content) -> None:
    assert difference(content, content) == []
    assert apply(content, {}) == content
    assert settle_text_states(content, content) == content


@PATIENT
@given(pairs)
def test_a_difference_that_is_applied_gives_the_other(pair: tuple[Content, Content]) -> None:
    before, after = pair
    result = apply(before, values_of(before, after))
    assert unordered(result) == unordered(settle_text_states(before, after))


@PATIENT
@given(any_document())
def test_a_new_project_is_made_of_its_values_alone(after: Content) -> None:
    assert apply(None, values_of(None, after)) == settle_text_states(None, after)
    assert all(change.base is None for change in difference(None, after))


@PATIENT
@given(pairs)
def test_what_was_reached_by_changes_is_reached_exactly(pair: tuple[Content, Content]) -> None:
    before, after = pair
    reached = apply(before, values_of(before, after))
    assert unordered(apply(before, values_of(before, reached))) == unordered(reached)


@PATIENT
@given(pairs)
def test_settling_twice_is_settling_once(pair: tuple[Content, Content]) -> None:
    before, after = pair
    once = settle_text_states(before, after)
    assert settle_text_states(before, once) == once


@PATIENT
@given(pairs, st.data())
def test_changes_of_different_fields_commute(
    pair: tuple[Content, Content], data: st.DataObject
) -> None:
    before, after = pair
    changes = difference(before, after)
    fields = sorted({field_of(change.path) for change in changes})
    chosen = data.draw(st.sets(st.sampled_from(fields)) if fields else st.just(set[str]()))
    one = {each.path: each.proposed for each in changes if field_of(each.path) in chosen}
    other = {each.path: each.proposed for each in changes if field_of(each.path) not in chosen}
    expected = unordered(apply(before, {**one, **other}))
    assert unordered(apply(apply(before, one), other)) == expected
    assert unordered(apply(apply(before, other), one)) == expected


@PATIENT
@given(pairs, st.data())
def test_changes_of_different_items_commute(
    pair: tuple[Content, Content], data: st.DataObject
) -> None:
    before, after = pair
    changes = [each for each in difference(before, after) if "[" in each.path]
    order = data.draw(st.permutations(changes))
    stepwise = before
    for change in order:
        stepwise = apply(stepwise, {change.path: change.proposed})
    at_once = apply(before, {change.path: change.proposed for change in changes})
    assert unordered(stepwise) == unordered(at_once)


@PATIENT
@given(pairs)
def test_each_path_is_known_by_its_name(pair: tuple[Content, Content]) -> None:
    for change in difference(*pair):
        path = find_path(change.path)
        assert path is not None
        assert str(path) == change.path
        assert standing(change.base, change.base, change.proposed) == "clean"
        assert standing(change.base, change.proposed, change.proposed) == "same"


@PATIENT
@given(any_document(), any_document())
def test_content_that_is_given_is_never_modified(before: Content, after: Content) -> None:
    copies = repr(before), repr(after)
    apply(before, values_of(before, after))
    assert (repr(before), repr(after)) == copies


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=12,
)


def merge_as_specified(target: Any, patch: Any) -> Any:
    """The pseudocode of RFC 7396, line by line."""
    if isinstance(patch, dict):
        if not isinstance(target, dict):
            target = {}
        for name, value in patch.items():
            if value is None:
                if name in target:
                    del target[name]
            else:
                target[name] = merge_as_specified(target.get(name), value)
        return target
    return patch


@PATIENT
@given(json_values, json_values)
def test_merging_is_that_of_the_standard(target: Any, patch: Any) -> None:
    expected = merge(target, patch)
    assert merge_as_specified(target, patch) == expected


def keyed(content: Content) -> dict[str, Any]:
    """A document as merge patches see it: lists as objects, nothing where nothing is."""
    lists = {
        name: {item["id"]: item for item in value}
        if value and isinstance(value[0], dict)
        else dict.fromkeys(value, True)
        for name, value in content.items()
        if isinstance(value, list)
    }
    kept: dict[str, Any] = without_nulls({**content, **lists})
    return kept


def without_nulls(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(part) for name, part in value.items() if part not in (None, {}, [])}


patches = st.fixed_dictionaries(
    {},
    optional={
        "acronym": st.none() | words,
        "start_date": st.none() | st.just("2021"),
        "good_practice": st.none() | st.booleans(),
        "budget": st.none()
        | st.fixed_dictionaries({}, optional={"value": st.just(5), "note": st.none() | words}),
        "themes": st.dictionaries(
            st.sampled_from(["health", "return"]), st.sampled_from([True, None])
        ),
        "documents": st.dictionaries(
            st.just("00000000-0000-4000-8000-000000000001"),
            st.none() | st.fixed_dictionaries({"title": words}),
        ),
    },
)


@PATIENT
@given(documents, patches)
def test_a_patch_does_to_a_project_what_the_standard_does_to_the_keyed_document(
    content: Content, patch: dict[str, Any]
) -> None:
    expected = without_nulls(merge_as_specified(keyed(content), patch))
    for key, item in expected.get("documents", {}).items():
        item["id"] = key
    assert keyed(from_merge_patch(content, patch)) == expected


_names = st.sampled_from(
    ["title", "objectives", "themes", "budget", "participations", "locations", "sources", "fr",
     "states", "text", "id", "contribution", "supports", "point", "level", "value", "health",
     "start_date", "good_practice", IDS[0]]
)  # fmt: skip
wild: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("draft"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=20,
)


@PATIENT
@given(any_document(), st.dictionaries(_names, wild, max_size=4))
def test_any_patch_is_taken_or_refused_with_reasons(content: Content, patch: Any) -> None:
    try:
        after = from_merge_patch(content, patch)
    except InvalidFieldsError:
        return
    assert unordered(apply(content, values_of(content, after))) == unordered(
        settle_text_states(content, after)
    )
    for problem in problems(after):
        assert find_path(problem.path) or problem.path in KINDS
    completeness(after)


def field_of(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]
