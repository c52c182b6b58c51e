"""The list of projects: filters with their counts, chips, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import ClosedList, Role
from app.errors import BadParameterError
from app.projects.criteria import PERIOD, build_criteria
from app.projects.facets import FACETS, count_facets
from app.projects.queries import count
from app.projects.schemas import FacetValue
from app.site.portfolio.addresses import Address, Pager, make_pager
from app.site.portfolio.cards import Card, Name, read_cards
from app.site.portfolio.context import PageContext
from app.site.portfolio.selection import ProjectsQuery, Selection, refused_value

# A facet as a form shows it: the most frequent values, and those that are selected.
MOST_OPTIONS = 40


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Field:
    name: str
    options: Sequence[Option]
    left_out: int
    selected: int


@dataclass(frozen=True)
class Chip:
    """An applied filter; `label` is None where the page words the value itself."""

    name: str
    value: str
    label: str | None
    without: Address


@dataclass(frozen=True)
class ProjectList:
    query: ProjectsQuery
    address: Address
    fields: Sequence[Field]
    roles: Sequence[Name]
    chips: Sequence[Chip]
    cards: Sequence[Card]
    pager: Pager
    undated: int | None


def build_list(page: PageContext, selection: Selection[ProjectsQuery]) -> ProjectList:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        criteria = build_criteria(page.session, query, page.reference)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    numbers = count(page.session, criteria, query)
    names = [name for name in FACETS if name != PERIOD]
    facets = count_facets(page.session, criteria, query, page.reference, page.language, names)
    cards = read_cards(page, criteria, query.sort, query.limit, query.offset)
    return ProjectList(
        query=query,
        address=address,
        fields=[_field(page, name, facets[name], address) for name in names],
        roles=[Name(role, page.label(ClosedList.ROLE, role)) for role in Role],
        chips=_chips(page, facets, address),
        cards=cards,
        pager=make_pager(address, numbers.matched, len(cards), query.limit, query.offset),
        undated=numbers.undated,
    )


def _current(page: PageContext, name: str, value: str) -> str:
    """An organisation that was merged answers by the one it was merged into."""
    if name in ("funder", "organisation"):
        return page.reference.merged.get(value, value)
    return value


def _field(page: PageContext, name: str, values: Sequence[FacetValue], address: Address) -> Field:
    selected = {_current(page, name, value) for value in address.values(name)}
    options = [
        Option(found.value, found.label, found.count, found.value in selected)
        for place, found in enumerate(values)
        if place < MOST_OPTIONS or found.value in selected
    ]
    return Field(name, options, len(values) - len(options), len(selected))


def _chips(page: PageContext, facets: dict[str, list[FacetValue]], address: Address) -> list[Chip]:
    labels = {
        (name, found.value): found.label for name, values in facets.items() for found in values
    }
    chips = []
    for name, value in address.without("sort", "limit").pairs:
        label = labels.get((name, _current(page, name, value)))
        if name == "role":
            label = page.label(ClosedList.ROLE, value)
        chips.append(Chip(name, value, label, address.without_value(name, value)))
    return chips
