"""JSON Merge Patch (RFC 7396) of a project document whose lists are objects, keyed by id or code.

Checked here: that each member exists and is of the right make. Whether the result makes sense as
a project is for `problems` to say: a draft may be unfinished.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from app.codelists import TextState
from app.errors import InvalidFieldsError
from app.projects.document import READ_ONLY
from app.projects.problems import nearest
from app.review.changes.content import Content, assemble, flatten
from app.review.changes.paths import BLANKS, GIVEN, KINDS, LANGUAGES, TEXT_ITEMS, Kind, is_key

Patch = Mapping[str, JsonValue]
Fault = dict[str, str]

MAX_TEXT = 20_000
MAX_ITEMS = 500
_OBJECT = "write an object, between { and }, or null"
_KEYED = (
    "a list is written as an object keyed by {key}, where null removes one; it cannot be "
    "replaced as a whole"
)


def from_merge_patch(content: Mapping[str, Any] | None, patch: Patch) -> Content:
    """The content as proposed; states of texts are not settled yet.

    Raises InvalidFieldsError with a pointer into the patch for each fault.
    """
    live = assemble(flatten(content)) if content is not None else assemble({})
    faults = list(_faults(live, patch))
    if faults:
        raise InvalidFieldsError(faults)
    proposed = dict(live)
    for field, value in patch.items():
        proposed[field] = _merged_field(field, live[field], value)
    return proposed


def merge(target: JsonValue, patch: JsonValue) -> JsonValue:
    """MergePatch of RFC 7396, section 2."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge(result.get(name), value)
    return result


def _merged_field(field: str, live: Any, value: Any) -> Any:
    kind = KINDS[field]
    if kind is Kind.PLAIN:
        merged = merge(live, value)
        return _whole(BLANKS[field], merged) if isinstance(merged, dict) else merged
    if kind is Kind.TEXT:
        return _merged_text(live, value)
    if kind is Kind.CODES:
        kept = [code for code in live if value.get(code, True) is not None]
        return kept + [code for code, given in value.items() if given and code not in live]
    items = {item["id"]: item for item in live}
    for key, part in value.items():
        if part is None:
            items.pop(key, None)
        else:
            items[key] = _merged_item(field, key, items.get(key), part)
    return list(items.values())


def _merged_item(field: str, key: str, live: Any, part: Any) -> dict[str, Any]:
    merged = merge(live, part)
    assert isinstance(merged, dict)  # noqa: S101 - an object merged into anything is one
    item = {**BLANKS[field], **merged, "id": key}
    if field in TEXT_ITEMS:
        item["text"] = _merged_text(live["text"] if live else None, part.get("text", {}))
        if "text" in part and part["text"] is None:
            item["text"] = None
    if item.get("contribution") is not None:
        item["contribution"] = _whole({"value": None, "currency": None}, item["contribution"])
    return item


def _whole(blank: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any] | None:
    """With null for what is not known; nothing at all where nothing is."""
    whole = {**blank, **known}
    return whole if any(value is not None for value in whole.values()) else None


def _merged_text(live: Any, value: Any) -> dict[str, Any] | None:
    merged = merge(live, value)
    if not isinstance(merged, dict):
        return None
    text = {language: merged.get(language) for language in LANGUAGES}
    written = [language for language in LANGUAGES if text[language] is not None]
    states = merged.get("states")
    given = states if isinstance(states, dict) else {}
    states = {language: given[language] for language in written if language in given}
    return {**text, "states": states} if written else None


def _fault(pointer: str, detail: str) -> Fault:
    return {"pointer": pointer, "detail": detail}


