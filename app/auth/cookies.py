"""The cookie of a session, and the one that lets a link's holder write one draft."""

from fastapi import Request, Response

from app.settings import Settings

COOKIE = "kharita_session"
# A browser takes a cookie of this name only over https, for this host alone (RFC 6265bis).
HOST_COOKIE = f"__Host-{COOKIE}"
DRAFT_COOKIE = "kharita_draft"


def read_cookie(request: Request, name: str = COOKIE) -> str | None:
    return request.cookies.get(_name(request, name))


def set_cookie(
    request: Request, response: Response, secret: str, seconds: int, name: str = COOKIE
) -> None:
    response.set_cookie(
        _name(request, name),
        secret,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=_secure(request),
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        _name(request, COOKIE), path="/", httponly=True, secure=_secure(request), samesite="lax"
    )


def _name(request: Request, name: str) -> str:
    return f"__Host-{name}" if _secure(request) else name


def _secure(request: Request) -> bool:
    settings: Settings = request.app.state.settings
    return settings.environment == "production" or request.url.scheme == "https"
