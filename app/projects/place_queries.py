"""In which region and province a point falls."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Names, Region
from app.projects.parts import COASTAL_TOLERANCE


@dataclass(frozen=True)
class Area:
    code: str
    names: Names


def areas_at(session: Session, longitude: float, latitude: float) -> Mapping[int, Area]:
    """By admin level, 1 and 2; nothing beyond the tolerance that places on the coast are given.
    The province comes with its own region, also where a point lies on the border of two."""
    point = func.ST_SetSRID(func.ST_MakePoint(longitude, latitude), 4326)
    province = session.execute(
        select(Region)
        .where(Region.admin_level == 2, func.ST_DWithin(Region.geom, point, COASTAL_TOLERANCE))
        .order_by(func.ST_Distance(Region.geom, point), Region.code)
        .limit(1)
    ).scalar_one_or_none()
    if province is None:
        return {}
    region = session.execute(select(Region).where(Region.code == province.parent_code)).scalar_one()
    return {1: Area(region.code, region.names), 2: Area(province.code, province.names)}
