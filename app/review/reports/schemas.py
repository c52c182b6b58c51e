"""Shapes of a visitor's report of an error."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.codelists import Language, ReportState, SubmissionState
from app.kit.mail_address import check_mail_address
from app.kit.storable import check_readable
from app.models.report import MAX_CLOSE_REASON, MAX_EMAIL, MAX_MESSAGE, MAX_SOURCE
from app.projects.fields import IDENTIFIER
from app.review.submissions.schemas import PersonRef, ProjectRef


def _trim(value: object) -> object:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _trim_to_none(value: object) -> object:
    return _trim(value) or None if isinstance(value, str) else value


def _storable(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("null_character", "must not contain the null character")
    return value


def _untouched(value: str) -> str:
    if value:
        raise PydanticCustomError("trap", "must stay empty: it is there to stop robots")
    return value


class NewReport(BaseModel):
    model_config = ConfigDict(extra="forbid")

    project: str = Field(
        min_length=1, max_length=200, description="Slug or identifier of the project."
    )
    message: Annotated[
        str, BeforeValidator(_trim), AfterValidator(_storable), AfterValidator(check_readable)
    ] = Field(max_length=MAX_MESSAGE, description="What is wrong; kept as plain text.")
    source: Annotated[
        Annotated[str, Field(max_length=MAX_SOURCE), AfterValidator(_storable)] | None,
        BeforeValidator(_trim_to_none),
    ] = Field(None, description="Where the right information can be read.")
    email: Annotated[
        Annotated[str, Field(max_length=MAX_EMAIL), AfterValidator(check_mail_address)] | None,
        BeforeValidator(_trim_to_none),
    ] = Field(None, description="For an answer; deleted when the report is closed.")
    lang: Language = Field(Language.FR, description="Language that the visitor reads.")
    website: Annotated[str, AfterValidator(_untouched)] = Field(
        "", description="Leave it out: a trap for robots, which fill every field."
    )


class ReportsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: ReportState | None = Field(None, description="Of both states when left out.")
    project: str | None = Field(None, pattern=IDENTIFIER, description="Identifier of a project.")
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class Closing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[
        Annotated[str, Field(max_length=MAX_CLOSE_REASON), AfterValidator(_storable)] | None,
        BeforeValidator(_trim_to_none),
    ] = Field(None, description="For colleagues; never sent to the reporter.")


class LinkedSubmission(BaseModel):
    id: UUID
    number: int
    state: SubmissionState


class ReportView(BaseModel):
    """A report as those who sort reports see it."""

    id: UUID
    state: ReportState
    project: ProjectRef
    message: str
    source: str | None
    email: str | None = Field(description="Of the reporter, for an answer; null once closed.")
    language: Language = Field(description="That the reporter reads.")
    created_at: datetime
    closed_at: datetime | None
    closed_by: PersonRef | None
    close_reason: str | None
    submissions: list[LinkedSubmission] = Field(description="Started from it, the newest last.")


class ReportList(BaseModel):
    items: list[ReportView]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name


class StartedSubmission(BaseModel):
    id: UUID
    number: int


class ReportReceipt(BaseModel):
    id: UUID
    project: str = Field(description="Identifier of the project.")
    state: ReportState
    created_at: datetime
