"""What is wrong with the JSON body of a request: its media type, its syntax, or its fields."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from app.errors import AppError, InvalidFieldsError, UnsupportedMediaTypeError

_ADVICE = {
    "missing": "is required",
    "extra_forbidden": "there is no such field",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_type": "must be a text",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "model_attributes_type": "must be an object",
    "uuid_parsing": "is not an id: copy it whole, as lists and links give it",
}


class BadJsonError(AppError):
    status = 400
    title = "Bad JSON"


def refuse_body(request: Request, error: RequestValidationError) -> AppError | None:
    """None when the body is not what is wrong. No value is repeated: it may be personal."""
    faults = [fault for fault in error.errors() if fault["loc"][0] == "body"]
    if not faults:
        return None
    if not _is_json(request.headers.get("content-type", "")):
        return UnsupportedMediaTypeError("application/json")
    first = faults[0]
    if first["type"] == "json_invalid":
        reason, place = first["ctx"]["error"], first["loc"][-1]
        return BadJsonError(f"The body is not valid JSON: {reason} at character {place}")
    return InvalidFieldsError([_explain(fault) for fault in faults])


def _is_json(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith("application/") and media_type.endswith(("/json", "+json"))


def _explain(fault: Mapping[str, Any]) -> dict[str, str]:
    # Of a text that has a check of its own, pydantic counts "items".
    long_text = fault["type"] == "too_long" and isinstance(fault["input"], str)
    advice = _ADVICE.get("string_too_long" if long_text else fault["type"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    detail = advice.format_map(fault.get("ctx", {})) if advice else message
    return {"pointer": json_pointer(fault["loc"][1:]), "detail": detail}


def json_pointer(path: Sequence[str | int]) -> str:
    """As a URI fragment (RFC 6901, section 6), which is how RFC 9457 writes it."""
    parts = (str(part)[:100].replace("~", "~0").replace("/", "~1") for part in path)
    return "#" + "".join(f"/{quote(part, safe='~', errors='replace')}" for part in parts)
