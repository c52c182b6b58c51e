"""What the pages of administration share: their menu, and filters of their addresses."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.permissions.roles import Permission
from app.workspace.context import WorkspacePage
from app.workspace.navigation import Section

HOME = "/workspace/manage"
PAGE_SIZE = 25
PARTS: Sequence[Section] = (
    Section("home", HOME, Permission.CATALOGUE_MANAGE),
    Section("reports", f"{HOME}/reports", Permission.REPORTS_TRIAGE),
    Section("freshness", f"{HOME}/freshness", Permission.CATALOGUE_MANAGE),
    Section("projects", f"{HOME}/projects", Permission.CATALOGUE_MANAGE),
    Section("organisations", f"{HOME}/organisations", Permission.CATALOGUE_MANAGE),
    Section("codelists", f"{HOME}/codelists", Permission.CATALOGUE_MANAGE),
    Section("users", f"{HOME}/users", Permission.USERS_MANAGE),
    Section("audit", f"{HOME}/audit", Permission.AUDIT_READ),
)
# An empty choice of a form is no choice.
BLANK = BeforeValidator(lambda value: value or None)


class Filter(BaseModel):
    """Of a page's own address."""

    model_config = ConfigDict(extra="ignore")


def parts_of(permissions: Collection[Permission]) -> Sequence[Section]:
    return [part for part in PARTS if part.permission in permissions]


def show(page: WorkspacePage, template: str, part: str, **values: Any) -> HTMLResponse:
    return page.show(
        f"manage/{template}.html", part=part, parts=parts_of(page.user.permissions), **values
    )


def address(filters: Filter, cursor: str | None) -> str | None:
    """The query of the next page, None after the last."""
    if cursor is None:
        return None
    kept = filters.model_dump(mode="json", exclude_none=True, by_alias=True)
    return urlencode({**kept, "cursor": cursor})
