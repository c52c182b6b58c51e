"""Shapes that accounts share."""

import unicodedata
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.codelists import Language, UserRole
from app.kit.mail_address import check_mail_address
from app.kit.storable import StorableText
from app.permissions.roles import Permission

MAX_NAME = 120
MAX_MAIL_ADDRESS = 254
MAX_PASSWORD = 1000  # of what is read; the rules say less, in words of their own
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _shown(value: str) -> str:
    categories = [unicodedata.category(character) for character in value]
    if "Cc" in categories or _BIDI_CONTROLS.intersection(value):
        raise PydanticCustomError("controls", "must not contain control characters")
    if not any(category[0] in "LNS" for category in categories):
        raise PydanticCustomError("blank", "must not be empty")
    return value


def _fold_address(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Name = Annotated[
    StorableText, Field(max_length=MAX_NAME), BeforeValidator(_one_line), AfterValidator(_shown)
]
MailAddress = Annotated[
    StorableText,
    Field(max_length=MAX_MAIL_ADDRESS),
    BeforeValidator(_fold_address),
    AfterValidator(check_mail_address),
]
Password = Annotated[str, Field(max_length=MAX_PASSWORD)]


class Strict(BaseModel):
    """A body: a field that is not named here is refused."""

    model_config = ConfigDict(extra="forbid")


class OrganisationName(BaseModel):
    slug: str
    name: str = Field(description="In the reader's language.")


class OwnMembership(BaseModel):
    organisation: OrganisationName
    focal_point: bool


class Me(BaseModel):
    id: UUID
    name: str
    email: str
    role: UserRole
    language: Language
    permissions: list[Permission] = Field(
        description="What this session or token may do, in alphabetical order."
    )
    memberships: list[OwnMembership]


class NewMembership(Strict):
    organisation: str = Field(min_length=1, max_length=200, description="Slug.")
    focal_point: bool = False


class Expiring(BaseModel):
    created_at: datetime
    expires_at: datetime
