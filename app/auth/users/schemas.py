"""Shapes of users, as administrators see them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.auth.schemas import Name, OrganisationName, OwnMembership, Strict
from app.codelists import Language, UserRole

UserState = Literal["active", "disabled", "anonymised"]


class UserItem(BaseModel):
    id: UUID
    name: str
    email: str | None = Field(description="Null once anonymised.")
    role: UserRole
    language: Language
    state: UserState
    memberships: list[OwnMembership]
    created_at: datetime
    last_seen_at: datetime | None = Field(description="In a session that is still kept.")


class UserList(BaseModel):
    items: list[UserItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name


class UserChanges(Strict):
    """What is left out stays."""

    name: Name = Field("", validate_default=False)
    role: UserRole = Field(UserRole.CONTRIBUTOR)
    disabled: bool = Field(False, strict=True, description="Signs out, and revokes the tokens.")


class MembershipRole(Strict):
    focal_point: bool = Field(False, strict=True)


class Person(BaseModel):
    id: UUID
    name: str


class MembershipItem(BaseModel):
    user: Person
    organisation: OrganisationName
    focal_point: bool
    created_at: datetime


class MembershipList(BaseModel):
    items: list[MembershipItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name
