"""The locations of the chosen projects, one row each, and the regions."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.exchange.selection import Selection
from app.models import Location, ProjectListing, Region
from app.projects.queries import CHUNK


def area_shape() -> ColumnElement[Any]:
    """The province that a location is in, else its region; null for a whole country."""
    return (
        select(func.ST_ForcePolygonCCW(Region.geom_simplified))
        .where(Region.code == func.coalesce(Location.province_code, Location.region_code))
        .correlate(Location)
        .scalar_subquery()
    )


def place_shape() -> ColumnElement[Any]:
    """The point, else the area that the location is known to be in: never a point inside it."""
    return func.coalesce(Location.point, area_shape())


def select_places(selection: Selection, *columns: ColumnElement[Any]) -> Select[Any]:
    """The further columns, for each location of each project; many come in chunks. In the order
    of identifiers and, within a project, of the document: `number` counts from 1."""
    chosen = selection.listings().with_only_columns(ProjectListing.project_id).subquery()
    number = func.row_number().over(partition_by=Location.project_id, order_by=Location.position)
    return (
        select(
            ProjectListing.identifier,
            number.label("number"),
            ProjectListing.item["title"].label("title"),
            ProjectListing.item["slug"].astext.label("slug"),
            Location.level,
            Location.name,
            Location.region_code,
            Location.province_code,
            Location.country,
            Location.exactness,
            Location.point_source,
            *columns,
        )
        .join(ProjectListing, ProjectListing.project_id == Location.project_id)
        .where(Location.project_id.in_(select(chosen.c.project_id)))
        .order_by(ProjectListing.identifier, Location.position)
        .execution_options(yield_per=CHUNK)
    )


def select_regions(*columns: ColumnElement[Any]) -> Select[Any]:
    """The 12 regions by code, with the further columns."""
    return (
        select(Region.code, Region.names, Region.population_2024, *columns)
        .where(Region.admin_level == 1)
        .order_by(Region.code)
    )