def _step(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _faults(live: Content, patch: Patch) -> Iterator[Fault]:
    for field, value in patch.items():
        pointer = _step(field)
        if field in READ_ONLY or field in GIVEN:
            yield _fault(pointer, "this field is given by the catalogue and cannot be proposed")
        elif field not in KINDS:
            yield _unknown(pointer, field, KINDS)
        elif KINDS[field] is Kind.CODES:
            yield from _code_faults(field, pointer, value)
        elif KINDS[field] is Kind.ITEMS:
            yield from _list_faults(field, pointer, live[field], value)
        elif KINDS[field] is Kind.TEXT:
            yield from _text_faults(pointer, live[field], value)
        else:
            yield from _plain_faults(field, pointer, value)


def _unknown(pointer: str, name: str, known: Mapping[str, object]) -> Fault:
    near = nearest(name, known, 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    return _fault(pointer, f"there is no such field here{hint}")


def _plain_faults(field: str, pointer: str, value: JsonValue) -> Iterator[Fault]:
    if value is None:
        return
    if field in BLANKS:
        yield from _object_faults(pointer, value, BLANKS[field])
    elif field == "good_practice":
        if not isinstance(value, bool):
            yield _fault(pointer, "write true, false or null")
    elif not isinstance(value, str):
        yield _fault(pointer, "write a text between quotes, or null")


def _object_faults(pointer: str, value: JsonValue, known: Mapping[str, object]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _fault(pointer, _OBJECT)
        return
    for name in value:
        if name not in known:
            yield _unknown(pointer + _step(name), name, known)


def _code_faults(field: str, pointer: str, value: JsonValue) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _fault(pointer, _KEYED.format(key='code, such as {"health": true}'))
        return
    for code, given in value.items():
        if not is_key(field, code):
            yield _fault(pointer + _step(code), "not a code: write one of its codelist")
        elif given is not None and given is not True:
            yield _fault(pointer + _step(code), "write true to add the code, null to remove it")


def _list_faults(field: str, pointer: str, live: Any, value: JsonValue) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _fault(pointer, _KEYED.format(key="the id of its items"))
        return
    items = {item["id"]: item for item in live}
    if len(items.keys() | value.keys()) > MAX_ITEMS:
        yield _fault(pointer, f"a list has at most {MAX_ITEMS} items")
    for key, part in value.items():
        place = pointer + _step(key)
        if not is_key(field, key):
            yield _fault(place, "not an id: write a UUID in lower case with hyphens")
        elif part is not None:
            yield from _item_faults(field, place, key, items.get(key), part)


def _item_faults(field: str, pointer: str, key: str, live: Any, part: JsonValue) -> Iterator[Fault]:
    yield from _object_faults(pointer, part, BLANKS[field])
    if not isinstance(part, dict):
        return
    if part.get("id", key) != key:
        yield _fault(f"{pointer}/id", "the id is the key of the item: write the same, or leave out")
    if part.get("text") is not None and field in TEXT_ITEMS:
        yield from _text_faults(f"{pointer}/text", live["text"] if live else None, part["text"])
    if part.get("contribution") is not None:
        known = {"value": None, "currency": None}
        yield from _object_faults(f"{pointer}/contribution", part["contribution"], known)
    for name in ("supports", "point"):
        if part.get(name) is not None and not isinstance(part[name], list):
            yield _fault(f"{pointer}/{name}", "write a list, between [ and ]")


def _text_faults(pointer: str, live: Any, value: JsonValue) -> Iterator[Fault]:
    if value is None:
        return
    yield from _object_faults(pointer, value, dict.fromkeys((*LANGUAGES, "states")))
    if not isinstance(value, dict):
        return
    for language in LANGUAGES:
        text = value.get(language)
        if text is not None and not isinstance(text, str):
            yield _fault(f"{pointer}/{language}", "write a text between quotes, or null")
        elif text is not None and len(text) > MAX_TEXT:
            yield _fault(f"{pointer}/{language}", f"must have at most {MAX_TEXT} characters")
    yield from _state_faults(f"{pointer}/states", live, value)


def _state_faults(pointer: str, live: Any, value: Mapping[str, JsonValue]) -> Iterator[Fault]:
    states = value.get("states")
    if states is None:
        return
    yield from _object_faults(pointer, states, dict.fromkeys(LANGUAGES))
    if not isinstance(states, dict):
        return
    present = (live or {}).get("states", {})
    for language, state in states.items():
        new = (live or {}).get(language) is None
        proposable = (None, TextState.CONFIRMED, TextState.DRAFT if new else None)
        if language in LANGUAGES and state not in (*proposable, present.get(language)):
            yield _fault(
                f"{pointer}/{language}",
                "the state of a text follows from what changes; propose `confirmed` for a text "
                "that you checked, or `draft` for a translation that you add",
            )
