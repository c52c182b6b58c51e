"""A project document as a mapping of paths to values, and back.

Nothing there is no path: null, an empty list and an absent member are one. The order of lists is
kept where their items are, new items come last; order alone is not a change. Content that is
given is never modified, and may be shared with what is returned.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from app.review.changes.paths import BLANKS, KINDS, LANGUAGES, Kind, parse_path
from app.review.changes.texts import settle_text_states, settled_states

Content = dict[str, Any]


def flatten(content: Mapping[str, Any]) -> dict[str, JsonValue]:
    """In the order of the document. Read-only members are left out."""
    values: dict[str, JsonValue] = {}
    for field, kind in KINDS.items():
        value = content.get(field)
        if value is None:
            continue
        if kind is Kind.PLAIN:
            values[field] = {**BLANKS[field], **value} if field in BLANKS else value
        elif kind is Kind.TEXT:
            _flatten_text(values, field, value)
        elif kind is Kind.CODES:
            values.update((f"{field}[{code}]", True) for code in value)
        else:
            blank = BLANKS[field]
            values.update((f"{field}[{item['id']}]", {**blank, **item}) for item in value)
    return values


def _flatten_text(values: dict[str, JsonValue], field: str, text: Mapping[str, Any]) -> None:
    states = text.get("states") or {}
    for language in LANGUAGES:
        if text.get(language) is not None:
            values[f"{field}.{language}"] = text[language]
            if language in states:
                values[f"{field}.{language}.state"] = states[language]


def assemble(values: Mapping[str, JsonValue | None]) -> Content:
    """All fields, with null or an empty list where there is nothing; a text without its state
    takes that of a new one. Raises InvalidFieldsError for what is not a path."""
    content: Content = {
        field: [] if kind in (Kind.CODES, Kind.ITEMS) else None for field, kind in KINDS.items()
    }
    for name, value in values.items():
        path = parse_path(name)
        if value is None:
            continue
        if path.kind is Kind.PLAIN:
            content[path.field] = value
        elif path.kind is Kind.CODES:
            content[path.field].append(path.key)
        elif path.kind is Kind.ITEMS:
            content[path.field].append(value)
        else:
            if content[path.field] is None:
                content[path.field] = {**dict.fromkeys(LANGUAGES), "states": {}}
            part = content[path.field]["states"] if path.state else content[path.field]
            part[path.key] = value
    for field, kind in KINDS.items():
        if kind is Kind.TEXT and content[field] is not None:
            content[field] = _with_states(content[field])
    return content


def _with_states(text: dict[str, Any]) -> dict[str, Any] | None:
    states = {
        language: text["states"].get(language, derived)
        for language, derived in settled_states(None, text).items()
    }
    return {**text, "states": states} if states else None


def apply(content: Mapping[str, Any] | None, values: Mapping[str, JsonValue | None]) -> Content:
    """The content with the values in place, None removing what is at its path, and the states of
    texts settled. Raises InvalidFieldsError for what is not a path."""
    merged: dict[str, JsonValue | None] = dict(flatten(content)) if content is not None else {}
    for path, value in values.items():
        if value is None:
            parse_path(path)
            merged.pop(path, None)
        else:
            merged[path] = value
    return settle_text_states(content, assemble(merged))
