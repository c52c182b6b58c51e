"""The states of texts: they follow from what changes, and are seldom proposed themselves.

A language whose text changes is `original` if it was, else `confirmed` (acceptance is the check);
the other languages become `stale`. A language that is added says nothing about the others: it is
`confirmed`, or `draft` where its author says so, and `original` if it is the first of the text.
A text that stays may be proposed as `confirmed`; nothing else about a state can be proposed.
"""

from collections.abc import Mapping
from typing import Any

from app.codelists import TextState
from app.review.changes.paths import KINDS, LANGUAGES, TEXT_ITEMS, Kind

Text = Mapping[str, Any]


def _written(text: Text) -> list[str]:
    return [language for language in LANGUAGES if text.get(language) is not None]


def settled_states(before: Text | None, after: Text) -> dict[str, str]:
    """Of each language that has a text in `after`."""
    old = before or {}
    old_states: Mapping[str, str] = old.get("states") or {}
    given: Mapping[str, str] = after.get("states") or {}
    had, has = _written(old), _written(after)
    changed = [language for language in has if language in had and old[language] != after[language]]
    states: dict[str, str] = {}
    for language in has:
        if language not in had:
            first = not had and language == has[0]
            derived = TextState.ORIGINAL if first else TextState.CONFIRMED
            draft = given.get(language) == TextState.DRAFT
            states[language] = (TextState.DRAFT if draft else derived).value
        elif language in changed:
            original = old_states.get(language) == TextState.ORIGINAL
            states[language] = (TextState.ORIGINAL if original else TextState.CONFIRMED).value
        elif changed:
            states[language] = TextState.STALE.value
        else:
            states[language] = _kept(old_states.get(language), given.get(language))
    return states


def _kept(old: str | None, given: str | None) -> str:
    checked = given == TextState.CONFIRMED and old != TextState.ORIGINAL
    return TextState.CONFIRMED.value if checked or old is None else old


def settle_text(before: Text | None, after: Text) -> dict[str, Any]:
    return {
        **{language: after.get(language) for language in LANGUAGES},
        "states": settled_states(before, after),
    }


def settle_text_states(
    before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> dict[str, Any]:
    """`after` with the states that its texts take when it replaces `before`."""
    old = before or {}
    settled = dict(after)
    for field, kind in KINDS.items():
        if kind is Kind.TEXT and after.get(field) is not None:
            settled[field] = settle_text(old.get(field), after[field])
    for field in TEXT_ITEMS:
        texts = {item["id"]: item["text"] for item in old.get(field) or ()}
        settled[field] = [
            {**item, "text": settle_text(texts.get(item["id"]), item["text"])}
            if isinstance(item.get("text"), dict)
            else item
            for item in after.get(field) or ()
        ]
    return settled
