"""Pages to sign in, to accept an invitation, to set a password, and of one's own account."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.auth.account.service import get_user
from app.auth.dependencies import OptionalUser
from app.auth.invitations.service import read_invitation
from app.auth.me import read_me
from app.auth.passwords.rules import MIN_LENGTH
from app.auth.passwords.service import open_reset
from app.auth.sessions.queries import open_sessions
from app.auth.tokens.service import list_tokens
from app.db.session import ReadSession
from app.errors import NotFoundError
from app.permissions.roles import Scope, scopes_of
from app.workspace.account.browsers import browser_name
from app.workspace.addresses import home, safe_next
from app.workspace.context import OpenPageDep, WorkspacePageDep
from app.workspace.errors import WorkspaceRoute

router = APIRouter(prefix="/{lang}", include_in_schema=False, route_class=WorkspaceRoute)


@router.get("/sign-in")
def sign_in_page(page: OpenPageDep, request: Request, user: OptionalUser) -> Response:
    wanted = safe_next(request.query_params.get("next"), page.language)
    if user is not None:
        return RedirectResponse(wanted, status_code=303)
    return page.show("account/sign_in.html", page_data={"next": wanted})


@router.get("/invitation/{token}")
def invitation_page(token: str, page: OpenPageDep, session: ReadSession) -> HTMLResponse:
    """Only shows it: programs that read mails open links."""
    try:
        invitation = read_invitation(session, token, page.language)
    except NotFoundError:
        return page.show("account/link_ended.html", status=404, kind="invitation")
    return page.show(
        "account/invitation.html",
        invitation=invitation,
        min_length=MIN_LENGTH,
        page_data={"token": token},
    )


@router.get("/password-reset")
def request_reset_page(page: OpenPageDep) -> HTMLResponse:
    return page.show("account/reset_request.html")


@router.get("/password-reset/{token}")
def reset_page(token: str, page: OpenPageDep, session: ReadSession) -> HTMLResponse:
    """Only shows it: programs that read mails open links."""
    try:
        open_reset(session, token)
    except NotFoundError:
        return page.show("account/link_ended.html", status=404, kind="reset")
    return page.show("account/reset.html", min_length=MIN_LENGTH, page_data={"token": token})


@router.get("/workspace/account")
def account_page(page: WorkspacePageDep) -> HTMLResponse:
    user = page.user
    me = read_me(page.session, get_user(page.session, user.id), user.permissions)
    own = scopes_of(user.role)
    return page.show(
        "account/account.html",
        me=me,
        user_sessions=open_sessions(page.session, user.id),
        browser_name=browser_name,
        tokens=list_tokens(page.session, user.id),
        scopes=[scope for scope in Scope if scope in own],
        min_length=MIN_LENGTH,
        page_data={"home": home(page.language)},
    )
