"""Every failure becomes a problem document; no stack trace, SQL or secret leaves the server."""

import logging
from typing import Any, get_args

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from app.api import openapi
from app.api.bodies import refuse_body
from app.errors import (
    AppError,
    BadParameterError,
    DatabaseUnavailableError,
    MovedError,
    TooManyRequestsError,
    UnauthenticatedError,
)
from app.kit.advice import advise
from app.kit.methods import allowed_methods
from app.kit.problems import problem_response

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5


def install(app: FastAPI) -> None:
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, http_error)
    for failure in (OperationalError, InterfaceError, PoolTimeoutError, DBAPIError):
        app.add_exception_handler(failure, _database_error)
    app.add_exception_handler(Exception, _unexpected)
    openapi.install(app)


def _problem(request: Request, error: AppError, **headers: str) -> Response:
    return problem_response(
        error.status,
        error.title,
        error.detail,
        instance=request.url.path,
        members=error.members,
        headers=headers,
    )


def _app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101 - registered for this class
    if isinstance(error, MovedError):
        folder, _, name = request.url.path.rpartition("/")
        # A file beside the page, such as `slug.geojson`, moves with it.
        _, dot, form = name.partition(".")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(
            f"{folder}/{error.slug}{dot}{form}{query}", status_code=error.status
        )
    if isinstance(error, DatabaseUnavailableError):
        return _problem(request, error, **{"retry-after": str(RETRY_SECONDS)})
    if isinstance(error, TooManyRequestsError):
        return _problem(request, error, **{"retry-after": str(error.retry_after)})
    if isinstance(error, UnauthenticatedError):
        return _problem(request, error, **{"www-authenticate": 'Bearer realm="kharita"'})
    return _problem(request, error)


def _bad_request(request: Request, error: Exception) -> Response:
    """The first fault, named and with what is allowed; the rest under `errors`."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    refusal = refuse_body(request, error)
    if refusal is not None:
        return _problem(request, refusal)
    faults = [_fault(request, dict(fault)) for fault in error.errors()]
    first = faults[0]
    members = dict(first.members)
    if len(faults) > 1:
        members["errors"] = [{"detail": fault.detail, **fault.members} for fault in faults]
    title = "Bad address" if error.errors()[0]["loc"][0] == "path" else first.title
    return problem_response(
        first.status, title, first.detail, instance=request.url.path, members=members
    )


def _fault(request: Request, fault: dict[str, Any]) -> BadParameterError:
    place, *rest = fault["loc"]
    name = str(rest[0]) if rest else ""
    advice = advise(fault)
    if fault["type"] == "extra_forbidden":
        return BadParameterError(
            name, f"{name[:100]}: there is no such parameter here", allowed=_parameters(request)
        )
    if not name and ": " in advice:  # a rule over several parameters names its own
        name, _, advice = advice.partition(": ")
    allowed = _allowed(fault)
    given = f" (given: '{str(fault['input'])[:40]}')" if isinstance(fault["input"], str) else ""
    detail = f"{name or place}: {advice}{given}"
    return BadParameterError(name, detail, allowed=allowed)


def _allowed(fault: dict[str, Any]) -> list[str]:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    return expected.replace(" or ", ", ").replace("'", "").split(", ") if expected else []


def _parameters(request: Request) -> list[str]:
    """Names of the query parameters of the route that was asked."""
    route = request.scope.get("route")
    names: set[str] = set()
    for parameter in getattr(getattr(route, "dependant", None), "query_params", ()):
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", None) or {}
        names.update(field.alias or name for name, field in fields.items())
        names.update([] if fields else [parameter.alias])
        names.discard(get_args(model)[0] if get_args(model) else "")
    return sorted(names)


def http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    details = {
        404: "There is nothing at this address; /api/v1/docs lists what there is.",
        405: "This address cannot be used with this method.",
    }
    headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else error.headers
    return problem_response(
        error.status_code,
        str(error.detail),
        details.get(error.status_code, str(error.detail)),
        instance=request.url.path,
        headers=headers,
    )


def _database_error(request: Request, error: Exception) -> Response:
    logger.warning("Database error on %s: %s", request.url.path, type(error).__name__)
    if isinstance(error, DBAPIError) and not (
        error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    ):
        return _unexpected(request, error)
    return _app_error(
        request, DatabaseUnavailableError("The database does not answer; try again in a moment.")
    )


def _unexpected(request: Request, error: Exception) -> Response:
    logger.error("Unexpected error on %s", request.url.path, exc_info=error)
    return _problem(request, AppError("Something went wrong on our side; it was written down."))
