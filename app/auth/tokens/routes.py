"""`/api/v1/tokens`: API tokens, which only their owner's session can make and revoke."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.auth.private import private
from app.auth.responses import refusals
from app.auth.tokens import service
from app.auth.tokens.schemas import CreatedToken, NewToken, TokenItem, TokenList
from app.db.session import ReadSession, WriteSession
from app.models import ApiToken
from app.permissions.roles import Permission, Scope

router = APIRouter(prefix="/api/v1/tokens", tags=["Account"], dependencies=[Depends(private)])
Owner = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]


@router.get("", responses=refusals(401, 403))
def list_tokens(session: ReadSession, user: Owner) -> TokenList:
    """The newest first; a month after it expires, a token is forgotten."""
    rows = service.list_tokens(session, user.id)
    return TokenList(items=[_item(token, expired=expired) for token, expired in rows])


@router.post("", status_code=201, responses=refusals(401, 403, 409, body=True))
def create_token(new: NewToken, session: WriteSession, user: Owner) -> CreatedToken:
    token, secret = service.create_token(session, user, new)
    return CreatedToken(**_item(token, expired=False).model_dump(), token=secret)


@router.delete("/{token_id}", status_code=204, responses=refusals(400, 401, 403, 404))
def revoke_token(token_id: UUID, session: WriteSession, user: Owner) -> None:
    """At once."""
    service.revoke_token(session, user, token_id)


def _item(token: ApiToken, *, expired: bool) -> TokenItem:
    return TokenItem(
        id=token.id,
        name=token.name,
        scopes=[Scope(scope) for scope in token.scopes],
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        expired=expired,
    )
