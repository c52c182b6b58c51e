"""Shapes of the private API of discussions."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.kit.storable import StorableText, check_readable
from app.models.discussion import MAX_COMMENT

MAX_MENTIONS = 20


def _trim(value: object) -> object:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class NewComment(BaseModel):
    model_config = ConfigDict(extra="forbid")

    body: Annotated[StorableText, BeforeValidator(_trim), AfterValidator(check_readable)] = Field(
        max_length=MAX_COMMENT, description="Plain text."
    )
    parent: UUID | None = Field(None, description="The first message of the thread it answers.")
    mentions: list[UUID] = Field(
        default_factory=list,
        max_length=MAX_MENTIONS,
        description="Users to be told; see `mentionable`.",
    )


class Person(BaseModel):
    id: UUID
    name: str


class CommentView(BaseModel):
    id: UUID
    author: Person
    body: str | None = Field(description="null: its author erased it.")
    mentions: list[Person]
    created_at: datetime
    deleted_at: datetime | None
    mine: bool = Field(description="You wrote it, and may erase it.")


class ThreadView(CommentView):
    """Its first message, with what was answered to it."""

    resolved_at: datetime | None
    resolved_by: Person | None
    replies: list[CommentView] = Field(description="The oldest first.")


class ThreadList(BaseModel):
    items: list[ThreadView] = Field(description="The oldest first.")
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int = Field(description="How many threads there are.")  # noqa: N815 - OGC name


class PersonList(BaseModel):
    items: list[Person]
