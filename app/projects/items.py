"""Listing rows to the items that lists, files and maps show."""

from collections.abc import Mapping
from typing import Any

from app.codelists import Language
from app.projects.reference import Reference


def project_path(slug: str, language: Language) -> str:
    return f"/{language}/projects/{slug}"


def make_item(
    row: Mapping[str, Any], reference: Reference, language: Language, base_url: str
) -> dict[str, Any]:
    """A `ProjectItem` from `ProjectListing.item`: names and title in `language`."""
    item = dict(row)
    titles = item["title"]
    shown = language if titles.get(language) else Language.FR
    item["title"] = titles.get(shown)
    item["title_lang"] = shown
    item["participations"] = [
        _participation(part, reference, language) for part in item["participations"]
    ]
    item["url"] = base_url + project_path(item["slug"], language)
    return item


def _participation(
    part: Mapping[str, Any], reference: Reference, language: Language
) -> dict[str, Any]:
    slug = part["organisation"]
    organisation = reference.organisations.get(slug)
    return {
        "organisation": slug,
        "name": reference.organisation_name(slug, language),
        "acronym": organisation.acronym if organisation else None,
        "role": part["role"],
        "partner_kind": part["partner_kind"],
        "contribution": part["contribution"],
    }
