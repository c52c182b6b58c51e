"""One project: its document, with the names that its codes stand for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.codelists import Language, OpenList
from app.models import Project
from app.projects.document import Participation, ProjectDocument
from app.projects.items import project_path
from app.projects.queries import Titled, find_project, part_identifiers, titles
from app.projects.reference import Reference, country_names


def get_detail(
    session: Session, slug: str, reference: Reference, language: Language, base_url: str
) -> ProjectDocument:
    """Raises NotFoundError, or MovedError for an identifier or a former slug."""
    project, snapshot = find_project(session, slug)
    document = ProjectDocument.model_validate(snapshot)
    document.revision = project.revision
    document.last_confirmed_at = project.last_confirmed_at
    return describe(session, project, document, reference, language, base_url)


def describe(
    session: Session,
    project: Project,
    document: ProjectDocument,
    reference: Reference,
    language: Language,
    base_url: str,
) -> ProjectDocument:
    """The document, of now or as it was, with its address and the names that its codes stand for
    now."""
    # Live, not as it was in the snapshot: slugs change and organisations merge without revision.
    document.slug = project.slug
    document.url = base_url + project_path(project.slug, language)
    document.participations = as_merged(document.participations, reference)
    if document.steward is not None:
        document.steward = reference.merged.get(document.steward, document.steward)
    whole = [document.part_of] if document.part_of is not None else []
    parts = part_identifiers(session, project.id)
    document.labels = code_labels(document.model_dump(mode="json"), reference, language) | {
        "part_of": related_labels(titles(session, whole), language),
        "parts": related_labels(titles(session, parts), language),
    }
    return document


def as_merged(parts: list[Participation], reference: Reference) -> list[Participation]:
    """Two that became one organisation hold a role once, unless each states a contribution."""
    shown: list[Participation] = []
    for part in parts:
        part.organisation = reference.merged.get(part.organisation, part.organisation)
        same = (part.organisation, part.role)
        if part.contribution is None and same in {(one.organisation, one.role) for one in shown}:
            continue
        shown.append(part)
    return shown


def related_labels(found: Mapping[str, Titled], language: Language) -> dict[str, Any]:
    """Projects by their identifiers, as `titles` finds them: their addresses, and their titles in
    the language that they have."""
    shown = {
        identifier: language if title.get(language) else Language.FR
        for identifier, (_, title) in found.items()
    }
    return {
        identifier: {
            "slug": slug,
            "title": title[shown[identifier]],
            "title_lang": shown[identifier],
        }
        for identifier, (slug, title) in found.items()
    }


def code_labels(
    document: Mapping[str, Any], reference: Reference, language: Language
) -> dict[str, dict[str, Any]]:
    """The names that the codes and slugs of a document stand for."""

    def codes(codelist: OpenList, values: list[str]) -> dict[str, str]:
        return {code: reference.label(codelist, code, language) for code in values}

    places, steward = document["locations"], document["steward"]
    slugs = [part["organisation"] for part in document["participations"]]
    regions = [place["region"] for place in places if place["region"]]
    provinces = [place["province"] for place in places if place["province"]]
    countries = document["residence_countries"] + [place["country"] for place in places]
    names = country_names(language)
    return {
        "organisations": {
            slug: {
                "name": reference.organisation_name(slug, language),
                "acronym": reference.organisations[slug].acronym
                if slug in reference.organisations
                else None,
            }
            for slug in slugs + ([steward] if steward else [])
        },
        "regions": {code: reference.area_name(code, language) for code in regions},
        "provinces": {code: reference.area_name(code, language) for code in provinces},
        "themes": codes(OpenList.THEME, document["themes"]),
        "target_groups": codes(OpenList.TARGET_GROUP, document["target_groups"]),
        "migration_dimensions": codes(
            OpenList.MIGRATION_DIMENSION, document["migration_dimensions"]
        ),
        "countries": {code: names.get(code, code) for code in countries},
    }
