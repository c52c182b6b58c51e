"""Projects as RFC 7946 GeoJSON, written piece by piece so that memory stays bounded."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.projects.items import make_item
from app.projects.queries import CHUNK, Numbers
from app.projects.reference import Reference

MEDIA_TYPE = "application/geo+json"


def write_collection(
    session: Session,
    query: Select[Any],
    numbers: Numbers,
    reference: Reference,
    language: Language,
    base_url: str,
    *,
    by_location: bool,
) -> Iterator[bytes]:
    """A FeatureCollection from rows of `item` and geometry (or the array of locations).

    `numberReturned` counts features: projects, or locations when `by_location`.
    """
    members: dict[str, Any] = {"numberMatched": numbers.matched}
    if numbers.undated is not None:
        members["numberUndated"] = numbers.undated
    yield b'{"type":"FeatureCollection",' + to_json(members)[1:-1] + b',"features":['
    returned = 0
    for rows in session.execute(query).partitions(CHUNK):
        features: list[bytes] = []
        for row, shape in rows:
            item = make_item(row, reference, language, base_url)
            if by_location:
                features += _locations(item, shape or [])
            else:
                features.append(_feature(item["identifier"], shape, item))
        if features:
            yield (b"," if returned else b"") + b",".join(features)
        returned += len(features)
    yield b'],"numberReturned":%d}' % returned


def _feature(identifier: str, geometry: str | None, properties: Mapping[str, Any]) -> bytes:
    return b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b}' % (
        to_json(identifier),
        geometry.encode() if geometry else b"null",
        to_json(properties),
    )


def _locations(item: Mapping[str, Any], locations: list[dict[str, Any]]) -> Iterator[bytes]:
    for number, location in enumerate(locations, start=1):
        identifier = f"{item['identifier']}/{number}"
        geometry = to_json(location.pop("geometry")).decode()
        shown = {"project": item["identifier"], "location": location} | dict(item)
        yield _feature(identifier, geometry, shown)
