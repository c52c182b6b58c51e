"""`/api/v1/session`: signing in and out; `/api/v1/me/sessions`: where one is signed in."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.auth.clients import ClientDep
from app.auth.cookies import clear_cookie, set_cookie
from app.auth.current_user import CurrentUser
from app.auth.dependencies import OptionalUser, require
from app.auth.origin import own_origin
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.schemas import Me
from app.auth.sessions import service
from app.auth.sessions.queries import open_sessions
from app.auth.sessions.schemas import SessionItem, SessionList, SignIn
from app.db.session import DatabaseDep, ReadSession, WriteSession
from app.permissions.roles import Permission

router = APIRouter(
    prefix="/api/v1", tags=["Account"], dependencies=[Depends(private), Depends(own_origin)]
)
Owner = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]


@router.post("/session", status_code=201, responses=refusals(401, 403, 429, body=True))
def sign_in(
    given: SignIn, request: Request, response: Response, database: DatabaseDep, client: ClientDep
) -> Me:
    """Sets the session cookie. A wrong password and an unknown address are answered alike."""
    entered = service.sign_in(database, given, client)
    set_cookie(request, response, entered.secret, int(service.SESSION_LIFE.total_seconds()))
    return entered.me


@router.delete("/session", status_code=204, responses=refusals(401, 403))
def sign_out(
    request: Request, response: Response, session: WriteSession, user: OptionalUser
) -> None:
    """Ends the session of the cookie, and takes the cookie away; without one, does nothing."""
    if user is not None and user.session_id is not None:
        service.leave(session, user.actor, user.session_id)
    clear_cookie(request, response)


@router.get("/me/sessions", responses=refusals(401, 403))
def list_sessions(session: ReadSession, user: Owner) -> SessionList:
    """Browsers in which you are signed in, the last used first."""
    return SessionList(
        items=[
            SessionItem(
                id=row.id,
                user_agent=row.user_agent,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                expires_at=row.expires_at,
                current=row.id == user.session_id,
            )
            for row in open_sessions(session, user.id)
        ]
    )


@router.delete("/me/sessions/{session_id}", status_code=204, responses=refusals(400, 401, 403, 404))
def end_session(session_id: UUID, session: WriteSession, user: Owner) -> None:
    service.leave(session, user.actor, session_id)


@router.delete("/me/sessions", status_code=204, responses=refusals(401, 403))
def end_other_sessions(session: WriteSession, user: Owner) -> None:
    """Signs you out everywhere but here."""
    service.leave_elsewhere(session, user)
