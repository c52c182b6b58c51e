"""Error pages, for those who read pages rather than JSON."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.codelists import Language
from app.errors import AppError, DatabaseUnavailableError
from app.site.languages import preferred_language
from app.site.templating import render


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api/", "/static/", "/healthz", "/readyz"))


def error_page(request: Request, status: int) -> HTMLResponse:
    """In the language of the address, else in the one the browser prefers."""
    first = request.url.path.strip("/").partition("/")[0]
    if first in set(Language):
        language = Language(first)
    else:
        language = preferred_language(request.headers.get("accept-language", ""))
    content = render(
        "error.html",
        language,
        assets=request.app.state.assets,
        base_url="",
        path="/",
        status=status,
    )
    return HTMLResponse(content, status_code=status, headers={"Cache-Control": "no-cache"})


class PageRoute(APIRoute):
    """What the API tells as a problem document, a page tells as a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_page(request: Request) -> Response:
            try:
                return await handle(request)
            except AppError as error:
                return error_page(request, error.status)
            except (InterfaceError, OperationalError, PoolTimeoutError):
                return error_page(request, DatabaseUnavailableError.status)

        return handle_page
