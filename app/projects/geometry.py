"""Geometry of listings as GeoJSON text: longitude, latitude, WGS 84, at most 6 decimals."""

from typing import Any

from sqlalchemy import ColumnElement, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from app.models import Location, ProjectListing, Region

DECIMALS = 6


def _json(geometry: ColumnElement[Any]) -> ColumnElement[Any]:
    # 0: no bounding box and no `crs` member, which RFC 7946 does not know.
    return func.ST_AsGeoJSON(geometry, DECIMALS, 0)


def geometry_column(mode: str) -> ColumnElement[Any]:
    """One geometry per project, or null."""
    if mode == "auto":
        return _json(ProjectListing.shape.expression)
    if mode == "points":
        return _json(ProjectListing.points.expression)
    shapes = func.ST_ForcePolygonCCW(func.ST_Multi(func.ST_Union(Region.geom_simplified)))
    return (
        select(_json(shapes))
        .where(Region.code == ProjectListing.regions.any_())
        .correlate(ProjectListing)
        .scalar_subquery()
    )


def locations_column() -> ColumnElement[Any]:
    """The locations of a project, in order: a JSON array of their properties and geometry."""
    shape = (
        select(func.ST_ForcePolygonCCW(Region.geom_simplified))
        .where(Region.code == func.coalesce(Location.province_code, Location.region_code))
        .correlate(Location)
        .scalar_subquery()
    )
    location = func.jsonb_build_object(
        "geometry", cast(_json(func.coalesce(Location.point, shape)), JSONB),
        "level", Location.level,
        "name", Location.name,
        "region", Location.region_code,
        "province", Location.province_code,
        "country", Location.country,
        "exactness", Location.exactness,
        "point_source", Location.point_source,
    )  # fmt: skip
    return (
        select(func.jsonb_agg(aggregate_order_by(location, Location.position)))
        .where(Location.project_id == ProjectListing.project_id)
        .correlate(ProjectListing)
        .scalar_subquery()
    )
