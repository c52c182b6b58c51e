"""The values that a project has on each dimension, in SQL.

Projects are grouped by the columns that tell their values; only then are the values unfolded, so
that as much is unfolded as there are different combinations, not projects.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Text,
    case,
    cast,
    distinct,
    extract,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from app.analysis.dimensions import Dimension, Share
from app.codelists import LocationLevel
from app.models import ProjectListing, Region
from app.projects.apart import Apart
from app.projects.criteria import today
from app.projects.stated import ROLES, at_level, place_unknown, several_places

Texts = ColumnElement[Any]
Unfold = Callable[[Sequence[Any], str], FromClause]
_NO_YEAR = 0


@dataclass(frozen=True)
class Axis:
    """`columns` tell a project's values; `unfold` makes rows of `value` from these columns, under
    the name that it is given. `divided`: an amount is divided equally between the values."""

    columns: Sequence[ColumnElement[Any]]
    unfold: Unfold
    divided: bool = False


def _texts(*words: str) -> Texts:
    return array(words, type_=Text)


def _where(condition: ColumnElement[bool], word: str) -> Texts:
    return case((condition, _texts(word)), else_=_texts())


def _or_unknown(values: Texts) -> Texts:
    return case((func.cardinality(values) == 0, _texts(Apart.UNKNOWN)), else_=values)


def _unnest(columns: Sequence[Any], name: str) -> FromClause:
    return func.unnest(columns[0]).table_valued("value").render_derived(name)


def _list(values: ColumnElement[Any], *, divided: bool = False) -> Axis:
    return Axis([values], _unnest, divided)


def _one(columns: Sequence[Any], name: str) -> FromClause:
    value = cast(columns[0], Text).label("value")
    return select(value).correlate(columns[0].table).lateral(name)


def _scalar(value: ColumnElement[Any]) -> Axis:
    return Axis([value], _one)


def _in_role(role: str) -> Texts:
    """Slugs; of `role` "", in whichever role."""
    token = func.unnest(ProjectListing.participants).column_valued("token")
    prefix = f"{role}:"
    slugs = (
        select(func.substr(token, len(prefix) + 1))
        .where(func.starts_with(token, prefix), token != prefix)
        .correlate(ProjectListing)
        .scalar_subquery()
    )
    return func.array(slugs, type_=ARRAY(Text))


def _each_year(bounds: Sequence[Any], name: str) -> FromClause:
    year = func.generate_series(*bounds).column_valued("year")
    value = case((year == _NO_YEAR, Apart.UNKNOWN.value), else_=cast(year, Text))
    return select(value.label("value")).correlate(bounds[0].table).lateral(name)


def _years() -> Axis:
    first = ProjectListing.active_first
    last = func.coalesce(ProjectListing.active_last, today())
    bounds = (
        case((first.is_(None), _NO_YEAR), else_=cast(extract("year", day), Integer))
        for day in (first, last)
    )
    return Axis(list(bounds), _each_year)


def _places(name: str) -> Texts:
    """Those in which a project counts."""
    codes = ProjectListing.regions if name == "region" else ProjectListing.provinces
    found: Texts = codes.expression
    for condition, word in (
        (several_places(name), Apart.SEVERAL),
        (at_level(LocationLevel.NATIONAL), Apart.NATIONAL),
        (at_level(LocationLevel.ABROAD), Apart.ABROAD),
        (place_unknown(name), Apart.UNKNOWN),
    ):
        found = found.op("||")(_where(condition, word))
    return found


def _budget_places(name: str, share: Share) -> Texts:
    """That of its budget, or those that share it equally. A budget for the whole country is that
    of no region."""
    regions, provinces = ProjectListing.regions, ProjectListing.provinces
    codes = regions if name == "region" else provinces
    one = func.cardinality(codes) == 1
    shared = func.cardinality(codes) > 0
    if name == "province":
        one = one & (func.cardinality(regions) == 1)
        shared = shared & _provinces_of_all_regions()
    whole = one if share is Share.ONCE else shared
    return case(
        (at_level(LocationLevel.NATIONAL), _texts(Apart.NATIONAL)),
        (whole, codes.expression),
        (several_places(name), _texts(Apart.SEVERAL)),
        (func.cardinality(regions) > 0, _texts(Apart.UNKNOWN)),
        (at_level(LocationLevel.ABROAD), _texts(Apart.ABROAD)),
        else_=_texts(Apart.UNKNOWN),
    )


def _provinces_of_all_regions() -> ColumnElement[bool]:
    """Else a part of the budget belongs to a province that is not stated."""
    within = (
        select(func.count(distinct(Region.parent_code)))
        .where(Region.code == func.any(ProjectListing.provinces))
        .correlate(ProjectListing)
        .scalar_subquery()
    )
    regions = func.cardinality(ProjectListing.regions)
    return (regions == 1) | (within == regions)


_LISTS = {
    Dimension.THEME: ProjectListing.themes,
    Dimension.TARGET_GROUP: ProjectListing.target_groups,
    Dimension.MIGRATION_DIMENSION: ProjectListing.migration_dimensions,
    Dimension.RESIDENCE_COUNTRY: ProjectListing.residence_countries,
}


def axis_of(dimension: Dimension) -> Axis:
    """Where projects count."""
    if dimension in (Dimension.REGION, Dimension.PROVINCE):
        return _list(_places(dimension))
    if dimension in _LISTS:
        return _list(_or_unknown(_LISTS[dimension].expression))
    if dimension in (Dimension.FUNDER, Dimension.IMPLEMENTER):
        return _list(_or_unknown(_in_role(ROLES[dimension])))
    if dimension is Dimension.YEAR_ACTIVE:
        return _years()
    if dimension is Dimension.YEAR_STARTED:
        year = cast(extract("year", ProjectListing.start_first), Integer)
        return _scalar(func.coalesce(cast(year, Text), Apart.UNKNOWN))
    if dimension is Dimension.STATUS:
        return _scalar(ProjectListing.status.expression)
    return _scalar(cast(ProjectListing.good_practice, Text))


def organisation_axis() -> Axis:
    """No dimension of tables, for the list of projects has a filter of its own for it."""
    return _list(_in_role(""))


def budget_axis_of(dimension: Dimension, share: Share) -> Axis:
    """Where budgets are added: elsewhere than their project for places only."""
    if dimension in (Dimension.REGION, Dimension.PROVINCE):
        return _list(_budget_places(dimension, share), divided=True)
    return axis_of(dimension)
