"""Plain HTML forms (application/x-www-form-urlencoded)."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from app.errors import AppError, UnsupportedMediaTypeError

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 50


class BadFormError(AppError):
    status = 400
    title = "Bad form"


async def read_form(request: Request) -> Mapping[str, str]:
    """Field → text, the last one when a name is repeated; line ends are made one (LF)."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != MEDIA_TYPE:
        raise UnsupportedMediaTypeError(MEDIA_TYPE)
    body = (await request.body()).decode("ascii", errors="replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise BadFormError(f"The form has more than {MAX_FIELDS} fields") from None
    return {name: value.replace("\r\n", "\n") for name, value in pairs}
