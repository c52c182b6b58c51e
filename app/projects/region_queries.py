"""Regions and provinces as GeoJSON, each with its number of projects."""

from typing import Any

from pydantic_core import to_json
from sqlalchemy import func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.codelists import Language
from app.models import ProjectListing, Region, name_in
from app.projects.criteria import Criteria
from app.projects.geometry import DECIMALS


def count_by_area(session: Session, criteria: Criteria, admin_level: int) -> dict[str, int]:
    """Projects by region or province code; a project counts in each of its own."""
    codes: InstrumentedAttribute[list[str]] = (
        ProjectListing.regions if admin_level == 1 else ProjectListing.provinces
    )
    values = func.unnest(codes).table_valued("value").render_derived()
    rows = session.execute(
        select(values.c.value, func.count())
        .select_from(ProjectListing)
        .join(values, true())
        .where(*criteria.where())
        .group_by(values.c.value)
    )
    return dict(rows.all())


def write_regions(
    session: Session, criteria: Criteria, admin_level: int, language: Language
) -> bytes:
    """A FeatureCollection. `numberMatched` counts the areas."""
    counts = count_by_area(session, criteria, admin_level)
    rows = session.execute(
        select(
            Region,
            func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(Region.geom_simplified), DECIMALS, 0),
            func.ST_X(Region.label_point),
            func.ST_Y(Region.label_point),
        )
        .where(Region.admin_level == admin_level)
        .order_by(Region.code)
    ).all()
    features = [
        b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b}'
        % (
            to_json(region.code),
            shape.encode(),
            to_json(_properties(region, [x, y], counts.get(region.code, 0), language)),
        )
        for region, shape, x, y in rows
    ]
    return (
        b'{"type":"FeatureCollection","numberMatched":%d,"numberReturned":%d,"features":[%b]}'
        % (len(features), len(features), b",".join(features))
    )


def _properties(
    region: Region, label_point: list[float], projects: int, language: Language
) -> dict[str, Any]:
    return {
        "code": region.code,
        "admin_level": region.admin_level,
        "parent_code": region.parent_code,
        "name": name_in(region.names, language),
        "names": region.names,
        "population_2014": region.population_2014,
        "population_2024": region.population_2024,
        "label_point": label_point,
        "projects": projects,
    }
