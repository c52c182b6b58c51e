"""The sheets of the workbook of projects: their columns, and their rows from what lists show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.codelists import ClosedList, Language, OpenList
from app.i18n.catalogue import N_
from app.kit.workbook import Cell
from app.projects.csv import SEPARATOR, cells
from app.projects.dates import bounds
from app.projects.reference import Reference, country_names

Values = Mapping[str, Any]
Row = dict[str, Cell]


@dataclass(frozen=True)
class Shown:
    """A column by the name that the API has for its values."""

    name: str
    label: str
    width: float = 14
    amount: bool = False


@dataclass(frozen=True)
class Words:
    """What codes are called, in the language of the file."""

    reference: Reference
    language: Language

    def label(self, codelist: str, code: str | None) -> str | None:
        return None if code is None else self.reference.label(codelist, code, self.language)

    def labels(self, codelist: str, codes: Sequence[str]) -> str:
        return SEPARATOR.join(self.reference.label(codelist, code, self.language) for code in codes)

    def area(self, code: str | None) -> str | None:
        return None if code is None else self.reference.area_name(code, self.language)


PROJECTS = (
    Shown("identifier", N_("Identifiant"), 13),
    Shown("title", N_("Titre"), 60),
    Shown("acronym", N_("Sigle")),
    Shown("activity_status_label", N_("Statut")),
    Shown("start_date", N_("Début"), 12),
    Shown("end_date", N_("Fin"), 12),
    Shown("start_year", N_("Année de début"), 10),
    Shown("end_year", N_("Année de fin"), 10),
    Shown("region_names", N_("Régions"), 30),
    Shown("province_names", N_("Provinces et préfectures"), 30),
    Shown("level_labels", N_("Niveaux des lieux"), 20),
    Shown("funders", N_("Bailleurs"), 30),
    Shown("accountable", N_("Responsables"), 30),
    Shown("extending", N_("Intermédiaires"), 30),
    Shown("implementers", N_("Maîtres d’œuvre"), 30),
    Shown("partners", N_("Partenaires"), 30),
    Shown("theme_labels", N_("Thèmes"), 30),
    Shown("target_group_labels", N_("Publics"), 30),
    Shown("migration_dimension_labels", N_("Dimensions migratoires"), 24),
    Shown("residence_country_names", N_("Pays de résidence"), 20),
    Shown("budget_value", N_("Budget"), 16, amount=True),
    Shown("budget_currency", N_("Monnaie"), 9),
    Shown("budget_scope_label", N_("Portée du budget"), 18),
    Shown("budget_note", N_("Note sur le budget"), 30),
    Shown("good_practice", N_("Bonne pratique"), 10),
    Shown("confidence_label", N_("Fiabilité de la fiche"), 12),
    Shown("url", N_("Adresse de la fiche"), 40),
    Shown("title_lang", N_("Langue du titre"), 8),
    Shown("activity_status", N_("Statut (code)"), 8),
    Shown("regions", N_("Régions (codes)")),
    Shown("provinces", N_("Provinces (codes)")),
    Shown("levels", N_("Niveaux (codes)")),
    Shown("themes", N_("Thèmes (codes)")),
    Shown("target_groups", N_("Publics (codes)")),
    Shown("migration_dimensions", N_("Dimensions (codes)")),
    Shown("residence_countries", N_("Pays (codes)")),
    Shown("budget_scope", N_("Portée du budget (code)")),
)
PARTICIPATIONS = (
    Shown("identifier", N_("Identifiant"), 13),
    Shown("title", N_("Titre"), 50),
    Shown("name", N_("Organisme"), 50),
    Shown("acronym", N_("Sigle")),
    Shown("role_label", N_("Rôle"), 18),
    Shown("partner_kind_label", N_("Nature du partenaire"), 20),
    Shown("contribution_value", N_("Contribution"), 16, amount=True),
    Shown("contribution_currency", N_("Monnaie"), 9),
    Shown("organisation", N_("Organisme (code)"), 20),
    Shown("role", N_("Rôle (code)")),
    Shown("partner_kind", N_("Nature du partenaire (code)")),
)
LOCATIONS = (
    Shown("identifier", N_("Identifiant"), 13),
    Shown("title", N_("Titre"), 50),
    Shown("name", N_("Lieu"), 30),
    Shown("level_label", N_("Niveau du lieu"), 16),
    Shown("region_name", N_("Région"), 26),
    Shown("province_name", N_("Province ou préfecture"), 26),
    Shown("country_name", N_("Pays"), 16),
    Shown("longitude", N_("Longitude"), 11),
    Shown("latitude", N_("Latitude"), 11),
    Shown("exactness_label", N_("Exactitude du point")),
    Shown("point_source", N_("Source du point")),
    Shown("level", N_("Niveau (code)")),
    Shown("region", N_("Région (code)"), 10),
    Shown("province", N_("Province (code)"), 10),
    Shown("country", N_("Pays (code)"), 8),
)
CODES = (
    Shown("list", N_("Liste"), 22),
    Shown("code", N_("Code"), 24),
    Shown("fr", "Français", 40),
    Shown("ar", "العربية", 40),
    Shown("en", "English", 40),
)


def project_row(item: Values, words: Words) -> Row:
    row: Row = cells(item, words.reference, words.language)
    start, end = item["start_date"], item["end_date"]
    scope = row["budget_scope"]
    return row | {
        "start_date": typed_date(start),
        "end_date": typed_date(end),
        "start_year": start and bounds(start).lower.year,
        "end_year": end and bounds(end).upper.year,
        "level_labels": words.labels(ClosedList.LOCATION_LEVEL, item["levels"]),
        "migration_dimension_labels": words.labels(
            OpenList.MIGRATION_DIMENSION, item["migration_dimensions"]
        ),
        "budget_scope_label": scope and words.label(ClosedList.BUDGET_SCOPE, str(scope)),
        "confidence_label": words.label(ClosedList.CONFIDENCE, item["confidence"]),
    }


def typed_date(text: str | None) -> Cell:
    """A day is a date; what is known to the month or year only stays as it is."""
    return date.fromisoformat(text) if text is not None and len(text) == 10 else text


def participation_rows(item: Values, words: Words) -> Iterator[Row]:
    for part in item["participations"]:
        contribution = part["contribution"] or {}
        yield {
            "identifier": item["identifier"],
            "title": item["title"],
            **{name: part[name] for name in ("name", "acronym", "role", "partner_kind")},
            "organisation": part["organisation"],
            "role_label": words.label(ClosedList.ROLE, part["role"]),
            "partner_kind_label": words.label(OpenList.PARTNER_KIND, part["partner_kind"]),
            "contribution_value": contribution.get("value"),
            "contribution_currency": contribution.get("currency"),
        }


def location_rows(item: Values, locations: Sequence[Values], words: Words) -> Iterator[Row]:
    countries = country_names(words.language)
    for place in locations:
        yield {
            **place,
            "identifier": item["identifier"],
            "title": item["title"],
            "level_label": words.label(ClosedList.LOCATION_LEVEL, place["level"]),
            "region_name": words.area(place["region"]),
            "province_name": words.area(place["province"]),
            "country_name": countries.get(place["country"], place["country"]),
            "exactness_label": words.label(ClosedList.EXACTNESS, place["exactness"]),
        }


def code_rows(reference: Reference) -> Iterator[Row]:
    lists = {**reference.lists, "region": reference.regions, "province": reference.provinces}
    for name, codes in lists.items():
        for code, names in codes.items():
            yield {"list": name, "code": code, **{each: names.get(each) for each in Language}}


def ordered(row: Row, columns: Sequence[Shown]) -> list[Cell]:
    """The row as its sheet shows it. An empty text is an empty cell: not known, or none."""
    return [row[column.name] if row[column.name] != "" else None for column in columns]
