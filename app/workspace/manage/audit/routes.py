"""The audit log: what was done, by whom and how."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import AfterValidator, Field

from app.auth.dependencies import require
from app.auth.users.listing import read_page as read_users
from app.auth.users.queries import UserFilter
from app.kit.storable import StorableText
from app.permissions.roles import Permission
from app.review.audit_log.listing import read_page
from app.review.audit_log.schemas import AuditQuery
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.manage.audit.details import details
from app.workspace.manage.audit.subjects import subject_path
from app.workspace.manage.audit.words import ACTIONS, action_words, channel_words, kinds
from app.workspace.manage.frame import BLANK, Filter, address, show

PAGE_SIZE = 50
MOST_USERS = 500
router = APIRouter(
    prefix="/{lang}/workspace/manage/audit",
    include_in_schema=False,
    route_class=WorkspaceRoute,
    dependencies=[Depends(require(Permission.AUDIT_READ))],
)
Name = Annotated[StorableText | None, BLANK, Field(max_length=100)]


def _in_calendar(value: date | None) -> date | None:
    """A day after which there is another one."""
    if value == date.max:
        raise ValueError("is too late")
    return value


Day = Annotated[date | None, AfterValidator(_in_calendar), BLANK]


class AuditFilter(Filter):
    """Days are those of UTC; `until` is the last one."""

    actor: Annotated[UUID | None, BLANK] = None
    action: Name = None
    subject_kind: Name = None
    subject_id: Name = None
    project: Name = None
    since: Annotated[Day, Field(alias="from")] = None
    until: Annotated[Day, Field(alias="to")] = None
    cursor: Annotated[StorableText | None, BLANK, Field(max_length=100)] = None


@router.get("")
def audit_page(page: WorkspacePageDep, filters: Annotated[AuditFilter, Query()]) -> HTMLResponse:
    language = page.language
    asked = _asked(filters)
    found = read_page(page.session, asked)
    users = read_users(page.session, UserFilter(), language, None, MOST_USERS)
    return show(
        page,
        "audit",
        "audit",
        found=found,
        filters=filters,
        following=address(filters, found.next),
        csv=_csv(asked),
        users=users.items,
        kinds=kinds(language),
        actions={action: action_words(action, language) for action in ACTIONS},
        words=lambda action: action_words(action, language),
        channel=lambda channel: channel_words(channel, language),
        path_of=lambda entry: subject_path(entry, language),
        details=lambda data: details(data, language),
    )


def _asked(filters: AuditFilter) -> AuditQuery:
    after = None if filters.until is None else filters.until + timedelta(days=1)
    return AuditQuery.model_validate(
        {
            **filters.model_dump(exclude={"since", "until"}),
            "from": _begin(filters.since),
            "to": _begin(after),
            "limit": PAGE_SIZE,
        }
    )


def _begin(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)


def _csv(asked: AuditQuery) -> str:
    given = asked.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude={"cursor", "limit"}
    )
    return f"/api/v1/manage/audit.csv?{urlencode(given)}".rstrip("?")
