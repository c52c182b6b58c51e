"""The numbers of a selection, as charts and tables show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import ActivityStatus
from app.projects import portfolio_queries, queries
from app.projects.criteria import PERIOD, Criteria, build_criteria
from app.projects.facets import count_facets
from app.projects.filters import Filters
from app.projects.schemas import FacetValue
from app.site.charts import Bar, ColumnChart, bars, columns
from app.site.portfolio.context import PageContext

ALWAYS = ("status", "theme", "target_group", PERIOD)


@dataclass(frozen=True)
class Numbers:
    criteria: Criteria
    matched: int
    under_way: int
    status_unknown: int
    undated: int
    themes: list[Bar]
    target_groups: list[Bar]
    years: ColumnChart | None
    facets: dict[str, list[FacetValue]]

    def counts(self, facet: str) -> dict[str, int]:
        return {found.value: found.count for found in self.facets[facet]}

    def bars(self, facet: str) -> list[Bar]:
        return facet_bars(self.facets[facet])


def facet_bars(values: Sequence[FacetValue]) -> list[Bar]:
    return bars([(found.value, found.label, found.count) for found in values])


def read_numbers(page: PageContext, filters: Filters, *more: str) -> Numbers:
    """`more` names the further facets to count; not those that the filters use."""
    criteria = build_criteria(page.session, filters, page.reference)
    matched = queries.count(page.session, criteria, filters).matched
    facets = count_facets(
        page.session, criteria, filters, page.reference, page.language, (*ALWAYS, *more)
    )
    by_status = {found.value: found.count for found in facets["status"]}
    by_year = {int(found.value): found.count for found in facets[PERIOD]}
    return Numbers(
        criteria=criteria,
        matched=matched,
        under_way=by_status.get(ActivityStatus.IMPLEMENTATION, 0),
        status_unknown=by_status.get("unknown", 0),
        undated=portfolio_queries.count_undated(page.session, criteria),
        themes=facet_bars(facets["theme"]),
        target_groups=facet_bars(facets["target_group"]),
        years=columns(by_year, mirrored=page.mirrored),
        facets=facets,
    )
