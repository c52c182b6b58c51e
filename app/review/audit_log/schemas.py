"""Shapes of the audit log."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.codelists import Channel
from app.kit.storable import StorableText

Name = Annotated[StorableText, Field(max_length=100)]


class AuditFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    actor: UUID | None = Field(None, description="Id of a user.")
    action: Name | None = Field(None, description="Such as `user.invited`, or its beginning.")
    subject_kind: Name | None = Field(None, description="`submission`, `project`, `user`…")
    subject_id: Name | None = Field(None, description="Its id, with `subject_kind`.")
    project: Name | None = Field(None, description="Identifier of a project.")
    since: AwareDatetime | None = Field(
        None, alias="from", description="Not before: `2026-11-22T00:00:00Z`."
    )
    until: AwareDatetime | None = Field(None, alias="to", description="Before.")


class AuditQuery(AuditFilters):
    cursor: Name | None = Field(None, description="`next` of the page before.")
    limit: int = Field(100, ge=1, le=1000, description="How many at most.")


class AuditActor(BaseModel):
    id: UUID
    name: str


class AuditEntry(BaseModel):
    id: int
    at: datetime
    actor: AuditActor | None = Field(
        description="null: a command, or a link that names no account."
    )
    channel: Channel
    action: str
    subject_kind: str
    subject_id: str
    project: str | None = Field(description="Its identifier.")
    data: dict[str, Any]


class AuditList(BaseModel):
    items: list[AuditEntry] = Field(description="The newest first.")
    next: str | None = Field(description="`cursor` of the next page.")
