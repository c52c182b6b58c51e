"""`/api/v1/me`: one's own account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.auth.account import service
from app.auth.account.export import export_account
from app.auth.account.schemas import AccountExport, Confirmation, OwnChanges
from app.auth.clients import ClientDep
from app.auth.cookies import clear_cookie
from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.me import read_me
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.schemas import Me
from app.db.session import DatabaseDep, ReadSession, WriteSession
from app.permissions.roles import Permission

router = APIRouter(prefix="/api/v1/me", tags=["Account"], dependencies=[Depends(private)])
Known = Annotated[CurrentUser, Depends(require(None))]
Owner = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]


@router.get("", responses=refusals(401))
def show_me(session: ReadSession, user: Known) -> Me:
    """Whose session or token it is, and what it may do."""
    return read_me(session, service.get_user(session, user.id), user.permissions)


@router.patch("", responses=refusals(401, 403, body=True))
def change_me(changes: OwnChanges, session: WriteSession, user: Owner) -> Me:
    """Name and language. Role, address and memberships are for an administrator to change."""
    return read_me(session, service.change_own(session, user, changes), user.permissions)


@router.get("/export", responses=refusals(401, 403))
def export_me(response: Response, session: WriteSession, user: Owner) -> AccountExport:
    """All that is kept about you, but secrets."""
    response.headers["content-disposition"] = 'attachment; filename="kharita-account.json"'
    return export_account(session, user.actor, service.get_user(session, user.id))


@router.post("/anonymisation", status_code=204, responses=refusals(401, 403, 409, 429, body=True))
def anonymise_me(
    given: Confirmation,
    request: Request,
    response: Response,
    database: DatabaseDep,
    session: WriteSession,
    user: Owner,
    client: ClientDep,
) -> None:
    """Closes your account for good: name and address are forgotten, what you wrote stays."""
    service.check_own_password(database, user, given.password, client)
    service.anonymise(session, user.actor, user.id)
    clear_cookie(request, response)
