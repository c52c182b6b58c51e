"""The portfolio of a region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.codelists import Language, LocationLevel, Role
from app.models import Region, name_in
from app.projects import portfolio_queries
from app.projects.criteria import build_criteria
from app.projects.directory_queries import find_region, list_regions, provinces_of
from app.projects.filters import Filters
from app.projects.inhabitants import per_inhabitants
from app.projects.money import Stated, Total, line_of, total
from app.projects.queries import count
from app.projects.region_queries import count_by_area
from app.site.charts import Bar, bars
from app.site.portfolio.cards import Card, read_cards
from app.site.portfolio.context import PageContext, other_names
from app.site.portfolio.numbers import Numbers, read_numbers
from app.site.portfolio.outlines import StaticMap, country_map, region_map
from app.site.texts import LocalName, local_place

MOST_PROJECTS = 200
MOST_ORGANISATIONS = 100


@dataclass(frozen=True)
class AreaRow:
    code: str
    name: str
    projects: int
    population: int | None
    rate: float | None


@dataclass(frozen=True)
class RegionsIndex:
    rows: Sequence[AreaRow]
    map: StaticMap
    matched: int
    without_region: int
    national: int


@dataclass(frozen=True)
class RegionPage:
    region: Region
    name: str
    other_names: Sequence[tuple[str, str]]
    chef_lieu: LocalName | None
    numbers: Numbers
    rate: float | None
    national: int
    organisations: int
    funders: list[Bar]
    implementers: list[Bar]
    budget: Total
    provinces: Sequence[AreaRow]
    province_unknown: int
    map: StaticMap
    projects: list[Card]


def _row(region: Region, counts: Mapping[str, int], language: Language) -> AreaRow:
    projects = counts.get(region.code, 0)
    population = region.population_2024
    return AreaRow(
        region.code,
        name_in(region.names, language),
        projects,
        population,
        per_inhabitants(projects, population),
    )


def build_index(page: PageContext) -> RegionsIndex:
    everything = Filters()
    criteria = build_criteria(page.session, everything, page.reference)
    counts = count_by_area(page.session, criteria, 1)
    matched = count(page.session, criteria, everything).matched
    located = Filters(region=list(page.reference.regions))
    in_regions = count(
        page.session, build_criteria(page.session, located, page.reference), located
    ).matched
    return RegionsIndex(
        [_row(region, counts, page.language) for region in list_regions(page.session)],
        country_map(page.outlines(), counts),
        matched,
        matched - in_regions,
        _count_national(page),
    )


def _count_national(page: PageContext) -> int:
    national = Filters(level=[LocationLevel.NATIONAL])
    criteria = build_criteria(page.session, national, page.reference)
    return count(page.session, criteria, national).matched


def _organisation_bars(page: PageContext, counts: Mapping[str, int]) -> list[Bar]:
    return bars(
        [
            (slug, page.reference.organisation_name(slug, page.language), projects)
            for slug, projects in counts.items()
        ]
    )


def _budget(page: PageContext, numbers: Numbers) -> Total:
    budgets = portfolio_queries.known_budgets(page.session, numbers.criteria)
    return total(
        (
            Stated(
                known.project,
                known.value,
                known.currency,
                line_of(known.scope, known.regions, national=known.national),
                known.above,
            )
            for known in budgets
        ),
        numbers.matched,
    )


def build_region(page: PageContext, code: str) -> RegionPage:
    """Raises NotFoundError, or MovedError for a province."""
    region = find_region(page.session, code)
    numbers = read_numbers(page, Filters(region=[code]))
    by_province = count_by_area(page.session, numbers.criteria, 2)
    provinces = provinces_of(page.session, code)
    points = portfolio_queries.count_points(page.session, numbers.criteria, code)
    taking_part = portfolio_queries.count_participants(page.session, numbers.criteria)
    in_provinces = Filters(region=[code], province=[province.code for province in provinces])
    criteria = build_criteria(page.session, in_provinces, page.reference)
    return RegionPage(
        region=region,
        name=name_in(region.names, page.language),
        other_names=other_names(region.names, page.language),
        chef_lieu=local_place(region.chef_lieu, page.language) if region.chef_lieu else None,
        numbers=numbers,
        rate=per_inhabitants(numbers.matched, region.population_2024),
        national=_count_national(page),
        organisations=len(taking_part),
        funders=_organisation_bars(
            page,
            portfolio_queries.count_participants(page.session, numbers.criteria, Role.FUNDING),
        ),
        implementers=_organisation_bars(
            page,
            portfolio_queries.count_participants(page.session, numbers.criteria, Role.IMPLEMENTING),
        ),
        budget=_budget(page, numbers),
        provinces=[_row(province, by_province, page.language) for province in provinces],
        province_unknown=numbers.matched
        - (count(page.session, criteria, in_provinces).matched if provinces else 0),
        map=region_map(
            page.outlines(),
            code,
            by_province,
            ((point.longitude, point.latitude, point.projects) for point in points),
        ),
        projects=read_cards(page, numbers.criteria, "-start", MOST_PROJECTS),
    )
