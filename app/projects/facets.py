"""Counts by value. A facet leaves out its own filter, so that its other values can be chosen."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FunctionElement,
    Integer,
    Select,
    Text,
    cast,
    extract,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.codelists import ClosedList, Language, OpenList
from app.models import ProjectListing
from app.projects.apart import apart_label, is_apart
from app.projects.criteria import PERIOD, Criteria, today
from app.projects.filters import Filters
from app.projects.reference import Reference, country_names
from app.projects.schemas import FacetValue
from app.projects.stated import stands_apart

UNKNOWN = "unknown"
UNKNOWN_LABELS = {Language.FR: "Non connu", Language.AR: "غير معروف", Language.EN: "Not known"}
BOOLEAN_LABELS = {
    Language.FR: {"true": "Oui", "false": "Non"},
    Language.AR: {"true": "نعم", "false": "لا"},
    Language.EN: {"true": "Yes", "false": "No"},
}
_ARRAYS: dict[str, InstrumentedAttribute[list[str]]] = {
    "region": ProjectListing.regions,
    "province": ProjectListing.provinces,
    "level": ProjectListing.levels,
    "theme": ProjectListing.themes,
    "target_group": ProjectListing.target_groups,
    "migration_dimension": ProjectListing.migration_dimensions,
    "residence_country": ProjectListing.residence_countries,
}
_SCALARS: dict[str, ColumnElement[Any]] = {
    "status": ProjectListing.status.expression,
    "good_practice": cast(ProjectListing.good_practice, Text),
}
_PARTICIPANTS = {"funder": "funding:", "organisation": ":"}
FACETS = (
    "region", "province", "level", "funder", "organisation", "theme", "target_group",
    "migration_dimension", "status", "residence_country", "good_practice", PERIOD,
)  # fmt: skip


def count_facets(
    session: Session,
    criteria: Criteria,
    filters: Filters,
    reference: Reference,
    language: Language,
    names: Sequence[str] = FACETS,
) -> dict[str, list[FacetValue]]:
    """Values with their label and count, the most frequent first."""
    rows = session.execute(
        union_all(*(_counts(group, criteria) for group in _groups(names, criteria)))
    )
    counted: dict[str, dict[str, int]] = {name: {} for name in names}
    for served, count, value in rows:
        for name in served.split():
            prefix = _PARTICIPANTS.get(name, "")
            if value.startswith(prefix) and value != prefix:
                counted[name][value.removeprefix(prefix)] = count
    for name in names:
        for value in _selected(filters, name, reference):
            if is_apart(name, value):
                counted[name][value] = _count_apart(session, criteria, name, value)
            counted[name].setdefault(value, 0)
    return {
        name: sorted(
            (
                FacetValue(value=value, label=_label(name, value, reference, language), count=count)
                for value, count in values.items()
            ),
            key=lambda item: (0 if name == PERIOD else -item.count, item.label, item.value),
        )
        for name, values in counted.items()
    }


def _count_apart(session: Session, criteria: Criteria, name: str, word: str) -> int:
    found = select(func.count()).select_from(ProjectListing)
    chosen = (*criteria.where(without=name), stands_apart(name, word))
    return session.scalar(found.where(*chosen)) or 0


def _groups(names: Sequence[str], criteria: Criteria) -> list[list[str]]:
    """Facets counted over the same projects: those without a filter of their own, in one pass."""
    alone = [[name] for name in names if name in criteria.conditions]
    together = [name for name in names if name not in criteria.conditions]
    return [together, *alone] if together else alone


def _counts(group: list[str], criteria: Criteria) -> Select[Any]:
    """Rows of facet, count and value; several facets, with a space between, for participants."""
    values = {name: _value(name) for name in group if name not in _PARTICIPANTS}
    served = " ".join(name for name in group if name in _PARTICIPANTS)
    if served:
        values[served] = func.unnest(ProjectListing.participants)
    found = union_all(
        *(
            select(literal(name).label("facet"), cast(value, Text).label("value")).correlate(
                ProjectListing
            )
            for name, value in values.items()
        )
    ).lateral()
    return (
        select(found.c.facet, func.count(), found.c.value)
        .select_from(ProjectListing)
        .join(found, true())
        .where(*criteria.where(without=group[0]))
        .group_by(found.c.facet, found.c.value)
    )


def _value(name: str) -> ColumnElement[Any]:
    if name == PERIOD:
        return _active_years()
    return _SCALARS[name] if name in _SCALARS else func.unnest(_ARRAYS[name])


def _active_years() -> FunctionElement[Any]:
    """Each year in which a project was active."""
    last = func.coalesce(ProjectListing.active_last, today())
    years = (extract("year", day) for day in (ProjectListing.active_first, last))
    return func.generate_series(*(cast(year, Integer) for year in years))


def _selected(filters: Filters, name: str, reference: Reference) -> list[str]:
    if name == PERIOD:
        return []
    selected = getattr(filters, name)
    if name == "good_practice":
        return [] if selected is None else [str(selected).lower()]
    return reference.current_slugs(selected) if name in _PARTICIPANTS else list(selected)


def _label(name: str, value: str, reference: Reference, language: Language) -> str:
    if name == PERIOD:
        return value
    if is_apart(name, value):
        return apart_label(name, value, language)
    if name in ("region", "province"):
        return reference.area_name(value, language)
    if name in _PARTICIPANTS:
        return reference.organisation_name(value, language)
    if name == "residence_country":
        return country_names(language).get(value, value)
    if name == "good_practice":
        return BOOLEAN_LABELS[language][value]
    if name == "status":
        if value == UNKNOWN:
            return UNKNOWN_LABELS[language]
        return reference.label(ClosedList.ACTIVITY_STATUS, value, language)
    codelist = ClosedList.LOCATION_LEVEL if name == "level" else OpenList(name)
    return reference.label(codelist, value, language)
