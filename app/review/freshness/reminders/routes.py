"""Private API: taking back the links of reminders."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import WriteSession
from app.permissions.roles import Permission
from app.review.freshness.reminders.links import revoke_as

router = APIRouter(prefix="/api/v1", tags=["Freshness"], dependencies=[Depends(private)])


class Revoked(BaseModel):
    revoked: int


@router.delete("/me/reminder-links", responses=refusals(401, 403))
def revoke_own(
    user: Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))], session: WriteSession
) -> Revoked:
    """The links in mails of reminders to you work no longer; those of the next mails will."""
    return Revoked(revoked=revoke_as(session, user, user.id))


@router.delete("/manage/users/{user_id}/reminder-links", responses=refusals(401, 403, 404))
def revoke_of_user(
    user_id: UUID,
    user: Annotated[CurrentUser, Depends(require(Permission.USERS_MANAGE))],
    session: WriteSession,
) -> Revoked:
    """The same, for someone whose mails others read."""
    return Revoked(revoked=revoke_as(session, user, user_id))
