"""What differs between two contents, and between what was, what is and what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from app.review.changes.content import flatten
from app.review.changes.paths import KINDS, LANGUAGES, Kind
from app.review.changes.texts import settle_text_states, settled_states


@dataclass(frozen=True)
class Change:
    """One path; None: nothing there."""

    path: str
    base: JsonValue | None
    proposed: JsonValue | None


class Standing(StrEnum):
    """Of a change, beside the live value."""

    CLEAN = "clean"  # the live value is still the base
    MOVED = "moved"  # it became another one meanwhile
    SAME = "same"  # it is what is proposed already


def equal(one: JsonValue | None, other: JsonValue | None) -> bool:
    """JSON tells `true` from `1`, Python does not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def standing(
    base: JsonValue | None, live: JsonValue | None, proposed: JsonValue | None
) -> Standing:
    if equal(live, proposed):
        return Standing.SAME
    return Standing.CLEAN if equal(live, base) else Standing.MOVED


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Change]:
    """In the order of the document; `apply(before, …)` of it gives `after`, with its texts settled
    (`settle_text_states`) and new items last. What settling brings about is not listed."""
    settled = settle_text_states(before, after)
    old = flatten(before) if before is not None else {}
    new = flatten(settled)
    consequences = _consequences(before or {}, settled)
    found = []
    for path in {**new, **old}:
        base, proposed = old.get(path), new.get(path)
        if not equal(base, proposed) and path not in consequences:
            found.append(Change(path, base, proposed))
    return sorted(found, key=_position)


_ORDER = {field: position for position, field in enumerate(KINDS)}


def _position(change: Change) -> int:
    return _ORDER[change.path.partition("[")[0].partition(".")[0]]


def _consequences(before: Mapping[str, Any], settled: Mapping[str, Any]) -> set[str]:
    """The paths of states that follow from the texts."""
    paths: set[str] = set()
    for field, kind in KINDS.items():
        if kind is not Kind.TEXT:
            continue
        text = settled.get(field) or {}
        derived = settled_states(before.get(field), {**text, "states": {}})
        states = text.get("states") or {}
        paths.update(
            f"{field}.{language}.state"
            for language in LANGUAGES
            if states.get(language) == derived.get(language)
        )
    return paths
