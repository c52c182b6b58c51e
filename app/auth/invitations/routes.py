"""`/api/v1/invitations/{token}`: for who is invited; `/api/v1/manage/invitations`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.auth.clients import ClientDep
from app.auth.cookies import set_cookie
from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.invitations import listing, service
from app.auth.invitations.schemas import (
    Acceptance,
    InvitationItem,
    InvitationList,
    NewInvitation,
    OpenInvitation,
)
from app.auth.origin import own_origin
from app.auth.paging import Cursor, Limit
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.schemas import Me
from app.auth.sessions.service import SESSION_LIFE
from app.db.session import ReadSession, WriteSession
from app.permissions.roles import Permission

router = APIRouter(
    prefix="/api/v1/invitations",
    tags=["Account"],
    dependencies=[Depends(private), Depends(own_origin)],
)
manage = APIRouter(
    prefix="/api/v1/manage/invitations", tags=["Administration"], dependencies=[Depends(private)]
)
Manager = Annotated[CurrentUser, Depends(require(Permission.USERS_MANAGE))]


@router.get("/{token}", responses=refusals(404))
def read_invitation(token: str, session: ReadSession) -> OpenInvitation:
    """Looking does not use the link up."""
    return service.read_invitation(session, token)


@router.post("/{token}", status_code=201, responses=refusals(403, 404, 409, body=True))
def accept_invitation(
    token: str,
    given: Acceptance,
    request: Request,
    response: Response,
    session: WriteSession,
    client: ClientDep,
) -> Me:
    """Makes your account, and signs you in."""
    entered = service.accept(session, token, given, client)
    set_cookie(request, response, entered.secret, int(SESSION_LIFE.total_seconds()))
    return entered.me


@manage.get("", responses=refusals(400, 401, 403))
def list_invitations(
    session: ReadSession, user: Manager, cursor: Cursor = None, limit: Limit = 50
) -> InvitationList:
    """Those that were neither accepted nor revoked, the newest first; the expired ones too."""
    return listing.list_invitations(session, user.language, cursor, limit)


@manage.post("", status_code=201, responses=refusals(401, 403, 409, body=True))
def invite(new: NewInvitation, session: WriteSession, user: Manager) -> InvitationItem:
    """Mails a link that is good for 7 days and for one use."""
    return listing.describe(session, service.invite(session, user.actor, new), user.language)


@manage.post("/{invitation_id}/resend", responses=refusals(400, 401, 403, 404))
def send_again(invitation_id: UUID, session: WriteSession, user: Manager) -> InvitationItem:
    """A new link, good for 7 days; the one before ends."""
    invitation = service.send_again(session, user.actor, invitation_id)
    return listing.describe(session, invitation, user.language)


@manage.delete("/{invitation_id}", status_code=204, responses=refusals(400, 401, 403, 404))
def revoke(invitation_id: UUID, session: WriteSession, user: Manager) -> None:
    service.revoke(session, user.actor, invitation_id)
