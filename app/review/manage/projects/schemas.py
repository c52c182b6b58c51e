"""Shapes of the administration of projects."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.kit.storable import StorableText
from app.projects.fields import Slug
from app.projects.parts import DocumentLink
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
    documents: list[DocumentLink]
    archived_at: datetime | None
    archive_reason: str | None


class ProjectsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: StorableText | None = Field(
        None, max_length=100, description="Words of its title, its acronym, slug or identifier."
    )
    archived: bool | None = Field(None, description="Both when left out.")
    cursor: StorableText | None = Field(
        None, max_length=1000, description="`next` of the page before."
    )
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class ProjectRow(BaseModel):
    project: ProjectRef
    revision: int
    steward: OrganisationRef | None
    archived_at: datetime | None


class ProjectRows(BaseModel):
    items: list[ProjectRow]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name
