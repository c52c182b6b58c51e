"""Shapes of API tokens."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.auth.schemas import Expiring, Name, Strict
from app.permissions.roles import Scope

MAX_DAYS = 365


class NewToken(Strict):
    name: Name = Field(description="What it is for, so that you know it again.")
    scopes: Annotated[frozenset[Scope], Field(min_length=1)] = Field(
        description="It may do what you may do, within these."
    )
    expires_in_days: int = Field(90, ge=1, le=MAX_DAYS, strict=True)


class TokenItem(Expiring):
    id: UUID
    name: str
    scopes: list[Scope]
    last_used_at: datetime | None = Field(description="To a minute.")
    expired: bool


class TokenList(BaseModel):
    items: list[TokenItem]


class CreatedToken(TokenItem):
    token: str = Field(description="Shown this once; only its hash is kept.")
