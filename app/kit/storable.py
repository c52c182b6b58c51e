"""What PostgreSQL can keep: no null character, no half of a character, no number without end."""

import math
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, JsonValue
from pydantic_core import PydanticCustomError

MAX_DEPTH = 20
_VISIBLE = frozenset("LNPS")


def fault_of_text(value: str) -> str | None:
    if "\x00" in value:
        return "must not contain the null character"
    if any("\ud800" <= character <= "\udfff" for character in value):
        return "contains half of a character (a lone surrogate): write the whole one"
    return None


def _check_text(value: str) -> str:
    fault = fault_of_text(value)
    if fault is not None:
        raise PydanticCustomError("not_storable", "{fault}", {"fault": fault})
    return value


def fault_of_value(value: JsonValue, depth: int = 0) -> str | None:
    """What is wrong with the value or anything in it."""
    if depth > MAX_DEPTH:
        return f"is nested more than {MAX_DEPTH} deep"
    if isinstance(value, str):
        return fault_of_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "contains NaN or an infinite number, which JSON does not have"
    inner: list[JsonValue] = []
    if isinstance(value, list):
        inner = value
    elif isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    return next((fault for item in inner if (fault := fault_of_value(item, depth + 1))), None)


def _check_value(value: JsonValue) -> JsonValue:
    fault = fault_of_value(value)
    if fault is not None:
        raise PydanticCustomError("not_storable", "{fault}", {"fault": fault})
    return value


def check_readable(value: str) -> str:
    """Not blank, nor of invisible characters only."""
    if not any(unicodedata.category(character)[0] in _VISIBLE for character in value):
        raise PydanticCustomError("blank", "must not be empty")
    return value


StorableText = Annotated[str, AfterValidator(_check_text)]
StorableValue = Annotated[JsonValue, AfterValidator(_check_value)]
