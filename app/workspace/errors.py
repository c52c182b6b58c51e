"""Private pages: kept by nobody, for whoever is signed in, and errors told as pages."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.codelists import Language
from app.errors import AppError, DatabaseUnavailableError, MovedError, UnauthenticatedError
from app.workspace.addresses import sign_in
from app.workspace.templating import render

PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Cookie"}


class WorkspaceRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_page(request: Request) -> Response:
            try:
                response = await handle(request)
            except AppError as error:
                response = _told(request, error)
            except RequestValidationError:
                response = _error_page(request, 404)
            except (InterfaceError, OperationalError, PoolTimeoutError):
                response = _error_page(request, DatabaseUnavailableError.status)
            response.headers.update(PRIVATE)
            return response

        return handle_page


def _language(request: Request) -> Language:
    asked = request.path_params.get("lang", "")
    return Language(asked) if asked in set(Language) else Language.FR


def _told(request: Request, error: AppError) -> Response:
    if isinstance(error, UnauthenticatedError):
        query = f"?{request.url.query}" if request.url.query else ""
        address = sign_in(_language(request), f"{request.url.path}{query}")
        return RedirectResponse(address, status_code=303)
    if isinstance(error, MovedError):
        folder = request.url.path.rpartition("/")[0]
        return RedirectResponse(f"{folder}/{error.slug}", status_code=error.status)
    return _error_page(request, error.status)


def _error_page(request: Request, status: int) -> HTMLResponse:
    """Without the reader's name or menu: what fails may be what knows them."""
    language = _language(request)
    content = render(
        "workspace_error.html",
        language,
        assets=request.app.state.assets,
        path=request.url.path.removeprefix(f"/{language}"),
        query="",
        user=None,
        status=status,
    )
    return HTMLResponse(content, status_code=status)
