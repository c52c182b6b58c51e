"""`/api/v1/manage/users` and `/api/v1/manage/memberships`: administration of people."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.auth.account.export import export_account
from app.auth.account.schemas import AccountExport
from app.auth.account.service import anonymise, get_user
from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.paging import Cursor, Limit
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.users import listing, memberships, service
from app.auth.users.queries import UserFilter
from app.auth.users.schemas import (
    MembershipItem,
    MembershipList,
    MembershipRole,
    UserChanges,
    UserItem,
    UserList,
    UserState,
)
from app.codelists import UserRole
from app.db.session import ReadSession, WriteSession
from app.kit.storable import StorableText
from app.permissions.roles import Permission

router = APIRouter(
    prefix="/api/v1/manage", tags=["Administration"], dependencies=[Depends(private)]
)
Manager = Annotated[CurrentUser, Depends(require(Permission.USERS_MANAGE))]
OrganisationSlug = Annotated[StorableText | None, Query(max_length=200, description="Slug.")]


@router.get("/users", responses=refusals(400, 401, 403))
def list_users(
    session: ReadSession,
    user: Manager,
    q: Annotated[
        StorableText | None, Query(max_length=100, description="In the name or the address.")
    ] = None,
    role: Annotated[UserRole | None, Query(description="Users in this role.")] = None,
    state: Annotated[UserState | None, Query(description="Users in this state.")] = None,
    organisation: OrganisationSlug = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> UserList:
    """By name."""
    wanted = UserFilter(q, role, state, listing.organisation_filter(session, organisation))
    return listing.read_page(session, wanted, user.language, cursor, limit)


@router.get("/users/{user_id}", responses=refusals(400, 401, 403, 404))
def read_user(user_id: UUID, session: ReadSession, user: Manager) -> UserItem:
    return listing.describe(session, user_id, user.language)


@router.patch("/users/{user_id}", responses=refusals(401, 403, 404, 409, body=True))
def change_user(
    user_id: UUID, changes: UserChanges, session: WriteSession, user: Manager
) -> UserItem:
    """The last administrator can be neither demoted nor disabled."""
    service.change_user(session, user.actor, user_id, changes)
    return listing.describe(session, user_id, user.language)


@router.get("/users/{user_id}/export", responses=refusals(400, 401, 403, 404))
def export_user(
    user_id: UUID, response: Response, session: WriteSession, user: Manager
) -> AccountExport:
    """All that is kept about this person, but secrets; for an answer to their request."""
    response.headers["content-disposition"] = 'attachment; filename="kharita-account.json"'
    return export_account(session, user.actor, get_user(session, user_id))


@router.post(
    "/users/{user_id}/anonymisation",
    status_code=204,
    responses=refusals(400, 401, 403, 404, 409),
)
def anonymise_user(user_id: UUID, session: WriteSession, user: Manager) -> None:
    """For good: name and address are forgotten, what this person wrote stays."""
    anonymise(session, user.actor, user_id)


@router.get("/memberships", responses=refusals(400, 401, 403))
def list_memberships(
    session: ReadSession,
    user: Manager,
    member: Annotated[UUID | None, Query(alias="user", description="Id of the user.")] = None,
    organisation: OrganisationSlug = None,
    focal_point: Annotated[
        bool | None, Query(description="Focal points only, or the others only.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> MembershipList:
    """By organisation."""
    wanted = memberships.MembershipFilter(
        member, listing.organisation_filter(session, organisation), focal_point
    )
    return memberships.read_page(session, wanted, user.language, cursor, limit)


@router.put(
    "/memberships/{user_id}/{organisation}",
    responses={**refusals(401, 403, 404, 409, body=True), 201: {"model": MembershipItem}},
)
def set_membership(
    user_id: UUID,
    organisation: str,
    given: MembershipRole,
    response: Response,
    session: WriteSession,
    user: Manager,
) -> MembershipItem:
    """Adds it (201), or says whether it makes a focal point (200)."""
    added = memberships.set_membership(
        session, user.actor, user_id, organisation, focal_point=given.focal_point
    )
    response.status_code = 201 if added else 200
    return memberships.describe(session, user_id, organisation, user.language)


@router.delete(
    "/memberships/{user_id}/{organisation}",
    status_code=204,
    responses=refusals(400, 401, 403, 404),
)
def remove_membership(
    user_id: UUID, organisation: str, session: WriteSession, user: Manager
) -> None:
    memberships.remove_membership(session, user.actor, user_id, organisation)
