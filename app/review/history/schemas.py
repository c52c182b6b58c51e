"""Shapes of the history of projects and of the catalogue."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)

from app.kit.storable import StorableText
from app.models import Names
from app.models.submission import MAX_REASON
from app.projects.fields import IDENTIFIER


class AuthorView(BaseModel):
    slug: str = Field(description="Of an organisation; `catalogue` for what was loaded from files.")
    names: Names | None = Field(description="By language; null for `catalogue`.")


class SourceView(BaseModel):
    id: UUID
    url: str | None
    title: str | None
    evidence: str | None
    accessed_at: date | None
    supports: list[str] = Field(description="Paths of the fields that it bears out.")


class RevisionView(BaseModel):
    number: int
    made_at: datetime
    author: AuthorView
    paths: list[str] = Field(
        description="What it changed: `title.fr`, `participations[<id>]`…; empty for the first."
    )
    sources: list[SourceView] = Field(description="Those that it added or changed.")


class RevisionList(BaseModel):
    """The newest first."""

    identifier: str
    slug: str
    archived_at: datetime | None
    archive_reason: str | None
    numberMatched: int = Field(description="How many there are.")  # noqa: N815 - OGC name
    items: list[RevisionView]
    next: str | None = Field(description="`cursor` of the next page.")


class PersonView(BaseModel):
    id: UUID
    name: str


class SubmissionRef(BaseModel):
    id: UUID
    number: int


class PrivateRevisionView(RevisionView):
    proposed_by: PersonView | None
    approved_by: PersonView | None
    submission: SubmissionRef | None = Field(description="Where it comes from, if you may see it.")


class PrivateRevisionList(RevisionList):
    items: list[PrivateRevisionView]  # type: ignore[assignment]


class SegmentView(BaseModel):
    kind: Literal["same", "added", "removed"]
    text: str


class ChangeView(BaseModel):
    path: str
    base: JsonValue = Field(description="What was there; null: nothing.")
    proposed: JsonValue = Field(description="What is there instead; null: nothing.")
    words: dict[str, list[SegmentView]] = Field(
        description="Language → the words of a text: `same` and `removed` join to the text before."
    )


class Comparison(BaseModel):
    identifier: str
    before: int
    after: int
    changes: list[ChangeView] = Field(
        description="In the order of the document. The order of lists and the states of texts "
        "that follow from their changes are not told."
    )


class BlameItem(BaseModel):
    path: str
    revision: int = Field(description="The one that gave the path its present value.")
    made_at: datetime
    author: AuthorView
    sources: list[SourceView] = Field(description="Those that say that they bear it out.")


class Blame(BaseModel):
    identifier: str
    revision: int = Field(description="The present one.")
    items: list[BlameItem]


class RestoreRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    organisation: str | None = Field(
        None, max_length=100, description="Slug of the organisation that you act for."
    )
    note: Annotated[StorableText, Field(max_length=MAX_REASON)] | None = Field(
        None, description="To the reviewer."
    )


class RevisionsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cursor: int | None = Field(
        None, ge=1, le=2**31 - 1, description="`next` of the page before: smaller numbers."
    )
    limit: int = Field(50, ge=1, le=200, description="How many revisions at most.")


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _beginning(value: object) -> object:
    """A day is its beginning, in UTC."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise ValueError("write a day as 2026-01-31 or a time as 2026-01-31T12:00:00Z")
    return f"{value}T00:00:00Z" if _DAY.fullmatch(value) else value


def _end(value: object) -> object:
    """A day is its end: the beginning of the next one."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return f"{date.fromisoformat(value) + timedelta(days=1)}T00:00:00Z"
        except (ValueError, OverflowError):
            return _beginning(value)
    return _beginning(value)


def _in_range(value: datetime) -> datetime:
    if not 1900 <= value.year <= 2200:
        raise ValueError("the year must be between 1900 and 2200")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_beginning), AfterValidator(_in_range)]
End = Annotated[AwareDatetime, BeforeValidator(_end), AfterValidator(_in_range)]


class ChangesQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    first: Moment = Field(
        alias="from", description="YYYY-MM-DD (UTC), or an RFC 3339 time, from which on."
    )
    end: End | None = Field(
        None,
        alias="to",
        description="Before which; a day counts as a whole. Left out: until now.",
    )
    cursor: str | None = Field(None, pattern=IDENTIFIER, max_length=20,
                               description="`next` of the page before.")  # fmt: skip
    limit: int = Field(50, ge=1, le=200, description="How many projects at most.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end is not None and self.end <= self.first:
            raise ValueError("to: must be after from")
        return self


class RevisionMarkView(BaseModel):
    number: int
    made_at: datetime
    author: str = Field(description="Slug of an organisation, or `catalogue`.")


class EventView(BaseModel):
    event: Literal["confirmed", "archived", "restored"]
    at: datetime


class ChangedProjectView(BaseModel):
    identifier: str
    slug: str
    titles: Names
    archived_at: datetime | None
    is_new: bool = Field(description="It was not in the catalogue before.")
    revisions: list[RevisionMarkView]
    events: list[EventView] = Field(description="Confirmations, archiving, restoring.")
    changes: list[ChangeView] = Field(
        description="Net difference over all the revisions; empty for a new project."
    )


class CatalogueChanges(BaseModel):
    numberMatched: int = Field(description="How many projects changed.")  # noqa: N815 - OGC name
    items: list[ChangedProjectView]
    next: str | None = Field(description="`cursor` of the next page.")
