"""What the fields of a project are called, in the reader's language."""

from collections.abc import Mapping

from app.codelists import Language
from app.i18n.catalogue import N_, messages

_NAMES: Mapping[str, str] = {
    "title": N_("Titre"),
    "acronym": N_("Sigle"),
    "title_original": N_("Titre d’origine"),
    "original_language": N_("Langue du titre d’origine"),
    "description": N_("Description"),
    "objectives": N_("Objectif"),
    "results": N_("Résultat"),
    "activity_status": N_("Statut"),
    "start_date": N_("Début"),
    "end_date": N_("Fin"),
    "themes": N_("Thème"),
    "target_groups": N_("Public"),
    "migration_dimensions": N_("Dimension migratoire"),
    "residence_countries": N_("Pays de résidence"),
    "budget": N_("Budget"),
    "participations": N_("Organisme"),
    "locations": N_("Lieu"),
    "sources": N_("Source"),
    "documents": N_("Document"),
    "good_practice": N_("Bonne pratique"),
    "confidence": N_("Fiabilité de la fiche"),
    "uncertain": N_("Doute connu"),
    "part_of": N_("Programme dont il fait partie"),
    "steward": N_("Organisme référent"),
}


def field_names(language: Language) -> dict[str, str]:
    gettext = messages(language).gettext
    return {field: gettext(name) for field, name in _NAMES.items()}
