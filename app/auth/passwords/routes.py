"""`/api/v1/me/password` and `/api/v1/password-resets`."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response

from app.auth.clients import ClientDep
from app.auth.cookies import set_cookie
from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.origin import own_origin
from app.auth.passwords import service
from app.auth.passwords.schemas import NewPassword, OpenReset, PasswordChange, ResetRequest
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.sessions.service import SESSION_LIFE
from app.db.session import DatabaseDep, ReadSession, WriteSession
from app.permissions.roles import Permission

router = APIRouter(
    prefix="/api/v1", tags=["Account"], dependencies=[Depends(private), Depends(own_origin)]
)
Owner = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]


@router.put("/me/password", status_code=204, responses=refusals(401, 403, 429, body=True))
def change_password(
    given: PasswordChange,
    request: Request,
    response: Response,
    database: DatabaseDep,
    user: Owner,
    client: ClientDep,
) -> None:
    """Signs you out everywhere else."""
    entered = service.change_password(database, user, given, client)
    set_cookie(request, response, entered.secret, int(SESSION_LIFE.total_seconds()))


@router.post("/password-resets", status_code=202, responses=refusals(403, 429, body=True))
def request_reset(
    given: ResetRequest, database: DatabaseDep, client: ClientDep, later: BackgroundTasks
) -> None:
    """The same answer whether or not anyone has the address; whoever has it gets a mail."""
    service.count_request(database, given.email, client)
    later.add_task(service.send_reset, database, given.email)


@router.get("/password-resets/{token}", responses=refusals(404))
def read_reset(token: str, session: ReadSession) -> OpenReset:
    """Whether the link of a mail is still good; looking does not use it up."""
    return OpenReset(expires_at=service.open_reset(session, token))


@router.post("/password-resets/{token}", status_code=204, responses=refusals(403, 404, body=True))
def reset_password(token: str, given: NewPassword, session: WriteSession) -> None:
    """Uses the link up, and ends all sessions of its user, who signs in anew."""
    service.reset_password(session, token, given.password)
