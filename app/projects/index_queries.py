"""All projects in one small answer, for readers that filter by themselves, such as our map."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from pydantic_core import from_json
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.codelists import ClosedList, Language, LocationLevel, OpenList
from app.models import Project, ProjectListing
from app.projects.criteria import Criteria
from app.projects.facets import BOOLEAN_LABELS, UNKNOWN, UNKNOWN_LABELS
from app.projects.geometry import geometry_column
from app.projects.queries import select_listings
from app.projects.reference import Reference, country_names

_CODES = (
    "themes", "target_groups", "migration_dimensions", "residence_countries",
    "regions", "provinces", "levels",
)  # fmt: skip
_LISTS = {
    "theme": OpenList.THEME,
    "target_group": OpenList.TARGET_GROUP,
    "migration_dimension": OpenList.MIGRATION_DIMENSION,
    "status": ClosedList.ACTIVITY_STATUS,
    "level": ClosedList.LOCATION_LEVEL,
    "role": ClosedList.ROLE,
}


def read_index(session: Session, reference: Reference, language: Language) -> dict[str, Any]:
    """Projects by title, and the names of the codes that they use."""
    programme = aliased(Project)
    rows = session.execute(
        select_listings(
            Criteria({}),
            language,
            None,
            None,
            0,
            geometry_column("points"),
            Project.last_confirmed_at.expression,
            programme.identifier.expression,
        )
        .join(Project, Project.id == ProjectListing.project_id)
        .outerjoin(programme, programme.id == Project.part_of_id)
    )
    projects = [
        _project(item, points, confirmed, part_of, language)
        for item, points, confirmed, part_of in map(tuple, rows)
    ]
    return {
        "numberMatched": len(projects),
        "labels": _labels(projects, reference, language),
        "organisations": _organisations(projects, reference, language),
        "projects": projects,
    }


def read_titles(
    session: Session, language: Language, limit: int | None = None
) -> list[dict[str, str]]:
    """Projects by title: the slug, the title and the language of that."""
    items = session.scalars(select_listings(Criteria({}), language, None, limit, 0))
    return [
        {"slug": item["slug"], "title": item["title"][shown], "lang": shown}
        for item in items
        for shown in [language if item["title"].get(language) else Language.FR]
    ]


def count_off_the_map(session: Session) -> tuple[int, dict[str, int]]:
    """How many projects are in no region, and how many are national and abroad."""
    levels = (LocationLevel.NATIONAL, LocationLevel.ABROAD)
    elsewhere, *counts = session.execute(
        select(
            func.count().filter(func.cardinality(ProjectListing.regions) == 0),
            *(func.count().filter(ProjectListing.levels.contains([level])) for level in levels),
        )
    ).one()
    return elsewhere, dict(zip(levels, counts, strict=True))


def read_identifiers(
    session: Session, criteria: Criteria, sort: str | None, language: Language
) -> list[str]:
    rows = select_listings(criteria, language, sort, None, 0)
    return list(session.scalars(rows.with_only_columns(ProjectListing.identifier)))


def _project(
    item: Mapping[str, Any], points: str | None, confirmed: Any, part_of: str | None, lang: Language
) -> dict[str, Any]:
    shown = lang if item["title"].get(lang) else Language.FR
    budget = item["budget"]
    return {
        "identifier": item["identifier"],
        "slug": item["slug"],
        "title": item["title"].get(shown),
        "title_lang": shown,
        "acronym": item["acronym"],
        "activity_status": item["activity_status"],
        "start_date": item["start_date"],
        "end_date": item["end_date"],
        "active_first": item["active_first"],
        "active_last": item["active_last"],
        **{name: item[name] for name in _CODES},
        "participants": [
            f"{each['role']}:{each['organisation']}" for each in item["participations"]
        ],
        "budget": budget and {name: budget[name] for name in ("value", "currency", "scope")},
        "good_practice": item["good_practice"],
        "last_confirmed_at": confirmed,
        "part_of": part_of,
        "points": from_json(points)["coordinates"] if points else [],
    }


def _labels(
    projects: Iterable[Mapping[str, Any]], reference: Reference, language: Language
) -> dict[str, dict[str, str]]:
    abroad = set(chain.from_iterable(each["residence_countries"] for each in projects))
    names = country_names(language)
    labels = {
        "region": {code: reference.area_name(code, language) for code in reference.regions},
        "province": {code: reference.area_name(code, language) for code in reference.provinces},
        "residence_country": {code: names.get(code, code) for code in sorted(abroad)},
        "good_practice": dict(BOOLEAN_LABELS[language]),
    }
    for name, codelist in _LISTS.items():
        codes = reference.lists.get(codelist, {})
        labels[name] = {code: reference.label(codelist, code, language) for code in codes}
    labels["status"][UNKNOWN] = UNKNOWN_LABELS[language]
    return labels


def _organisations(
    projects: Iterable[Mapping[str, Any]], reference: Reference, language: Language
) -> dict[str, dict[str, str | None]]:
    tokens = chain.from_iterable(each["participants"] for each in projects)
    slugs = sorted({token.partition(":")[2] for token in tokens})
    return {
        slug: {
            "name": reference.organisation_name(slug, language),
            "acronym": found.acronym if (found := reference.organisations.get(slug)) else None,
        }
        for slug in slugs
    }
