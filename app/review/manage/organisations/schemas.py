"""Shapes of the administration of organisations."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.codelists import OrganisationScope
from app.kit.storable import StorableText
from app.models import Names
from app.projects.fields import NO_OUTER_SPACE, Country, Slug, Url

Name = Annotated[StorableText, Field(min_length=1, max_length=500, pattern=NO_OUTER_SPACE)]
Code = Annotated[str, Field(max_length=60, pattern="^[a-z0-9][a-z0-9_]*$")]
Website = Annotated[Url, Field()]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NamesEdit(Input):
    """A language that is left out stays as it is; French cannot be null."""

    fr: Name | None = None
    ar: Name | None = None
    en: Name | None = None


class OrganisationEdit(Input):
    """What is left out stays as it is."""

    names: NamesEdit | None = None
    acronym: Name | None = None
    aliases: list[Name] | None = Field(None, max_length=100, description="All of them.")
    organisation_type: Code | None = Field(None, description="Codelist `organisation_type`.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2; else a scope.")
    scope: OrganisationScope | None = Field(None, description="Without a single country.")
    website: Website | None = None
    iati_ref: Name | None = None


class NewOrganisation(OrganisationEdit):
    slug: Slug | None = Field(None, description="Made from the acronym or the French name if null.")


class Merge(Input):
    into: Slug = Field(description="Slug of the organisation that stays.")


class ManagedOrganisation(BaseModel):
    slug: str
    version: int = Field(description="Its ETag, without quotes.")
    names: Names
    acronym: str | None
    aliases: list[str]
    organisation_type: str | None
    country: str | None
    scope: OrganisationScope | None
    website: str | None
    iati_ref: str | None
    merged_into: str | None = Field(description="Slug; null: it stands for itself.")
    merged: list[str] = Field(description="Slugs of those that were merged into it.")
    projects: int = Field(description="In which it takes part.")
    members: int = Field(description="Users who act for it.")
    focal_points: int = Field(description="Of the members.")


class OrganisationsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    q: StorableText | None = Field(None, max_length=100, description="Words of any of its names.")
    state: Literal["current", "merged"] = Field(
        "current", description="`merged`: those that lead to another."
    )
    cursor: StorableText | None = Field(
        None, max_length=1000, description="`next` of the page before."
    )
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class OrganisationItem(BaseModel):
    slug: str
    name: str = Field(description="In the reader's language.")
    names: Names
    acronym: str | None
    organisation_type: str | None
    country: str | None
    scope: OrganisationScope | None
    merged_into: str | None = Field(description="Slug; null: it stands for itself.")
    projects: int = Field(description="That name it.")


class OrganisationItems(BaseModel):
    items: list[OrganisationItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name
