"""Shapes of invitations."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from app.auth.schemas import (
    Expiring,
    MailAddress,
    Name,
    NewMembership,
    OwnMembership,
    Password,
    Strict,
)
from app.codelists import Language, UserRole


class NewInvitation(Strict):
    email: MailAddress
    role: UserRole
    language: Language = Field(Language.FR, description="Of the mail.")
    memberships: list[NewMembership] = Field(default_factory=list, max_length=50)


class OpenInvitation(BaseModel):
    """What the invited one is shown."""

    email: str
    role: UserRole
    language: Language
    memberships: list[OwnMembership]
    invited_by: str | None = Field(description="Name; null when the command did.")
    expires_at: datetime


class Acceptance(Strict):
    name: Name
    password: Password
    language: Language


class InvitationItem(Expiring):
    id: UUID
    email: str
    role: UserRole
    language: Language
    memberships: list[OwnMembership]
    invited_by: str | None
    expired: bool


class InvitationList(BaseModel):
    items: list[InvitationItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name
