"""Checks filter values against the catalogue's vocabulary: unknown is an error, never nothing."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from app.codelists import OpenList
from app.errors import BadParameterError
from app.projects.apart import APART
from app.projects.filters import Filters
from app.projects.reference import Reference

# Beyond this many allowed values the message gives the nearest ones and where to find the rest.
MAX_LISTED = 100


def check_vocabulary(filters: Filters, reference: Reference) -> None:
    """Raises BadParameterError for the first value that the catalogue does not know."""
    organisations = reference.organisations.keys() | reference.merged.keys()
    allowed: dict[str, tuple[Sequence[str], Collection[str]]] = {
        "region": (filters.region, reference.regions),
        "province": (filters.province, reference.provinces),
        "theme": (filters.theme, reference.lists.get(OpenList.THEME, {})),
        "target_group": (filters.target_group, reference.lists.get(OpenList.TARGET_GROUP, {})),
        "migration_dimension": (
            filters.migration_dimension,
            reference.lists.get(OpenList.MIGRATION_DIMENSION, {}),
        ),
        "residence_country": (filters.residence_country, reference.countries),
        **{
            name: (getattr(filters, name), organisations)
            for name in ("funder", "implementer", "organisation", "with_organisation")
        },
    }
    for parameter, (values, codes) in allowed.items():
        words = APART.get(parameter, ())
        for value in values:
            if value not in codes and value not in words:
                raise _unknown(parameter, value, {*codes, *words})


def _unknown(parameter: str, value: str, known: Collection[str]) -> BadParameterError:
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    if len(known) <= MAX_LISTED:
        return BadParameterError(
            parameter, f"{parameter}: unknown value '{shown}'", allowed=sorted(known)
        )
    near = get_close_matches(value, known, n=5, cutoff=0.5)
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    place = (
        "ISO 3166-1 alpha-2 country codes"
        if parameter == "residence_country"
        else "the slugs of /api/v1/organisations"
    )
    return BadParameterError(
        parameter, f"{parameter}: unknown value '{shown}'{hint}. Allowed: {place}", allowed=near
    )
