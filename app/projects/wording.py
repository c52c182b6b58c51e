"""The filters of a selection in the words of a reader, for files and papers that leave the site."""

from collections.abc import Mapping

from app.codelists import ClosedList, Language, OpenList
from app.i18n import formats
from app.i18n.catalogue import N_, messages
from app.projects.apart import apart_label, is_apart
from app.projects.facets import BOOLEAN_LABELS, UNKNOWN, UNKNOWN_LABELS
from app.projects.filters import Filters
from app.projects.reference import Reference, country_names

FILTER_NAMES: Mapping[str, str] = {
    "region": N_("Région"),
    "province": N_("Province ou préfecture"),
    "level": N_("Niveau du lieu"),
    "funder": N_("Bailleur"),
    "implementer": N_("Maître d’œuvre"),
    "organisation": N_("Organisme"),
    "role": N_("Rôle"),
    "with_organisation": N_("Avec l’organisme"),
    "theme": N_("Thème"),
    "target_group": N_("Public"),
    "migration_dimension": N_("Dimension migratoire"),
    "status": N_("Statut"),
    "residence_country": N_("Pays de résidence"),
    "good_practice": N_("Bonne pratique"),
    "year_from": N_("En cours à partir de"),
    "year_to": N_("En cours jusqu’à"),
    "year_active": N_("Année d’activité"),
    "year_started": N_("Année de début"),
    "budget_known": N_("Budget connu"),
    "budget_min": N_("Budget d’au moins"),
    "budget_max": N_("Budget d’au plus"),
    "currency": N_("Monnaie"),
    "bbox": N_("Zone de la carte"),
    "q": N_("Mots cherchés"),
}
_LISTS: Mapping[str, ClosedList | OpenList] = {
    "level": ClosedList.LOCATION_LEVEL,
    "role": ClosedList.ROLE,
    "status": ClosedList.ACTIVITY_STATUS,
    "theme": OpenList.THEME,
    "target_group": OpenList.TARGET_GROUP,
    "migration_dimension": OpenList.MIGRATION_DIMENSION,
}
_ORGANISATIONS = frozenset(("funder", "implementer", "organisation", "with_organisation"))
_SEPARATOR = "; "


def filters_in_words(
    filters: Filters, reference: Reference, language: Language
) -> list[tuple[str, str]]:
    """Each filter that is given, by its name: its values, which are alternatives."""
    said = messages(language).gettext
    found = []
    for name, label in FILTER_NAMES.items():
        value = getattr(filters, name)
        if value is not None and value != []:
            values = value if isinstance(value, list) else [value]
            words = (value_label(name, each, reference, language) for each in values)
            found.append((said(label), _SEPARATOR.join(words)))
    return found


def value_label(name: str, value: object, reference: Reference, language: Language) -> str:
    if isinstance(value, bool):
        return BOOLEAN_LABELS[language][str(value).lower()]
    if isinstance(value, float):
        return formats.number(value, language)
    code = str(value)
    if is_apart(name, code):
        return apart_label(name, code, language)
    if name in _LISTS:
        label = reference.label(_LISTS[name], code, language)
        return UNKNOWN_LABELS[language] if code == UNKNOWN else label
    if name in _ORGANISATIONS:
        current = reference.merged.get(code, code)
        return reference.organisation_name(current, language)
    if name in ("region", "province"):
        return reference.area_name(code, language)
    if name == "residence_country":
        return country_names(language).get(code, code)
    return code
