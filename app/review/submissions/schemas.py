"""Shapes of the private API of submissions."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator

from app.codelists import Decision, ReviewOutcome, SubmissionState
from app.kit.storable import StorableText, StorableValue
from app.models import Names
from app.models.submission import MAX_REASON
from app.permissions.transitions import Act
from app.projects.fields import Day, LongText, ShortText, Url, fail
from app.review.changes import Standing

MAX_NOTE = 4000
MAX_PATHS = 500


def _trim(value: object) -> object:
    """A text without space around it; none is no text."""
    return value.replace("\r\n", "\n").strip() or None if isinstance(value, str) else value


Message = Annotated[
    Annotated[StorableText, Field(max_length=MAX_REASON)] | None, BeforeValidator(_trim)
]
Note = Annotated[Annotated[StorableText, Field(max_length=MAX_NOTE)] | None, BeforeValidator(_trim)]
Patch = Annotated[
    dict[str, StorableValue],
    Field(
        description="JSON Merge Patch (RFC 7396) of the project document; its lists are written "
        "as objects keyed by id or code, where null removes an item."
    ),
]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ChangeSource(Input):
    """Where a proposed value comes from."""

    url: Url | None = None
    title: ShortText | None = None
    evidence: LongText | None = Field(None, description="A short quotation.")
    accessed_at: Day | None = Field(None, description="When it was read, YYYY-MM-DD.")

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.title is None:
            raise fail("source", "a source needs a `url`, or a `title` where there is none")
        return self


class NewSubmission(Input):
    project: StorableText | None = Field(
        max_length=200, description="Identifier of the project; null proposes a new one."
    )
    organisation: StorableText | None = Field(
        None,
        max_length=100,
        description="Slug of the organisation that you act for. May be left out by who acts for "
        "one only; the ministry's own acts for none.",
    )
    patch: Patch | None = None
    sources: dict[str, ChangeSource] | None = Field(
        None, max_length=MAX_PATHS, description="Path of a change → its source."
    )
    note: Note = Field(None, description="To the reviewer.")


class SubmissionEdit(Input):
    """What is left out stays as it is."""

    patch: Patch | None = None
    sources: dict[str, ChangeSource | None] | None = Field(
        None, max_length=MAX_PATHS, description="Path of a change → its source; null removes it."
    )
    note: Note = Field(None, description="To the reviewer; null removes it.")
    organisation: StorableText | None = Field(None, max_length=100)


class Submitting(Input):
    message: Note = Field(None, description="To the reviewer; takes the place of the note.")


class ReviewMessage(Input):
    message: Message = Field(None, description="To the author.")


class Approval(ReviewMessage):
    accept_all: bool = Field(
        False, description="Accept the changes that are not decided; else all must be."
    )


class ChangeDecision(Input):
    decision: Decision | None = Field(description="null takes the decision back.")
    reason: Message = Field(None, description="Required to reject.")
    value: StorableValue = Field(
        None, description="To accept another value than the proposed one; marked as yours."
    )
    live: StorableValue = Field(
        None,
        description="The live value that you saw. Required when it is not `base` any longer.",
    )


class PersonRef(BaseModel):
    id: UUID
    name: str


class OrganisationRef(BaseModel):
    slug: str
    name: str = Field(description="In your language.")
    names: Names


class ProjectRef(BaseModel):
    identifier: str
    slug: str
    title: str = Field(description="In your language.")
    titles: Names


class ChangeView(BaseModel):
    id: UUID
    path: str = Field(description="`title.fr`, `budget`, `participations[<id>]`…")
    base: JsonValue = Field(description="Live value when it was proposed; null: nothing there.")
    live: JsonValue = Field(description="Live value now.")
    proposed: JsonValue = Field(description="null: remove, or not known.")
    source: ChangeSource | None
    standing: Standing = Field(
        description="`clean`: live is still base; `moved`: it is not; `same`: it is as proposed."
    )
    decision: Decision | None
    reason: str | None
    accepted: JsonValue = Field(description="What the reviewer accepts instead, when `edited`.")
    edited: bool
    decided_by: PersonRef | None
    decided_at: datetime | None


class ReviewView(BaseModel):
    reviewer: PersonRef
    outcome: ReviewOutcome
    message: str | None
    created_at: datetime


class SubmissionSummary(BaseModel):
    id: UUID
    number: int
    state: SubmissionState
    version: int = Field(description="Its ETag, without quotes.")
    project: ProjectRef | None = Field(description="null: a new project, not accepted yet.")
    title: str | None = Field(description="As proposed, else of the project; in your language.")
    organisation: OrganisationRef | None = Field(description="null: the ministry.")
    author: PersonRef
    reviewer: PersonRef | None
    note: str | None
    report: UUID | None
    restored_revision: int | None
    published_revision: int | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    acts: list[Act] = Field(description="What you may do with it now.")


class SubmissionItem(SubmissionSummary):
    changes_count: int


class SubmissionView(SubmissionSummary):
    changes: list[ChangeView]
    reviews: list[ReviewView] = Field(description="The newest last.")


class SubmissionList(BaseModel):
    items: list[SubmissionItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int = Field(description="How many there are.")  # noqa: N815 - OGC name


class CheckError(BaseModel):
    path: str | None
    pointer: str
    detail: str


class CompletenessView(BaseModel):
    known: int
    of: int
    missing: list[str]


class DuplicateView(BaseModel):
    identifier: str
    slug: str
    title: str
    score: float
    reasons: list[str]


class SubmissionCheck(BaseModel):
    errors: list[CheckError]
    completeness: CompletenessView
    duplicates: list[DuplicateView]
