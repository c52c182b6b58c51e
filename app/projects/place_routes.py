"""`GET /api/v1/places`: in which region and province a point falls."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from app.codelists import Language
from app.kit.schemas import Problem
from app.models import Names, name_in
from app.projects.dependencies import CatalogueDep
from app.projects.filters import LanguageParameter
from app.projects.place_queries import Area, areas_at
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    tags=["Regions"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


class PlacesQuery(LanguageParameter):
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False, description="Longitude, WGS 84.")
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False, description="Latitude, WGS 84.")


class PlaceArea(BaseModel):
    code: str
    name: str = Field(description="In `lang`.")
    names: Names


class Place(BaseModel):
    """Both are null outside Morocco and out at sea."""

    region: PlaceArea | None
    province: PlaceArea | None = Field(description="Province or prefecture.")


@router.get("/places")
def find_place(query: Annotated[PlacesQuery, Query()], catalogue: CatalogueDep) -> Place:
    """The region and the province of a point. A point a little off the coast, such as a harbour,
    belongs to the nearest province."""
    areas = areas_at(catalogue.session, query.lon, query.lat)
    return Place(region=_area(areas.get(1), query.lang), province=_area(areas.get(2), query.lang))


def _area(area: Area | None, language: Language) -> PlaceArea | None:
    if area is None:
        return None
    return PlaceArea(code=area.code, name=name_in(area.names, language), names=area.names)
