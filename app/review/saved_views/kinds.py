"""What the address of each page of analysis may ask."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import BaseModel, Field, ValidationError

from app.analysis.coverage.schemas import CoverageFilters
from app.analysis.cross_table.schemas import CrossTableOptions
from app.analysis.dashboard.schemas import TwoSelections
from app.analysis.dimensions import Dimension
from app.analysis.money.schemas import MoneyFilters
from app.analysis.network.schemas import NetworkFilters
from app.codelists import ViewKind
from app.errors import BadParameterError, InvalidFieldsError
from app.kit.advice import advise
from app.projects.filters import Filters
from app.projects.reference import Reference
from app.projects.vocabulary import check_vocabulary
from app.publication.public import SEVERAL

# After the language.
PATHS: Mapping[ViewKind, str] = {
    ViewKind.DASHBOARD: "/analysis",
    ViewKind.TABLE: "/analysis/table",
    ViewKind.COVERAGE: "/analysis/coverage",
    ViewKind.NETWORK: "/analysis/network",
    ViewKind.MONEY: "/analysis/money",
}
MAX_PARAMETERS = 300


class TableView(CrossTableOptions):
    """The page has a table before anything is asked, and shows one layer at a time."""

    rows: Dimension = Dimension.REGION
    columns: Dimension = Dimension.THEME
    layer: str | None = Field(None, max_length=100)


class CoverageView(CoverageFilters):
    measure: str = Field("projects", pattern="^(projects|per_100k)$")
    column: str | None = Field(None, max_length=100)


MODELS: Mapping[ViewKind, type[BaseModel]] = {
    ViewKind.DASHBOARD: TwoSelections,
    ViewKind.TABLE: TableView,
    ViewKind.COVERAGE: CoverageView,
    ViewKind.NETWORK: NetworkFilters,
    ViewKind.MONEY: MoneyFilters,
}


def read_query(kind: ViewKind, query: str, reference: Reference) -> str:
    """The query as the page understands it, in the order in which it was written, without empty
    fields. Raises InvalidFieldsError."""
    parts = query.removeprefix("?")
    unnamed = next((part for part in parts.split("&") if part and "=" not in part), None)
    if unnamed is not None:
        raise _wrong(f"'{unnamed[:40]}' is not written as name=value")
    try:
        given = parse_qsl(parts, max_num_fields=MAX_PARAMETERS, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise _wrong("is not the query of an address") from None
    values: dict[str, Any] = {}
    for name, value in given:
        if name in SEVERAL:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise _wrong(f"{name}: is given several times; give it once")
        else:
            values[name] = value
    try:
        understood = MODELS[kind].model_validate(values)
        plain = understood.model_dump(include=set(Filters.model_fields))
        check_vocabulary(Filters.model_validate(plain), reference)
    except ValidationError as error:
        raise _wrong("; ".join(map(_told, error.errors(include_url=False)))) from None
    except BadParameterError as error:
        raise _wrong(error.detail) from None
    return urlencode(given, quote_via=quote)


def _told(fault: Any) -> str:
    name = f"{fault['loc'][0]}: " if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        return f"{name}the page has no such parameter"
    return name + advise(fault)


def _wrong(detail: str) -> InvalidFieldsError:
    return InvalidFieldsError([{"pointer": "#/query", "detail": detail}])
