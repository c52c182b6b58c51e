"""What a dashboard counts, and which query selects the projects of each of its numbers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.analysis.addresses import list_query
from app.analysis.bitmaps.names import ORGANISATION
from app.analysis.dimensions import Dimension
from app.projects.apart import Apart, is_apart
from app.projects.filters import Filters
from app.projects.money import Total

DIMENSIONS: tuple[str, ...] = (
    Dimension.YEAR_ACTIVE,
    Dimension.YEAR_STARTED,
    Dimension.STATUS,
    Dimension.THEME,
    Dimension.TARGET_GROUP,
    Dimension.REGION,
    Dimension.FUNDER,
    ORGANISATION,
    Dimension.RESIDENCE_COUNTRY,
)
YEARS = (Dimension.YEAR_ACTIVE, Dimension.YEAR_STARTED)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Numbers:
    """`counts` is, for each dimension, value → projects; the words beside codes are among the
    values. `currencies`: how many state a budget in each; `undated`: in no period, whatever the
    period that is asked for."""

    filters: Filters
    matched: int
    undated: int
    counts: Mapping[str, Counts]
    currencies: Counts
    budget: Total
    chosen: frozenset[str] = field(default_factory=frozenset)

    @property
    def organisations(self) -> int:
        return len(self.counts[ORGANISATION])

    @property
    def regions(self) -> int:
        found = self.counts[Dimension.REGION]
        return sum(not is_apart(Dimension.REGION, value) for value in found)


def filter_of(filters: Filters, dimension: str) -> str:
    """The filter that selects one value of a dimension. Beside an organisation or a role that is
    chosen already, another one is asked for by a filter of its own."""
    if dimension == ORGANISATION and (filters.organisation or filters.role):
        return "with_organisation"
    return dimension


def value_query(filters: Filters, dimension: str, value: str) -> str:
    """Selects the projects that are counted for this value."""
    return list_query(filters, {filter_of(filters, dimension): value})


def undated_query(filters: Filters) -> str:
    return list_query(filters, {"year_active": Apart.UNKNOWN}, without=("year_from", "year_to"))


def known_query(filters: Filters) -> str:
    return list_query(filters, {"budget_known": "true"})


def currency_query(filters: Filters, currency: str) -> str:
    return list_query(filters, {"currency": currency})


def narrowed(
    filters: Filters, counts: Mapping[str, Counts], current: Mapping[str, str]
) -> dict[str, Counts]:
    """Of a dimension that a filter chooses from, only the chosen values: no query selects the
    projects that have both a chosen value and another one. `current` maps the former slug of an
    organisation to that of today."""
    shown: dict[str, Counts] = {}
    for dimension, found in counts.items():
        values: Sequence[str] = getattr(filters, filter_of(filters, dimension))
        kept = {current.get(value, value) for value in values}
        shown[dimension] = {value: found.get(value, 0) for value in sorted(kept)} if kept else found
    return shown


def chosen_dimensions(filters: Filters) -> frozenset[str]:
    return frozenset(name for name in DIMENSIONS if getattr(filters, filter_of(filters, name)))


def ranked(dimension: str, counts: Counts, labels: Mapping[str, str]) -> list[str]:
    """Values, the most frequent first, years in order; the words beside codes last."""

    def key(value: str) -> tuple[bool, int, str, str]:
        first = 0 if dimension in YEARS else -counts[value]
        name = value if dimension in YEARS else labels[value]
        return is_apart(dimension, value), first, name, value

    return sorted(counts, key=key)
