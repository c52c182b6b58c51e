"""Shapes of the public API of projects."""

from typing import Any

from pydantic import BaseModel, Field

from app.codelists import (
    ActivityStatus,
    BudgetScope,
    Confidence,
    Language,
    LocationLevel,
    Role,
)
from app.kit.schemas import Page


class FacetValue(BaseModel):
    value: str
    label: str
    count: int


class Money(BaseModel):
    value: float = Field(description="Amount in units of the currency, as stated, not converted.")
    currency: str = Field(description="ISO 4217.")


class BudgetItem(Money):
    scope: BudgetScope
    note: str | None


class ParticipationItem(BaseModel):
    organisation: str = Field(description="Slug.")
    name: str
    acronym: str | None
    role: Role
    partner_kind: str | None
    contribution: Money | None


class ProjectItem(BaseModel):
    """What lists and maps show of a project."""

    identifier: str
    slug: str
    title: str
    title_lang: Language = Field(description="Language of `title`: French where there is no other.")
    acronym: str | None
    activity_status: ActivityStatus | None = Field(description="IATI; null: not known.")
    start_date: str | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")
    end_date: str | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")
    active_first: str | None = Field(description="First day it was active; null: not known.")
    active_last: str | None = Field(
        description="Last day; null with a first day: end not known, under way until today."
    )
    themes: list[str]
    target_groups: list[str]
    migration_dimensions: list[str]
    residence_countries: list[str]
    regions: list[str]
    provinces: list[str]
    levels: list[LocationLevel]
    participations: list[ParticipationItem]
    budget: BudgetItem | None = Field(description="null: not known.")
    good_practice: bool | None
    confidence: Confidence | None
    url: str = Field(description="The page of the project.")


class ProjectList(Page):
    items: list[ProjectItem]
    facets: dict[str, list[FacetValue]] | None = None
    numberUndated: int | None = Field(  # noqa: N815 - beside the OGC names
        None, description="With a period: how many more match but have no date at all."
    )


class FacetList(BaseModel):
    numberMatched: int  # noqa: N815 - OGC name
    facets: dict[str, list[FacetValue]]
    numberUndated: int | None = None  # noqa: N815 - beside the OGC names


class GeoJsonFeature(BaseModel):
    """RFC 7946. `geometry` is null where no place in Morocco is known."""

    type: str
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class GeoJsonCollection(BaseModel):
    type: str
    numberMatched: int  # noqa: N815 - OGC name
    numberReturned: int  # noqa: N815 - OGC name
    numberUndated: int | None = None  # noqa: N815 - beside the OGC names
    features: list[GeoJsonFeature]
