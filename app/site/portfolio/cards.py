"""Projects as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.codelists import ClosedList, LocationLevel, OpenList, Role
from app.projects.criteria import Criteria
from app.projects.items import make_item
from app.projects.queries import select_listings
from app.site.portfolio.context import PageContext


@dataclass(frozen=True)
class Name:
    value: str
    label: str
    short: str | None = None


@dataclass(frozen=True)
class Card:
    item: Mapping[str, Any]
    status: str | None
    regions: list[Name]
    funders: list[Name]
    themes: list[Name]
    national: bool
    abroad: bool


def make_card(row: Mapping[str, Any], page: PageContext) -> Card:
    item = make_item(row, page.reference, page.language, "")
    status = item["activity_status"]
    return Card(
        item=item,
        status=status and page.label(ClosedList.ACTIVITY_STATUS, status),
        regions=[
            Name(code, page.reference.area_name(code, page.language)) for code in item["regions"]
        ],
        funders=[
            Name(part["organisation"], part["name"], part["acronym"])
            for part in item["participations"]
            if part["role"] == Role.FUNDING
        ],
        themes=[Name(code, page.label(OpenList.THEME, code)) for code in item["themes"]],
        national=LocationLevel.NATIONAL in item["levels"],
        abroad=LocationLevel.ABROAD in item["levels"],
    )


def make_cards(rows: Iterable[Mapping[str, Any]], page: PageContext) -> list[Card]:
    return [make_card(row, page) for row in rows]


def read_cards(
    page: PageContext, criteria: Criteria, sort: str | None, limit: int, offset: int = 0
) -> list[Card]:
    rows = page.session.scalars(select_listings(criteria, page.language, sort, limit, offset))
    return make_cards(rows, page)
