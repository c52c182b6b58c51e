"""Who asks, by session cookie or bearer token, and whether they may."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlalchemy import func, update
from sqlalchemy.orm import Session

from app.auth.cookies import COOKIE, DRAFT_COOKIE, read_cookie
from app.auth.current_user import CurrentUser
from app.auth.origin import check_origin
from app.auth.private import declare_private, private
from app.auth.queries import Found, find_draft_pass, find_session, find_token
from app.auth.secrets import TOKEN_PREFIX
from app.db.engine import Database
from app.db.session import DatabaseDep
from app.errors import ForbiddenError, UnauthenticatedError
from app.models import ApiToken, UserSession
from app.permissions.roles import Permission

__all__ = ["OptionalUser", "get_current_user", "private", "require"]

# For the API documentation; what is sent is read below.
_COOKIE = APIKeyCookie(
    name=COOKIE, auto_error=False, description="`__Host-kharita_session` over https."
)
_BEARER = HTTPBearer(auto_error=False, description="An API token: `kh_…`.")


def get_current_user(request: Request, database: DatabaseDep) -> CurrentUser | None:
    """None without session or token. A token that is sent and not valid is an error, also beside
    a valid cookie; a session that ended is as none."""
    declare_private(request)
    if "cookie" in request.headers:
        check_origin(request)
    authorization = request.headers.get("authorization")
    if authorization is not None:
        return _of_token(database, authorization)
    secret = read_cookie(request)
    user = _of_session(database, secret) if secret else None
    return user or _of_draft_pass(request, database)


OptionalUser = Annotated[CurrentUser | None, Depends(get_current_user)]


@dataclass(frozen=True)
class Requirement:
    """Dependency that gives the CurrentUser, or raises 401 or 403. Equal ones are asked once.

    Without permission: whoever is known.
    """

    permission: Permission | None

    async def __call__(
        self,
        user: OptionalUser,
        _cookie: Annotated[object, Security(_COOKIE)],
        _bearer: Annotated[object, Security(_BEARER)],
    ) -> CurrentUser:
        if user is None:
            raise UnauthenticatedError("Sign in, or send an API token as `Authorization: Bearer`.")
        if self.permission is not None and not user.may(self.permission):
            raise ForbiddenError(f"Your role, or your token, does not allow {self.permission}.")
        return user


def require(permission: Permission | None) -> Requirement:
    return Requirement(permission)


def _of_session(database: Database, secret: str) -> CurrentUser | None:
    with Session(database.writer) as session:
        found = find_session(session, secret)
    if found is not None and found.touch:
        _write_down_use(database, UserSession, found)
    return found.user if found else None


def _of_draft_pass(request: Request, database: Database) -> CurrentUser | None:
    """Only where the path names the draft: anywhere else its holder is nobody."""
    secret = read_cookie(request, DRAFT_COOKIE)
    try:
        submission_id = UUID(request.path_params.get("submission_id", ""))
    except ValueError:
        return None
    if not secret:
        return None
    with Session(database.writer) as session:
        return find_draft_pass(session, secret, submission_id)


def _of_token(database: Database, authorization: str) -> CurrentUser:
    scheme, _, secret = authorization.partition(" ")
    secret = secret.strip()
    found = None
    if scheme.lower() == "bearer" and secret.startswith(TOKEN_PREFIX):
        with Session(database.writer) as session:
            found = find_token(session, secret)
    if found is None:
        raise UnauthenticatedError("This API token is not valid, has expired, or was revoked.")
    if found.touch:
        _write_down_use(database, ApiToken, found)
    return found.user


def _write_down_use(
    database: Database, kind: type[UserSession] | type[ApiToken], found: Found
) -> None:
    with database.write() as session:
        session.execute(
            update(kind).where(kind.id == found.credential_id).values(last_used_at=func.now())
        )
