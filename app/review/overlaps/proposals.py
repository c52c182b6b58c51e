"""What a draft proposes when two projects turn out to be one, or to be paid for together. Pure.

All values are by path, as field changes are; added items have new ids, for an id is used once in
the whole catalogue.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from app.analysis.overlaps.titles import fold
from app.codelists import Role
from app.review.changes import Content, Kind, flatten, parse_path

Values = dict[str, Any]
Current = Callable[[str], str]
# Given by the catalogue, or a judgement on one record and not on the project.
_NOT_TAKEN = frozenset(("identifier", "slug", "confidence", "steward", "uncertain"))
_ITEM = re.compile(r"([a-z_]+)\[([0-9a-f-]{36})\]")


def merged(stays: Content, other: Content, current: Current) -> Values:
    """What `other` knows more than the project that stays. `current`: the slug that an
    organisation which was merged goes by now."""
    known, more = flatten(stays), flatten(other)
    values: Values = {}
    same: dict[str, str] = {}
    for path, value in more.items():
        found = parse_path(path)
        if found.field in _NOT_TAKEN or found.field == "sources" or found.state:
            continue
        if found.kind is Kind.ITEMS:
            _take_item(values, same, stays, path, value, current)
        elif path not in known and value != stays["identifier"]:
            values[path] = value
    supported = _supports(known, more, values, same)
    for source in other.get("sources") or ():
        _take_source(values, stays, source, supported)
    return values


def co_funded(stays: Content, other: Content, current: Current) -> Values:
    """The funders of `other` that the project does not name. What they paid stays where it is
    said: both projects are counted."""
    values: Values = {}
    for part in other.get("participations") or ():
        if part["role"] == Role.FUNDING:
            path = f"participations[{part['id']}]"
            _take_item(values, {}, stays, path, {**part, "contribution": None}, current)
    return values


def part_of(stays: Content, programme: Content) -> Values:
    """The project as a part of the other."""
    named = programme["identifier"]
    return {} if stays.get("part_of") == named else {"part_of": named}


def _take_item(
    values: Values,
    same: dict[str, str],
    stays: Content,
    path: str,
    item: Any,
    current: Current,
) -> None:
    field = parse_path(path).field
    taken = {**item}
    if field == "participations":
        taken["organisation"] = current(taken["organisation"])
    twin = next(
        (known for known in stays.get(field) or () if _key(field, known) == _key(field, taken)),
        None,
    )
    if twin is None:
        taken["id"] = str(uuid4())
        values[f"{field}[{taken['id']}]"] = taken
        same[path] = f"{field}[{taken['id']}]"
        return
    same[path] = f"{field}[{twin['id']}]"
    if item.get("contribution") and not twin.get("contribution"):
        values[same[path]] = {**twin, "contribution": item["contribution"]}


def _key(field: str, item: Mapping[str, Any]) -> object:
    """What makes two items one."""
    if field == "participations":
        return item["organisation"], item["role"]
    if field == "locations":
        name = tuple(fold(item.get("name") or ""))
        return item["level"], item.get("region"), item.get("province"), item.get("country"), name
    if field == "documents":
        return item["url"]
    return {language: item["text"].get(language) for language in ("fr", "ar", "en")}


def _supports(
    known: Values, more: Values, values: Values, same: Mapping[str, str]
) -> Callable[[str], list[str]]:
    """Of a path that a source of the other bears out: the paths that it bears out here."""

    def supported(path: str) -> list[str]:
        if _ITEM.fullmatch(path):
            return [same[path]] if path in same else []
        field, _, role = path.rstrip("]").partition("[")
        added = [
            new
            for new in same.values()
            if new.startswith(f"{field}[")
            and new in values
            and (not role or values[new].get("role") == role)
        ]
        if added or (path not in more):
            return added
        return [path] if path in values or known.get(path) == more[path] else []

    return supported


def _take_source(
    values: Values,
    stays: Content,
    source: Mapping[str, Any],
    supported: Callable[[str], list[str]],
) -> None:
    supports = [path for each in source.get("supports") or () for path in supported(each)]
    twin = next((known for known in stays.get("sources") or () if _is_same(known, source)), None)
    if twin is None:
        new = str(uuid4())
        values[f"sources[{new}]"] = {**source, "id": new, "supports": list(dict.fromkeys(supports))}
        return
    added = [path for path in dict.fromkeys(supports) if path not in twin["supports"]]
    if any(path in values for path in added):
        values[f"sources[{twin['id']}]"] = {**twin, "supports": [*twin["supports"], *added]}


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("url") or other.get("url"):
        return one.get("url") == other.get("url")
    return one.get("title") == other.get("title")
