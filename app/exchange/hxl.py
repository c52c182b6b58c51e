"""CSV with a row of HXL 1.1 hashtags below its header (hxlstandard.org)."""

from collections.abc import Iterator, Mapping

from app.codelists import Language
from app.exchange.selection import Selection
from app.projects import csv

# Hashtags of the core dictionary. `+list`: several values, set apart by semicolons. `#value` and
# `#date` are for numbers and dates alone, so that what is said of a budget in words is no #value.
TAGS: Mapping[str, str] = {
    "identifier": "#activity+id",
    "acronym": "#activity+acronym",
    "title": "#activity+name",
    "title_lang": "#meta+lang",
    "activity_status": "#status+code",
    "activity_status_label": "#status+name",
    "start_date": "#date+start",
    "end_date": "#date+end",
    "regions": "#adm1+code+list",
    "region_names": "#adm1+name+list",
    "provinces": "#adm2+code+list",
    "province_names": "#adm2+name+list",
    "levels": "#loc+type+list",
    "funders": "#org+funder+name+list",
    "accountable": "#org+accountable+name+list",
    "extending": "#org+extending+name+list",
    "implementers": "#org+impl+name+list",
    "partners": "#org+partner+name+list",
    "themes": "#sector+code+list",
    "theme_labels": "#sector+name+list",
    "target_groups": "#beneficiary+type+code+list",
    "target_group_labels": "#beneficiary+type+name+list",
    "migration_dimensions": "#subsector+code+list",
    "residence_countries": "#country+residence+code+v_iso2+list",
    "residence_country_names": "#country+residence+name+list",
    "budget_value": "#value+budget",
    "budget_currency": "#currency+budget+code",
    "budget_scope": "#meta+budget+scope",
    "budget_note": "#description+budget",
    "good_practice": "#meta+good_practice",
    "confidence": "#meta+confidence",
    "url": "#meta+url",
}
# In the language of the reader in every row, so that the tag may say which.
_LABELS = frozenset(("activity_status_label", "region_names", "province_names", "theme_labels",
                     "target_group_labels", "residence_country_names"))  # fmt: skip


def tags(language: Language) -> dict[str, str]:
    return {name: f"{tag}+i_{language}" if name in _LABELS else tag for name, tag in TAGS.items()}


def write(selection: Selection) -> Iterator[bytes]:
    return csv.write_csv(
        selection.session,
        selection.listings(),
        selection.reference,
        selection.language,
        selection.base_url,
        tags(selection.language),
    )
