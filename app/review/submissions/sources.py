"""The source given with a change becomes one of the document, which says what it bears out."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from pydantic import JsonValue

from app.projects.fields import FIELD_PATH
from app.review.changes import Content, parse_path

Source = dict[str, Any]


class Accepted(NamedTuple):
    """A change that is published; `value` is None where it removes something."""

    path: str
    value: JsonValue
    source: Source | None


def supported_path(path: str, *, removed: bool) -> str | None:
    """How `supports` of a source writes it; None for what takes no source.

    That an item is not there any longer is said of its list, for nothing else is left of it.
    """
    found = parse_path(path)
    name = found.field if removed else path.removesuffix(".state")
    return name if re.fullmatch(FIELD_PATH, name) else None


def with_sources(content: Content, accepted: Iterable[Accepted]) -> Content:
    """What bore out the value before does not bear out another one: it loses the path, unless
    it is proposed in the same breath."""
    accepted = list(accepted)
    proposed = {parse_path(change.path).key for change in accepted}
    sources = [{**source, "supports": list(source["supports"])} for source in content["sources"]]
    for path, value, given in accepted:
        for source in sources:
            if path in source["supports"] and source["id"] not in proposed:
                source["supports"].remove(path)
        supported = supported_path(path, removed=value is None)
        if given is not None and supported is not None:
            _add(sources, given, supported)
    return {**content, "sources": sources}


def _add(sources: list[Source], given: Source, path: str) -> None:
    for source in sources:
        if all(source[name] == value for name, value in given.items()):
            if path not in source["supports"]:
                source["supports"].append(path)
            return
    new = {"id": str(uuid4()), **given, "supports": [path], "archive_url": None}
    sources.append(new)
