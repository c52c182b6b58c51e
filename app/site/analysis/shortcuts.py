"""Short forms that put a second selection beside the first: another region, funder or period."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.projects.filters import Filters
from app.publication.public import OTHER
from app.site.portfolio.addresses import Address, Pairs
from app.site.portfolio.cards import Name
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FilterForm

PERIOD = ("year_from", "year_to")


@dataclass(frozen=True)
class Shortcut:
    """A choice of the same filter for each selection; `kept` are the other filters of both."""

    name: str
    options: Sequence[Name]
    first: str
    other: str
    kept: Pairs


@dataclass(frozen=True)
class PeriodShortcut:
    """`years`: parameter → what its field shows."""

    years: dict[str, str]
    kept: Pairs


@dataclass(frozen=True)
class Shortcuts:
    path: str
    choices: Sequence[Shortcut]
    period: PeriodShortcut


def make_shortcuts(page: PageContext, address: Address, form: FilterForm) -> Shortcuts:
    regions = sorted(
        (
            Name(code, page.reference.area_name(code, page.language))
            for code in page.reference.regions
        ),
        key=lambda region: region.label,
    )
    funders = next(field.options for field in form.fields if field.name == "funder")
    return Shortcuts(
        path=address.path,
        choices=[
            _shortcut("region", regions, address),
            _shortcut("funder", [Name(each.value, each.label) for each in funders], address),
        ],
        period=PeriodShortcut(
            {name: _only(address, name) for name in (*PERIOD, *(OTHER + each for each in PERIOD))},
            _kept(address, PERIOD),
        ),
    )


def _shortcut(name: str, options: Sequence[Name], address: Address) -> Shortcut:
    return Shortcut(
        name, options, _only(address, name), _only(address, OTHER + name), _kept(address, (name,))
    )


def _only(address: Address, name: str) -> str:
    return next(iter(address.values(name)), "")


def _kept(address: Address, names: Sequence[str]) -> Pairs:
    """Without a second selection yet, it begins as the first."""
    first = [
        pair for pair in address.pairs if pair[0] in Filters.model_fields and pair[0] not in names
    ]
    others = [pair for pair in address.pairs if pair[0].startswith(OTHER)]
    second = others or [(OTHER + name, value) for name, value in first]
    left_out = {OTHER + name for name in names}
    return (*first, *(pair for pair in second if pair[0] not in left_out))
