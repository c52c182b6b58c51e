"""The regions as plain rings, for small maps drawn without a browser."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Region

Ring = list[tuple[float, float]]
Outlines = dict[str, list[Ring]]
# A hundred metres: far finer than any picture.
DECIMALS = 3


def read_outlines(session: Session) -> Outlines:
    """Code of each region → outer rings of its simplified shape, longitude first."""
    rows = session.execute(
        select(Region.code, func.ST_AsGeoJSON(Region.geom_simplified, DECIMALS))
        .where(Region.admin_level == 1)
        .order_by(Region.code)
    )
    return {
        code: [
            [(point[0], point[1]) for point in polygon[0]]
            for polygon in json.loads(shape)["coordinates"]
        ]
        for code, shape in rows
    }
