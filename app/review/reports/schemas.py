"""Shapes of a visitor's report of an error."""

import unicodedata
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.codelists import Language, ReportState
from app.kit.mail_address import check_mail_address
from app.models.report import MAX_EMAIL, MAX_MESSAGE, MAX_SOURCE

_VISIBLE = frozenset("LNPS")


def _trim(value: object) -> object:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _trim_to_none(value: object) -> object:
    return _trim(value) or None if isinstance(value, str) else value


def _storable(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("null_character", "must not contain the null character")
    return value


def _readable(value: str) -> str:
    if not any(unicodedata.category(character)[0] in _VISIBLE for character in value):
        raise PydanticCustomError("blank", "must not be empty")
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
        str, BeforeValidator(_trim), AfterValidator(_storable), AfterValidator(_readable)
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


class ReportReceipt(BaseModel):
    id: UUID
    project: str = Field(description="Identifier of the project.")
    state: ReportState
    created_at: datetime
