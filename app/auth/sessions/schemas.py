"""Shapes of sessions."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from app.auth.schemas import Expiring, MailAddress, Password, Strict


class SignIn(Strict):
    email: MailAddress
    password: Password


class SessionItem(Expiring):
    id: UUID
    user_agent: str | None = Field(description="What the browser said of itself.")
    last_used_at: datetime = Field(description="To a minute.")
    current: bool = Field(description="It is the one that asks.")


class SessionList(BaseModel):
    items: list[SessionItem]
