"""Public API for readers that filter by themselves: everything at once, or identifiers only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field
from pydantic_core import to_json

from app.codelists import ActivityStatus, BudgetScope, Language, LocationLevel
from app.kit.schemas import Problem
from app.projects.criteria import build_criteria
from app.projects.dependencies import CatalogueDep
from app.projects.filters import Filters, LanguageParameter, Sorting
from app.projects.index_queries import read_identifiers, read_index
from app.projects.schemas import Money
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    tags=["Projects"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


class IndexedBudget(Money):
    scope: BudgetScope


class IndexedProject(BaseModel):
    identifier: str
    slug: str
    title: str
    title_lang: Language
    acronym: str | None
    activity_status: ActivityStatus | None
    start_date: str | None
    end_date: str | None
    active_first: str | None
    active_last: str | None
    themes: list[str]
    target_groups: list[str]
    migration_dimensions: list[str]
    residence_countries: list[str]
    regions: list[str]
    provinces: list[str]
    levels: list[LocationLevel]
    participants: list[str] = Field(description="`role:organisation`, in order.")
    budget: IndexedBudget | None
    good_practice: bool | None
    last_confirmed_at: str | None
    part_of: str | None = Field(description="Identifier of its programme.")
    points: list[list[float]] = Field(description="Longitude, latitude.")


class IndexedOrganisation(BaseModel):
    name: str
    acronym: str | None


class ProjectIndex(BaseModel):
    numberMatched: int  # noqa: N815 - OGC name
    labels: dict[str, dict[str, str]] = Field(description="Filter → value → name in `lang`.")
    organisations: dict[str, IndexedOrganisation] = Field(description="By slug.")
    projects: list[IndexedProject] = Field(description="By title.")


class IdentifiersQuery(Filters, Sorting, LanguageParameter):
    pass


class Identifiers(BaseModel):
    numberMatched: int  # noqa: N815 - OGC name
    identifiers: list[str]


@router.get("/index", response_class=Response, responses={200: {"model": ProjectIndex}})
def project_index(
    query: Annotated[LanguageParameter, Query()], catalogue: CatalogueDep
) -> Response:
    """What filters, lists and maps need of every project, in one small answer."""
    content = read_index(catalogue.session, catalogue.reference, query.lang)
    return Response(to_json(content), media_type="application/json")


@router.get("/identifiers")
def project_identifiers(
    query: Annotated[IdentifiersQuery, Query()], catalogue: CatalogueDep
) -> Identifiers:
    """Identifiers of all projects that match, in order."""
    criteria = build_criteria(catalogue.session, query, catalogue.reference)
    found = read_identifiers(catalogue.session, criteria, query.sort, query.lang)
    return Identifiers(numberMatched=len(found), identifiers=found)
