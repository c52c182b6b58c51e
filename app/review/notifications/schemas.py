"""Shapes of the private API of notifications."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.notices.events import MailChoice

MAX_IDS = 200


class NotificationView(BaseModel):
    id: UUID
    event: str = Field(description="`submission.approved`, `comment.mentioned`…")
    text: str = Field(description="In your language; names in it are isolated (U+2068, U+2069).")
    quote: str | None = Field(description="What was written.")
    url: str = Field(description="Path of the page that it is about.")
    created_at: datetime
    read_at: datetime | None


class NotificationList(BaseModel):
    items: list[NotificationView] = Field(description="The newest first.")
    next: str | None = Field(description="`cursor` of the next page.")
    unread: int = Field(description="How many you have not read, in all.")


class ReadMark(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] | None = Field(max_length=MAX_IDS, description="null: all of yours.")


class Unread(BaseModel):
    unread: int


class ChoiceView(BaseModel):
    event: str
    label: str = Field(description="In your language.")
    mail: MailChoice
    default: MailChoice


class MailChoices(BaseModel):
    items: list[ChoiceView]


class NewChoices(BaseModel):
    """Event → `now`, `digest` (once a week) or `off`; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    choices: Mapping[str, MailChoice]
