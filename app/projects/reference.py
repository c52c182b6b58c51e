"""Names and labels that listings refer to by code: regions, organisations, codelists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.codelists import Language
from app.models import CodelistItem, Names, Organisation, Region, name_in


@cache
def country_names(language: Language) -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 → name."""
    territories: Mapping[str, str] = Locale(language).territories
    return territories


@dataclass(frozen=True)
class OrganisationName:
    names: Names
    acronym: str | None


@dataclass(frozen=True)
class Reference:
    """One state of the catalogue's vocabulary. `lists` maps a codelist to its codes, in order."""

    regions: Mapping[str, Names]
    provinces: Mapping[str, Names]
    lists: Mapping[str, Mapping[str, Names]]
    organisations: Mapping[str, OrganisationName]
    merged: Mapping[str, str]
    countries: frozenset[str]

    def label(self, codelist: str, code: str, language: Language) -> str:
        return name_in(self.lists[codelist].get(code, {}), language) or code

    def area_name(self, code: str, language: Language) -> str:
        return name_in(self.regions.get(code) or self.provinces.get(code) or {}, language) or code

    def organisation_name(self, slug: str, language: Language) -> str:
        found = self.organisations.get(slug)
        return name_in(found.names, language) if found else slug

    def current_slugs(self, slugs: Iterable[str]) -> list[str]:
        """An organisation that was merged answers by the one it was merged into."""
        return [self.merged.get(slug, slug) for slug in slugs]


def read_reference(session: Session) -> Reference:
    regions: dict[str, Names] = {}
    provinces: dict[str, Names] = {}
    for code, level, names in session.execute(
        select(Region.code, Region.admin_level, Region.names).order_by(Region.code)
    ):
        (regions if level == 1 else provinces)[code] = names
    lists: dict[str, dict[str, Names]] = {}
    for item in session.execute(
        select(CodelistItem.list, CodelistItem.code, CodelistItem.labels).order_by(
            CodelistItem.list, CodelistItem.position
        )
    ):
        lists.setdefault(item.list, {})[item.code] = item.labels
    target = aliased(Organisation)
    organisations: dict[str, OrganisationName] = {}
    merged: dict[str, str] = {}
    for slug, names, acronym, into in session.execute(
        select(Organisation.slug, Organisation.names, Organisation.acronym, target.slug)
        .outerjoin(target, Organisation.merged_into_id == target.id)
        .order_by(Organisation.slug)
    ):
        if into is None:
            organisations[slug] = OrganisationName(names, acronym)
        else:
            merged[slug] = into
    return Reference(
        regions, provinces, lists, organisations, merged, frozenset(country_names(Language.EN))
    )
