"""The portfolio of an organisation, and the index of organisations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.codelists import ClosedList, OpenList, OrganisationScope, Role
from app.errors import BadParameterError
from app.i18n.formats import country
from app.models import Organisation, name_in
from app.projects import portfolio_queries
from app.projects.criteria import build_criteria
from app.projects.directory_queries import (
    OrganisationCount,
    find_organisation,
    list_organisations,
    organisation_origins,
)
from app.projects.filters import Filters
from app.projects.money import Total
from app.projects.money_queries import contribution_totals
from app.projects.region_queries import count_by_area
from app.site.charts import Bar, bars
from app.site.portfolio.addresses import Pager, make_pager
from app.site.portfolio.cards import Card, Name, read_cards
from app.site.portfolio.context import PageContext, other_names
from app.site.portfolio.numbers import Numbers, read_numbers
from app.site.portfolio.outlines import StaticMap, country_map
from app.site.portfolio.selection import MAX_PAGE, Selection, refused_value

MOST_PROJECTS = 50
MOST_PARTNERS = 100


class OrganisationsQuery(BaseModel):
    """`country` takes an ISO 3166-1 code, or the scope of an organisation of no one country."""

    model_config = ConfigDict(extra="forbid")

    q: str | None = Field(None, max_length=200, pattern="^[^\x00]*$")
    type: Annotated[str, Field(max_length=20)] | None = None
    country: Annotated[str, Field(max_length=20)] | None = None
    sort: Literal["projects", "name"] = "projects"
    limit: int = Field(50, ge=1, le=MAX_PAGE)
    offset: int = Field(0, ge=0, le=10_000_000)


@dataclass(frozen=True)
class OrganisationRow:
    slug: str
    name: str
    acronym: str | None
    kind: str | None
    origin: str | None
    projects: int


@dataclass(frozen=True)
class OrganisationsIndex:
    query: OrganisationsQuery
    rows: Sequence[OrganisationRow]
    pager: Pager
    kinds: Sequence[Name]
    origins: Sequence[Name]


@dataclass(frozen=True)
class RoleProjects:
    role: str
    label: str
    count: int
    projects: list[Card]


@dataclass(frozen=True)
class OrganisationPage:
    organisation: Organisation
    name: str
    other_names: Sequence[tuple[str, str]]
    kind: str | None
    origin: str | None
    numbers: Numbers
    roles: Sequence[RoleProjects]
    partners: list[Bar]
    partners_in_all: int
    map: StaticMap
    regions: list[Bar]
    levels: Mapping[str, int]
    contributions: Total | None


def _origin(page: PageContext, code: str | None) -> str | None:
    if code is None:
        return None
    if code in set(OrganisationScope):
        return page.label(ClosedList.ORGANISATION_SCOPE, code)
    return country(code, page.language)


def _kind(page: PageContext, code: str | None) -> str | None:
    return page.label(OpenList.ORGANISATION_TYPE, code) if code is not None else None


def build_index(page: PageContext, selection: Selection[OrganisationsQuery]) -> OrganisationsIndex:
    """Raises SelectionError for a type or a country that no organisation has."""
    query = selection.query
    kinds, origins = organisation_origins(page.session)
    for name, value, known in (("type", query.type, kinds), ("country", query.country, origins)):
        if value is not None and value not in known:
            error = BadParameterError(name, f"unknown value '{value[:40]}'", allowed=known)
            raise refused_value(error, selection.address)
    matched, found = list_organisations(
        page.session,
        page.language,
        q=query.q,
        kind=query.type,
        country=query.country,
        sort=query.sort,
        limit=query.limit,
        offset=query.offset,
    )
    return OrganisationsIndex(
        query,
        [_row(page, each) for each in found],
        make_pager(selection.address, matched, len(found), query.limit, query.offset),
        [Name(code, _kind(page, code) or code) for code in kinds],
        sorted(
            (Name(code, _origin(page, code) or code) for code in origins),
            key=lambda name: (name.value.isupper(), name.label),
        ),
    )


def _row(page: PageContext, found: OrganisationCount) -> OrganisationRow:
    organisation = found.organisation
    return OrganisationRow(
        organisation.slug,
        name_in(organisation.names, page.language),
        organisation.acronym,
        _kind(page, organisation.organisation_type),
        _origin(page, organisation.country or organisation.scope),
        found.projects,
    )


def build_organisation(page: PageContext, slug: str) -> OrganisationPage:
    """Raises NotFoundError, or MovedError for one that was merged into another."""
    organisation = find_organisation(page.session, slug)
    numbers = read_numbers(page, Filters(organisation=[slug]), "region", "level")
    name = name_in(organisation.names, page.language)
    partners = _partners(page, numbers, slug)
    return OrganisationPage(
        organisation=organisation,
        name=name,
        other_names=other_names(organisation.names, page.language),
        kind=_kind(page, organisation.organisation_type),
        origin=_origin(page, organisation.country or organisation.scope),
        numbers=numbers,
        roles=_roles(page, slug),
        partners=partners[:MOST_PARTNERS],
        partners_in_all=len(partners),
        map=country_map(page.outlines(), count_by_area(page.session, numbers.criteria, 1)),
        regions=numbers.bars("region"),
        levels=numbers.counts("level"),
        contributions=_contributions(page, slug),
    )


def _partners(page: PageContext, numbers: Numbers, slug: str) -> list[Bar]:
    """Organisations that take part in the same projects."""
    counts = portfolio_queries.count_participants(page.session, numbers.criteria)
    return bars(
        [
            (other, page.reference.organisation_name(other, page.language), projects)
            for other, projects in counts.items()
            if other != slug
        ]
    )


def _roles(page: PageContext, slug: str) -> list[RoleProjects]:
    found = []
    for role, projects in portfolio_queries.count_roles(page.session, slug).items():
        if projects:
            filters = Filters(organisation=[slug], role=[role])
            criteria = build_criteria(page.session, filters, page.reference)
            cards = read_cards(page, criteria, "-start", MOST_PROJECTS)
            found.append(RoleProjects(role, page.label(ClosedList.ROLE, role), projects, cards))
    return found


def _contributions(page: PageContext, slug: str) -> Total | None:
    """None for an organisation that funds nothing."""
    funded = portfolio_queries.count_roles(page.session, slug)[Role.FUNDING]
    if not funded:
        return None
    return contribution_totals(page.session, slug, funded)
