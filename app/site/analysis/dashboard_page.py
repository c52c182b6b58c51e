"""The dashboard: the numbers of a selection, or of two side by side on the same scales."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.dashboard.parts import DIMENSIONS, YEARS, Numbers
from app.analysis.dashboard.queries import read_both
from app.analysis.dashboard.schemas import (
    DashboardDifference,
    DashboardSelection,
    TwoSelections,
)
from app.analysis.dashboard.service import compare, describe
from app.errors import BadParameterError
from app.projects.apart import is_apart
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.schemas import FacetValue
from app.publication.public import OTHER
from app.site.analysis.dashboard_parts import Part, YearPart, make_part, make_years
from app.site.analysis.dashboard_wording import side_names
from app.site.analysis.shortcuts import Shortcuts, make_shortcuts
from app.site.portfolio.addresses import Address
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import Selection, refused_value


@dataclass(frozen=True)
class Side:
    """One of the selections. `name` is None when nothing tells it from the other."""

    name: str | None
    numbers: DashboardSelection
    form: FilterForm


@dataclass(frozen=True)
class Dashboard:
    """`sides` are one or two; `alone` is the page without the second, `swapped` with the two in
    each other's place."""

    sides: Sequence[Side]
    years: Sequence[YearPart]
    parts: Sequence[Part]
    differences: Sequence[DashboardDifference]
    shortcuts: Shortcuts
    alone: Address
    swapped: Address
    data: Address


def build_dashboard(page: PageContext, selection: Selection[TwoSelections]) -> Dashboard:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        first, other = read_both(page.session, query, page.reference)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    found = [(first, "")] if other is None else [(first, ""), (other, OTHER)]
    names = side_names([numbers.filters for numbers, _ in found], page)
    sides = [
        _side(page, numbers, address, prefix, name)
        for (numbers, prefix), name in zip(found, names, strict=True)
    ]
    shown = [side.numbers for side in sides]
    return Dashboard(
        sides=sides,
        years=[make_years(name, shown, mirrored=page.mirrored) for name in YEARS],
        parts=[
            make_part(name, shown, [name in numbers.chosen for numbers, _ in found])
            for name in DIMENSIONS
            if name not in YEARS
        ],
        differences=(other and compare(first, other, page.reference, page.language)) or [],
        shortcuts=make_shortcuts(page, address, sides[0].form),
        alone=_alone(address),
        swapped=_swapped(address),
        data=address.at("/api/v1/analysis/dashboard").with_value("lang", page.language),
    )


def _side(
    page: PageContext, numbers: Numbers, address: Address, prefix: str, name: str | None
) -> Side:
    described = describe(numbers, page.reference, page.language)
    facets = _facets(page, numbers, described)
    return Side(name, described, build_form(page, numbers.filters, address, facets, prefix))


def _facets(
    page: PageContext, numbers: Numbers, described: DashboardSelection
) -> dict[str, list[FacetValue]]:
    """Those that the dashboard counted are not counted again."""
    facets = {
        name: [
            FacetValue(value=each.value, label=each.label, count=each.projects)
            for each in described.dimensions[name]
            if not is_apart(name, each.value)
        ]
        for name in FORM_FACETS
        if name in described.dimensions and name not in numbers.chosen
    }
    criteria = build_criteria(page.session, numbers.filters, page.reference)
    missing = [name for name in FORM_FACETS if name not in facets]
    return facets | count_facets(
        page.session, criteria, numbers.filters, page.reference, page.language, missing
    )


def _alone(address: Address) -> Address:
    return Address(
        address.path, tuple(pair for pair in address.pairs if not pair[0].startswith(OTHER))
    )


def _swapped(address: Address) -> Address:
    pairs = (
        (name.removeprefix(OTHER) if name.startswith(OTHER) else OTHER + name, value)
        for name, value in address.pairs
    )
    return Address(address.path, tuple(sorted(pairs, key=lambda pair: pair[0].startswith(OTHER))))
