"""The cookie of a session."""

from fastapi import Request, Response

from app.settings import Settings

COOKIE = "kharita_session"
# A browser takes a cookie of this name only over https, for this host alone (RFC 6265bis).
HOST_COOKIE = f"__Host-{COOKIE}"


def read_cookie(request: Request) -> str | None:
    return request.cookies.get(_name(request))


def set_cookie(request: Request, response: Response, secret: str, seconds: int) -> None:
    response.set_cookie(
        _name(request),
        secret,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=_secure(request),
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(
        _name(request), path="/", httponly=True, secure=_secure(request), samesite="lax"
    )


def _name(request: Request) -> str:
    return HOST_COOKIE if _secure(request) else COOKIE


def _secure(request: Request) -> bool:
    settings: Settings = request.app.state.settings
    return settings.environment == "production" or request.url.scheme == "https"
