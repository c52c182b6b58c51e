"""Words that stand beside the codes of a filter: for projects of which it has no code, or several.

A project has at least one value of each, so that nothing is left out of a table silently.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from app.codelists import Language
from app.i18n.catalogue import N_, messages


class Apart(StrEnum):
    """`several`: in several regions (provinces), so that no one of them has its budget alone;
    `unknown`: nothing is stated."""

    SEVERAL = "several"
    NATIONAL = "national"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


_PLACES = (Apart.SEVERAL, Apart.NATIONAL, Apart.ABROAD, Apart.UNKNOWN)
_STATED = (Apart.UNKNOWN,)
# Of `status`, `unknown` is a value like the others.
APART: Mapping[str, Collection[Apart]] = {
    "region": _PLACES,
    "province": _PLACES,
    "funder": _STATED,
    "implementer": _STATED,
    "theme": _STATED,
    "target_group": _STATED,
    "migration_dimension": _STATED,
    "residence_country": _STATED,
    "year_active": _STATED,
    "year_started": _STATED,
}
_LABELS = {
    Apart.NATIONAL: N_("Échelle nationale"),
    Apart.ABROAD: N_("À l’étranger"),
    Apart.UNKNOWN: N_("Non précisé"),
}
_SEVERAL = {"region": N_("Plusieurs régions"), "province": N_("Plusieurs provinces")}


def is_apart(name: str, value: str) -> bool:
    return value in APART.get(name, ())


def apart_label(name: str, value: str, language: Language) -> str:
    text = _SEVERAL[name] if value == Apart.SEVERAL else _LABELS[Apart(value)]
    return messages(language).gettext(text)
