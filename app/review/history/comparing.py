"""Revisions beside each other: what changed, and since when each value stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from app.projects.changes import changed_fields
from app.review.changes import Change, Kind, Segment, difference, flatten, parse_path, word_diff
from app.review.changes.paths import LANGUAGES, TEXT_ITEMS

Snapshot = Mapping[str, Any]


def words_of(change: Change) -> dict[str, list[Segment]]:
    """For each language of a text that changed, its words; empty for what is no text."""
    path = parse_path(change.path)
    if path.kind is Kind.TEXT and not path.state:
        assert path.key is not None  # noqa: S101 - the path of a text names its language
        return {path.key: _words(change.base, change.proposed)}
    if path.field not in TEXT_ITEMS:
        return {}
    before, after = _texts(change.base), _texts(change.proposed)
    return {
        language: _words(before.get(language), after.get(language))
        for language in LANGUAGES
        if before.get(language) != after.get(language)
    }


def _texts(item: JsonValue | None) -> Mapping[str, Any]:
    text = item.get("text") if isinstance(item, dict) else None
    return text if isinstance(text, dict) else {}


def _words(before: object, after: object) -> list[Segment]:
    return word_diff(
        before if isinstance(before, str) else "", after if isinstance(after, str) else ""
    )


def added_sources(before: Snapshot | None, after: Snapshot) -> list[Mapping[str, Any]]:
    """Sources that are new, or that bear out more or say something else than before."""
    known = {source["id"]: source for source in before["sources"]} if before else {}
    return [source for source in after["sources"] if known.get(source["id"]) != source]


def changed_paths(before: Snapshot | None, after: Snapshot) -> list[str]:
    """In the order of the document; of a first revision, none."""
    if before is None:
        return []
    return [change.path for change in difference(before, after)]


def set_by(snapshots: Iterable[tuple[int, Snapshot]]) -> dict[str, int]:
    """For each path of the last snapshot, the number of the revision that gave it its value.
    The snapshots come in the order of their numbers."""
    previous: Snapshot | None = None
    values: dict[str, JsonValue] = {}
    numbers: dict[str, int] = {}
    for number, snapshot in snapshots:
        if previous is not None and not changed_fields(previous, snapshot):
            continue
        present = flatten(snapshot)
        numbers = {
            path: numbers[path] if path in values and values[path] == value else number
            for path, value in present.items()
        }
        previous, values = snapshot, present
    return {path: number for path, number in numbers.items() if not path.endswith(".state")}


def sources_of(path: str, document: Snapshot) -> list[str]:
    """Ids of the sources that say that they bear out this path, or the field it is a part of."""
    field = parse_path(path).field
    wanted = {path, field, *_roles(path, document)}
    return [source["id"] for source in document["sources"] if wanted & set(source["supports"])]


def _roles(path: str, document: Snapshot) -> Sequence[str]:
    parts = document["participations"] if path.startswith("participations[") else ()
    return [
        f"participations[{part['role']}]"
        for part in parts
        if path == f"participations[{part['id']}]"
    ]


@dataclass(frozen=True)
class Compared:
    """A change between two revisions, and its words where it is one of a text."""

    path: str
    base: JsonValue | None
    proposed: JsonValue | None
    words: Mapping[str, Sequence[Segment]]


def compare_snapshots(before: Snapshot, after: Snapshot) -> list[Compared]:
    return [
        Compared(change.path, change.base, change.proposed, words_of(change))
        for change in difference(before, after)
    ]
