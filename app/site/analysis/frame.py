"""The frame of the pages of analysis: their tabs, which keep the filters of the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.responses import HTMLResponse

from app.analysis.coverage.schemas import REFUSED
from app.projects.apart import is_apart
from app.projects.filters import Filters
from app.site.portfolio.addresses import Address
from app.site.portfolio.context import PageContext

DASHBOARD = "/analysis"
CROSS_TABLE = "/analysis/table"
COVERAGE = "/analysis/coverage"
NETWORK = "/analysis/network"
MONEY = "/analysis/money"
# The pages that are there, in the order of their tabs; `_frame.html` names them.
TABS = (DASHBOARD, CROSS_TABLE, COVERAGE, NETWORK, MONEY)


# By the name under which the private side keeps their views.
_KINDS = {
    DASHBOARD: "dashboard",
    CROSS_TABLE: "table",
    COVERAGE: "coverage",
    NETWORK: "network",
    MONEY: "money",
}


@dataclass(frozen=True)
class Tab:
    path: str
    address: Address
    current: bool


def make_tabs(language: str, path: str, address: Address) -> list[Tab]:
    """Only the filters go along: each page has further parameters of its own."""
    filters = tuple(pair for pair in address.pairs if pair[0] in Filters.model_fields)
    crossed = tuple(pair for pair in filters if _fits_coverage(*pair))
    return [
        Tab(each, Address(f"/{language}{each}", pairs), each == path)
        for each in TABS
        for pairs in [crossed if each == COVERAGE else filters]
    ]


def _fits_coverage(name: str, value: str) -> bool:
    """It crosses whole regions with themes, and refuses what is neither."""
    word = name in ("region", "theme") and is_apart(name, value)
    return name not in REFUSED and not word


def saving(language: str, path: str, address: Address) -> Address:
    """Where who may keep views saves this one, after signing in if need be: the public page does
    not know its reader."""
    query = address.query.removeprefix("?")
    pairs = (("kind", _KINDS[path]), *([("query", query)] if query else []))
    return Address(f"/{language}/workspace/views/new", pairs)


def show(
    page: PageContext, template: str, path: str, address: Address, **values: Any
) -> HTMLResponse:
    """`path` is that of the page without its language."""
    tabs: Sequence[Tab] = make_tabs(page.language, path, address)
    saved = saving(page.language, path, address)
    return page.show(template, path, address.query, tabs=tabs, saving=saved, **values)
