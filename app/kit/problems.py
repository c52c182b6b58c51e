"""RFC 9457 problem documents."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import Response
from pydantic_core import to_json

MEDIA_TYPE = "application/problem+json"


def problem_response(
    status: int,
    title: str,
    detail: str,
    *,
    instance: str | None = None,
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if instance is not None:
        content["instance"] = instance
    content.update(members or {})
    return Response(
        to_json(content),
        status,
        {"cache-control": "no-store", "access-control-allow-origin": "*", **(headers or {})},
        MEDIA_TYPE,
    )
