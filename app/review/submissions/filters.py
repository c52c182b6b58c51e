"""Query parameters of the list of submissions."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.codelists import SubmissionState
from app.kit.storable import StorableText

ME = "me"
NONE = "none"


class Sort(StrEnum):
    """By the time when it was submitted (or begun), by its number of changes, by its last write."""

    AGE = "age"
    AGE_DOWN = "-age"
    SIZE = "size"
    SIZE_DOWN = "-size"
    UPDATED = "updated"
    UPDATED_DOWN = "-updated"


def _reviewer(value: object) -> object:
    return value if value in (ME, NONE, None) else UUID(str(value))


class SubmissionsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: list[SubmissionState] = Field(
        default_factory=list, max_length=7, description="In one of these states; repeatable."
    )
    project: StorableText | None = Field(
        None, max_length=200, description="Identifier or slug of the project."
    )
    organisation: StorableText | None = Field(
        None, max_length=100, description="Slug of the organisation that it is made for."
    )
    region: StorableText | None = Field(
        None, max_length=10, description="Of the project, or of a location that is proposed."
    )
    reviewer: Annotated[UUID | str | None, BeforeValidator(_reviewer)] = Field(
        None, description="Id of the reviewer; `me`; `none`: nobody took it yet."
    )
    mine: bool = Field(
        False, description="Only your own and those of the organisations that you act for."
    )
    sort: Sort = Field(Sort.AGE, description="`age`: the oldest first.")
    cursor: str | None = Field(None, max_length=500, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200, description="How many at most.")
