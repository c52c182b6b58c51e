"""Shapes of the administration of codelists."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.codelists import ClosedList, OpenList
from app.kit.storable import StorableText
from app.models import Names
from app.projects.fields import CODE, NO_OUTER_SPACE

Label = Annotated[StorableText, Field(min_length=1, max_length=500, pattern=NO_OUTER_SPACE)]
Codelist = OpenList | ClosedList


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewLabels(Input):
    fr: Label
    ar: Label
    en: Label


class LabelsEdit(Input):
    """A language that is left out stays as it is."""

    fr: Label | None = None
    ar: Label | None = None
    en: Label | None = None


class NewItem(Input):
    code: Annotated[str, Field(max_length=60, pattern=CODE)] = Field(
        description="Small letters, digits and underscores; never changes."
    )
    labels: NewLabels
    dac: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = Field(
        None, description="OECD DAC purpose code of the same thing."
    )
    iati: Label | None = Field(None, description="Code of the same thing in IATI.")


class ItemEdit(Input):
    """What is left out stays as it is."""

    labels: LabelsEdit | None = None
    retired: bool | None = Field(
        None, description="true: kept where it is used, offered no longer; false: offered again."
    )


class ManagedItem(BaseModel):
    code: str
    version: int = Field(description="Its ETag, without quotes.")
    labels: Names
    references: dict[str, str]
    retired_at: datetime | None


class ManagedList(BaseModel):
    name: Codelist
    closed: bool = Field(description="Its items are part of the program: only labels change.")
    items: list[ManagedItem]


class ManagedLists(BaseModel):
    items: list[ManagedList]
