"""Filters in the address of a page: the same as the API's, with faults that a page can explain."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field, ValidationError

from app.errors import BadParameterError
from app.projects.filters import Filters, Sorting
from app.publication.public import OTHER, SEVERAL, require_given_once
from app.site.errors import PageRoute
from app.site.languages import page_language
from app.site.portfolio.addresses import Address
from app.site.templating import render

MAX_PAGE = 100
MAX_SHOWN = 60

M = TypeVar("M", bound=BaseModel)


class ProjectsQuery(Filters, Sorting):
    """As for the API, in pages that suit a reader."""

    limit: int = Field(20, ge=1, le=MAX_PAGE)
    offset: int = Field(0, ge=0, le=10_000_000)


@dataclass(frozen=True)
class Selection(Generic[M]):
    query: M
    address: Address


@dataclass(frozen=True)
class Fault:
    """What is wrong with a parameter; `kind` is explained by the page, in the reader's language."""

    parameter: str
    kind: str
    value: str
    allowed: Sequence[str]
    limits: dict[str, Any]


class SelectionError(Exception):
    """The address asks for something that the page cannot show."""

    def __init__(self, faults: Sequence[Fault], address: Address) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.kind}" for fault in faults))
        self.faults = faults
        self.address = address


def read_selection(request: Request, model: type[M]) -> Selection[M]:
    """Empty fields are ignored: a form sends them all. Raises SelectionError."""
    pairs = tuple((name, value) for name, value in request.query_params.multi_items() if value)
    address = Address(request.url.path, pairs)
    values: dict[str, Any] = {
        name: address.values(name) if name in SEVERAL else value for name, value in pairs
    }
    try:
        require_given_once(request)
        return Selection(model.model_validate(values), address)
    except BadParameterError as error:
        name = str(error.members["parameter"])
        raise SelectionError([Fault(name, "repeated", "", (), {})], address) from None
    except ValidationError as error:
        faults = [_fault(dict(fault), model) for fault in error.errors(include_url=False)]
        raise SelectionError(faults, address) from None


def refused_value(error: BadParameterError, address: Address) -> SelectionError:
    """For a value that is well formed and that the catalogue does not know."""
    name = str(error.members["parameter"])
    listed = error.members.get("allowed", ())
    allowed = tuple(listed) if isinstance(listed, list) else ()
    value = next((each for each in address.values(name) if f"'{each[:40]}" in error.detail), "")
    return SelectionError([Fault(name, "unknown_value", value, allowed, {})], address)


_KINDS = {
    "extra_forbidden": "unknown_parameter",
    "literal_error": "unknown_value",
    "enum": "unknown_value",
    "bool_parsing": "unknown_value",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "float_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "less_than_equal": "too_high",
    "greater_than_equal": "too_low",
    "string_too_long": "too_long",
    "too_long": "too_many",
}


def _fault(error: dict[str, Any], model: type[BaseModel]) -> Fault:
    name = str(error["loc"][0]) if error["loc"] else ""
    kind = _KINDS.get(error["type"], "other")
    limits = dict(error.get("ctx", {}))
    if kind == "other" and name:
        kind = f"value_{name.removeprefix(OTHER)}"
    elif kind == "other":  # a rule over several parameters names the one to mend
        name = str(error["msg"]).removeprefix("Value error, ").partition(":")[0]
        kind = _rule(name)
    allowed: Sequence[str] = ()
    if kind == "unknown_parameter":
        allowed = sorted(model.model_fields)
    elif error["type"] == "bool_parsing":
        allowed = ("true", "false")
    elif kind == "unknown_value":
        expected = str(limits.get("expected", ""))
        allowed = expected.replace(" or ", ", ").replace("'", "").split(", ")
    value = error["input"] if isinstance(error["input"], str) else ""
    return Fault(name, kind, value, allowed, limits)


def _rule(name: str) -> str:
    """A second selection is checked as a whole, also what is wrong with one of its values."""
    plain = name.removeprefix(OTHER)
    return f"value_{plain}" if plain != name and plain in ("bbox", "q") else f"rule_{plain}"


# What means nothing without the parameter.
_NEED = {"currency": ("budget_min", "budget_max"), "q": ("sort",)}


def _to_leave_out(faults: Sequence[Fault]) -> set[str]:
    named = {fault.parameter for fault in faults}
    plain = _NEED.items()
    other = ((OTHER + name, [OTHER + each for each in needing]) for name, needing in plain)
    return named.union(*(needing for name, needing in (*plain, *other) if name in named))


class SelectionRoute(PageRoute):
    """A wrong address gets a page that says what is wrong with it, in its language."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_selection(request: Request) -> Response:
            try:
                return await handle(request)
            except SelectionError as error:
                return _refusal(request, error)

        return handle_selection


def _refusal(request: Request, error: SelectionError) -> HTMLResponse:
    language = page_language(request.path_params["lang"])
    path = request.url.path.removeprefix(f"/{language}")
    content = render(
        "refused.html",
        language,
        assets=request.app.state.assets,
        base_url="",
        path=path,
        faults=error.faults,
        most=MAX_SHOWN,
        mended=error.address.without(*_to_leave_out(error.faults)),
        whole=error.address.path,
    )
    return HTMLResponse(content, status_code=400, headers={"Cache-Control": "no-cache"})
