"""Where the next page of a list begins: opaque to whoever sends it back. Pure."""

import base64
import binascii

from pydantic_core import from_json, to_json

from app.errors import BadParameterError
from app.kit.storable import fault_of_text

MAX_LENGTH = 1000


def write_cursor(*keys: str) -> str:
    return base64.urlsafe_b64encode(to_json(keys)).decode().rstrip("=")


def read_cursor(cursor: str, length: int) -> list[str]:
    """The keys, of which there are `length`. Raises BadParameterError."""
    try:
        keys = from_json(base64.urlsafe_b64decode(cursor[:MAX_LENGTH] + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        keys = None
    if not isinstance(keys, list) or len(keys) != length or not all(map(_is_key, keys)):
        raise BadParameterError("cursor", "cursor: give the `next` of the page before")
    return keys


def _is_key(key: object) -> bool:
    return isinstance(key, str) and fault_of_text(key) is None
