"""Whether proposed places lie where they say: the rules that the files of the catalogue obey."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models import Region
from app.projects.parts import COASTAL_TOLERANCE
from app.review.changes import FieldProblem, parse_path

_DISTANCES = text("""
SELECT names ->> 'fr' AS name,
    ST_Distance(geom, ST_SetSRID(ST_MakePoint(:x, :y), 4326)) AS away,
    ST_Distance(geom, ST_SetSRID(ST_MakePoint(:y, :x), 4326)) AS turned
FROM regions WHERE code = :code
""")


class Area(NamedTuple):
    level: int
    parent: str | None


def place_problems(session: Session, values: Mapping[str, JsonValue]) -> Iterator[FieldProblem]:
    places = {
        path: value
        for path, value in values.items()
        if path.startswith("locations[") and isinstance(value, dict)
    }
    if not places:
        return
    rows = session.execute(select(Region.code, Region.admin_level, Region.parent_code))
    areas = {code: Area(level, parent) for code, level, parent in rows}
    for path, place in places.items():
        for member, detail in _faults(session, areas, place):
            yield FieldProblem(path, f"{parse_path(path).pointer}/{member}", detail)


def _faults(
    session: Session, areas: Mapping[str, Area], place: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    region, province = place.get("region"), place.get("province")
    area: str | None = None
    if isinstance(region, str):
        if region not in areas or areas[region].level != 1:
            yield "region", "there is no such region"
        else:
            area = region
    if isinstance(province, str):
        found = areas.get(province)
        if found is None or found.level != 2:
            yield "province", "there is no such province or prefecture"
        else:
            if found.parent != region:
                yield "province", f"this province lies in {found.parent}, not in {region}"
            area = province
    if area is not None:
        yield from _point_faults(session, area, place.get("point"))


def _point_faults(session: Session, area: str, point: object) -> Iterator[tuple[str, str]]:
    if not isinstance(point, list) or len(point) != 2:
        return
    if not all(isinstance(value, int | float) and abs(value) <= 180 for value in point):
        return
    found = session.execute(_DISTANCES, {"x": point[0], "y": point[1], "code": area}).one()
    if found.away > COASTAL_TOLERANCE:
        turned = found.turned <= COASTAL_TOLERANCE
        advice = "write the longitude first" if turned else "correct the point or the place"
        yield "point", f"the point lies {found.away:.2f}° outside {found.name}: {advice}"
