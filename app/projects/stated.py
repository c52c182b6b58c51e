"""Conditions on listings for the words that stand beside codes (see app.projects.apart)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.codelists import LocationLevel, Role
from app.models import ProjectListing
from app.projects.apart import Apart, is_apart

Condition = ColumnElement[bool]
Column = InstrumentedAttribute[list[str]]

ROLES = {"funder": Role.FUNDING, "implementer": Role.IMPLEMENTING}
_LISTS: Mapping[str, Column] = {
    "region": ProjectListing.regions,
    "province": ProjectListing.provinces,
    "theme": ProjectListing.themes,
    "target_group": ProjectListing.target_groups,
    "migration_dimension": ProjectListing.migration_dimensions,
    "residence_country": ProjectListing.residence_countries,
}


def at_level(level: LocationLevel) -> Condition:
    return ProjectListing.levels.contains([level])


def _none(column: Column) -> Condition:
    return func.cardinality(column) == 0


def several_places(name: str) -> Condition:
    regions = func.cardinality(ProjectListing.regions) > 1
    if name == "region":
        return regions
    return or_(func.cardinality(ProjectListing.provinces) > 1, regions)


def place_unknown(name: str) -> Condition:
    elsewhere = ProjectListing.levels.overlap([LocationLevel.NATIONAL, LocationLevel.ABROAD])
    if name == "region":
        return and_(_none(ProjectListing.regions), ~elsewhere)
    return and_(_none(ProjectListing.provinces), or_(~_none(ProjectListing.regions), ~elsewhere))


def stands_apart(name: str, word: str) -> Condition:
    """`name` is a filter over lists of codes, `word` one of those beside its codes."""
    if name in ROLES:
        return ~ProjectListing.participants.contains([f"{ROLES[name]}:"])
    if word == Apart.UNKNOWN:
        return place_unknown(name) if name in ("region", "province") else _none(_LISTS[name])
    if word == Apart.SEVERAL:
        return several_places(name)
    return at_level(LocationLevel(word))


def has_value(name: str, column: Column, values: Sequence[str]) -> Condition:
    """One of the values at least, codes or words."""
    codes = [value for value in values if not is_apart(name, value)]
    words = [stands_apart(name, value) for value in values if is_apart(name, value)]
    return or_(column.overlap(codes), *words) if codes else or_(*words)
