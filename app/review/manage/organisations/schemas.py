"""Shapes of the administration of organisations."""

from typing import Annotated

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
    focal_points: int
