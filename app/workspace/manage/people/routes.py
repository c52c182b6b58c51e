"""Users, who is invited, and for which organisations they act."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from app.auth.dependencies import require
from app.auth.invitations.listing import list_invitations
from app.auth.users.listing import describe, organisation_filter, read_page
from app.auth.users.queries import UserFilter
from app.auth.users.schemas import UserState
from app.codelists import UserRole
from app.kit.storable import StorableText
from app.permissions.roles import Permission
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.manage.frame import BLANK, PAGE_SIZE, Filter, address, show

MOST_INVITATIONS = 200
router = APIRouter(
    prefix="/{lang}/workspace/manage/users",
    include_in_schema=False,
    route_class=WorkspaceRoute,
    dependencies=[Depends(require(Permission.USERS_MANAGE))],
)


class UsersFilter(Filter):
    q: Annotated[StorableText | None, BLANK, Field(max_length=100)] = None
    role: Annotated[UserRole | None, BLANK] = None
    state: Annotated[UserState | None, BLANK] = None
    organisation: Annotated[StorableText | None, BLANK, Field(max_length=200)] = None
    cursor: Annotated[StorableText | None, BLANK, Field(max_length=1000)] = None


@router.get("")
def users_page(page: WorkspacePageDep, filters: Annotated[UsersFilter, Query()]) -> HTMLResponse:
    session, language = page.session, page.language
    organisation = organisation_filter(session, filters.organisation)
    wanted = UserFilter(filters.q, filters.role, filters.state, organisation)
    found = read_page(session, wanted, language, filters.cursor, PAGE_SIZE)
    return show(
        page,
        "users",
        "users",
        found=found,
        filters=filters,
        roles=list(UserRole),
        filtered=any((filters.q, filters.role, filters.state, filters.organisation)),
        following=address(filters, found.next),
        invitations=list_invitations(session, language, None, MOST_INVITATIONS),
        page_data={"organisations": f"/api/v1/organisations?lang={language}"},
    )


@router.get("/{user_id}")
def user_page(user_id: UUID, page: WorkspacePageDep) -> HTMLResponse:
    return show(
        page,
        "user",
        "users",
        person=describe(page.session, user_id, page.language),
        roles=list(UserRole),
        page_data={"organisations": f"/api/v1/organisations?lang={page.language}"},
    )
