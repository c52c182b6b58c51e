"""Public API of organisations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from app.codelists import Language
from app.db.session import ReadSession
from app.kit.links import page_links
from app.kit.schemas import Page, Problem
from app.models import Names, Organisation, name_in
from app.organisations.queries import count_organisations, list_organisations
from app.publication.public import get_base_url, public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    tags=["Organisations"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


class OrganisationsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(1000, ge=1, le=1000, description="How many organisations at most.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many to pass over.")
    lang: Language = Field(Language.FR, description="Language of `name`, and of the order.")


class OrganisationItem(BaseModel):
    slug: str
    name: str
    names: Names
    acronym: str | None
    aliases: list[str]
    organisation_type: str | None = Field(description="Codelist `organisation_type` (IATI).")
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    scope: str | None = Field(description="Codelist `organisation_scope`, without a country.")
    website: str | None
    iati_ref: str | None


class OrganisationList(Page):
    items: list[OrganisationItem]


@router.get("/organisations")
def read_organisations(
    request: Request,
    query: Annotated[OrganisationsQuery, Query()],
    session: ReadSession,
    base_url: Annotated[str, Depends(get_base_url)],
) -> OrganisationList:
    """Organisations that fund, carry out or support projects."""
    matched = count_organisations(session)
    rows = list_organisations(session, query.lang, query.limit, query.offset)
    return OrganisationList(
        numberMatched=matched,
        numberReturned=len(rows),
        items=[_item(row, query.lang) for row in rows],
        links=page_links(base_url, request.url, query.limit, query.offset, matched, {}),
    )


def _item(row: Organisation, language: Language) -> OrganisationItem:
    fields = {name: getattr(row, name) for name in OrganisationItem.model_fields if name != "name"}
    return OrganisationItem(name=name_in(row.names, language), **fields)
