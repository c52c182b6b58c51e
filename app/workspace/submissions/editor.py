"""What the editor's modules need to know beside the submission itself, which they read by the
API."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.codelists import ClosedList, OpenList
from app.i18n import formats
from app.models import Region, name_in
from app.projects.fields import COUNTRIES, CURRENCIES, LANGUAGES
from app.review.changes import editable
from app.workspace.context import WorkspacePage
from app.workspace.field_names import field_names

# The currencies and languages that projects in Morocco are most often written in.
FIRST_CURRENCIES = ("MAD", "EUR", "USD")
FIRST_LANGUAGES = ("en", "es", "de", "it", "nl")
_LISTS = (
    ClosedList.ACTIVITY_STATUS,
    ClosedList.ROLE,
    ClosedList.BUDGET_SCOPE,
    ClosedList.CONFIDENCE,
    ClosedList.LOCATION_LEVEL,
    OpenList.PARTNER_KIND,
    OpenList.THEME,
    OpenList.TARGET_GROUP,
    OpenList.MIGRATION_DIMENSION,
)


def editor_data(page: WorkspacePage, submission_id: UUID) -> dict[str, Any]:
    home = f"/{page.language}/workspace"
    return {
        "submission": str(submission_id),
        "lists": {name: _labels(page, name) for name in _LISTS},
        "areas": _areas(page),
        "countries": _countries(page),
        "languages": _languages(page),
        "currencies": _first(FIRST_CURRENCIES, sorted(CURRENCIES)),
        "field_names": field_names(page.language),
        "may_judge": editable("confidence", page.user.role),
        "map": page.map_data(),
        "urls": {
            "api": f"/api/v1/submissions/{submission_id}",
            "view": f"{home}/submissions/{submission_id}",
            "project": f"/{page.language}/projects/{{slug}}",
            "organisations": f"/api/v1/organisations?lang={page.language}",
            "places": f"/api/v1/places?lang={page.language}",
            "suggestions": f"/api/v1/suggestions?lang={page.language}",
            "provinces": f"/api/v1/regions.geojson?admin_level=2&lang={page.language}",
        },
    }


def _labels(page: WorkspacePage, codelist: str) -> list[dict[str, str]]:
    return [
        {"code": code, "label": page.label(codelist, code)}
        for code in page.reference.lists.get(codelist, {})
    ]


def _areas(page: WorkspacePage) -> list[dict[str, str | None]]:
    rows = page.session.execute(
        select(Region.code, Region.parent_code, Region.names).order_by(
            Region.admin_level, Region.code
        )
    )
    return [
        {
            "code": code,
            "parent": parent,
            "label": name_in(names, page.language),
            # In English a province goes by its bare name, which is how the catalogue names places.
            "own_name": names["fr"] if parent is None else names.get("en") or names["fr"],
        }
        for code, parent, names in rows
    ]


def _countries(page: WorkspacePage) -> list[dict[str, str]]:
    named = [
        {"code": code, "label": formats.country(code, page.language)}
        for code in COUNTRIES
        if code != "MA"
    ]
    return sorted(named, key=lambda country: country["label"])


def _languages(page: WorkspacePage) -> list[dict[str, str]]:
    return [
        {"code": code, "label": formats.language_name(code, page.language)}
        for code in _first(FIRST_LANGUAGES, sorted(LANGUAGES))
        if code != "fr"
    ]


def _first(preferred: Sequence[str], others: Sequence[str]) -> list[str]:
    return [*preferred, *(code for code in others if code not in preferred)]
