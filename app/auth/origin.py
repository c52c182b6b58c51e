"""Refuses writes that the page of another site makes a browser send.

Every browser of today says on a POST where it comes from, by `Sec-Fetch-Site` or by `Origin`. A
request with neither comes from a program, which nobody can make use someone's cookie.
"""

from urllib.parse import urlsplit

from fastapi import Request

from app.errors import ForbiddenError
from app.settings import Settings

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_OWN = frozenset(("same-origin", "none"))


class ForeignOriginError(ForbiddenError):
    title = "Sent from another site"


def check_origin(request: Request) -> None:
    """Raises ForeignOriginError."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = site in _OWN if site is not None else origin is None or _is_own(request, origin)
    if not own:
        raise ForeignOriginError("This can be done from the pages of this site only.")


def _is_own(request: Request, origin: str) -> bool:
    settings: Settings = request.app.state.settings
    own = {request.url.netloc, urlsplit(settings.base_url or "").netloc}
    try:
        return urlsplit(origin).netloc in own - {""}
    except ValueError:
        return False


async def own_origin(request: Request) -> None:
    """Dependency of writes that need no session, such as signing in."""
    check_origin(request)
