"""Shapes of the administration of projects."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.kit.storable import StorableText
from app.projects.fields import Slug
from app.review.submissions.schemas import OrganisationRef, ProjectRef

MAX_REASON = 1000


def _trim(value: object) -> object:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


Reason = Annotated[
    Annotated[StorableText, Field(min_length=1, max_length=MAX_REASON)], BeforeValidator(_trim)
]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Archiving(Input):
    reason: Reason = Field(description="Shown to the readers of its page.")


class TakingDown(Input):
    reason: Reason = Field(description="Kept in the audit log.")


class NewSlug(Input):
    slug: Slug = Field(description="The addresses that it had before lead to the new one.")


class NewSteward(Input):
    steward: Slug | None = Field(description="Slug of an organisation; null: nobody is asked.")


class ManagedProject(BaseModel):
    project: ProjectRef
    revision: int = Field(description="Its ETag, without quotes.")
    former_slugs: list[str]
    steward: OrganisationRef | None
    suggested_steward: OrganisationRef | None
    last_confirmed_at: datetime | None
    due_on: date | None = Field(description="null: archived, so never.")
    archived_at: datetime | None
    archive_reason: str | None
