"""What the routes of accounts answer when they refuse, for the API description."""

from typing import Any

from app.kit.schemas import Problem

_DESCRIPTIONS = {
    400: "A query parameter, or the JSON itself, is wrong.",
    401: "No valid session or token.",
    403: "The role or the token does not allow it, or another site sends it.",
    404: "There is no such thing, or it has ended.",
    409: "It does not go with the present state.",
    412: "It changed since the ETag that If-Match gives.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    422: "`errors` points to each field that is wrong.",
    428: "If-Match is missing.",
    429: "Too many attempts; see Retry-After.",
}
_BODY = (400, 413, 415, 422)


def refusals(*statuses: int, body: bool = False) -> dict[int | str, dict[str, Any]]:
    """`body`: the route reads a JSON body."""
    return {
        status: {"model": Problem, "description": _DESCRIPTIONS[status]}
        for status in sorted({*statuses, *(_BODY if body else ())})
    }
