"""The filters of a page as a form, with their counts, and those that are applied."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import ClosedList, Role
from app.projects.apart import apart_label, is_apart
from app.projects.criteria import PERIOD
from app.projects.facets import FACETS
from app.projects.filters import Filters
from app.projects.schemas import FacetValue
from app.site.portfolio.addresses import PAGING, Address, Pairs
from app.site.portfolio.cards import Name
from app.site.portfolio.context import PageContext

# A facet as a form shows it: the most frequent values, and those that are selected.
MOST_OPTIONS = 40
FORM_FACETS = tuple(name for name in FACETS if name != PERIOD)
ORGANISATIONS = ("funder", "implementer", "organisation", "with_organisation")


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
class FilterForm:
    """`kept` are the parameters of the page that are no filters, which the form carries on;
    `cleared` is the page without filters; `prefix` stands before the names of a second selection.
    """

    query: Filters
    address: Address
    fields: Sequence[Field]
    roles: Sequence[Name]
    chips: Sequence[Chip]
    kept: Pairs
    cleared: Address
    prefix: str

    def values(self, name: str) -> Sequence[str]:
        return self.address.values(self.prefix + name)


def build_form(
    page: PageContext,
    query: Filters,
    address: Address,
    facets: dict[str, list[FacetValue]],
    prefix: str = "",
) -> FilterForm:
    """`facets` are those of `FORM_FACETS`, each without its own filter."""
    cleared = (*(prefix + name for name in Filters.model_fields), *PAGING, "sort")
    kept = tuple(pair for pair in address.pairs if pair[0] not in cleared)
    fields = [
        _field(page, name, facets[name], address.values(prefix + name)) for name in FORM_FACETS
    ]
    return FilterForm(
        query=query,
        address=address,
        fields=fields,
        roles=[Name(role, page.label(ClosedList.ROLE, role)) for role in Role],
        chips=_chips(page, facets, address, prefix),
        kept=kept,
        cleared=Address(address.path, kept),
        prefix=prefix,
    )


def _current(page: PageContext, name: str, value: str) -> str:
    """An organisation that was merged answers by the one it was merged into."""
    if name in ORGANISATIONS:
        return page.reference.merged.get(value, value)
    return value


def _field(
    page: PageContext, name: str, values: Sequence[FacetValue], chosen: Sequence[str]
) -> Field:
    selected = {_current(page, name, value) for value in chosen}
    options = [
        Option(found.value, found.label, found.count, found.value in selected)
        for place, found in enumerate(values)
        if place < MOST_OPTIONS or found.value in selected
    ]
    return Field(name, options, len(values) - len(options), len(selected))


def _chips(
    page: PageContext, facets: dict[str, list[FacetValue]], address: Address, prefix: str
) -> list[Chip]:
    labels = {
        (name, found.value): found.label for name, values in facets.items() for found in values
    }
    chips = []
    for parameter, value in address.pairs:
        name = parameter.removeprefix(prefix)
        if not parameter.startswith(prefix) or name not in Filters.model_fields:
            continue
        label = labels.get((name, _current(page, name, value)))
        if name == "role":
            label = page.label(ClosedList.ROLE, value)
        elif label is None and is_apart(name, value):
            label = apart_label(name, value, page.language)
        elif name in ("with_organisation", "implementer"):
            label = page.reference.organisation_name(_current(page, name, value), page.language)
        chips.append(Chip(name, value, label, address.without_value(parameter, value)))
    return chips
