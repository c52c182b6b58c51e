"""Where a project takes place, as an IATI `location`."""

from collections.abc import Mapping
from typing import Any

from app.codelists import Language, LocationLevel
from app.exchange.iati.narratives import Texts, joined, write_texts
from app.kit.xml_stream import XmlStream
from app.projects.reference import Reference

_WGS_84 = {"srsName": "http://www.opengis.net/def/crs/EPSG/0/4326"}
_OF_THE_WORK = {"code": "1"}  # IATI GeographicLocationReach: not where its beneficiaries live
_ADMINISTRATIVE = {"code": "1"}  # IATI GeographicLocationClass
_ISO_COUNTRY = "A4"
_AREAS = (LocationLevel.PROVINCE, LocationLevel.REGION)


def write_location(stream: XmlStream, location: Mapping[str, Any], reference: Reference) -> None:
    """The whole country is none: a location of IATI lies within one. Regions and provinces go by
    their names, for the vocabularies of IATI do not have ISO 3166-2."""
    level = location["level"]
    if level == LocationLevel.NATIONAL:
        return
    codes = [location["province"], location["region"]]
    areas = [_names(reference, code) for code in codes if code is not None]
    own: Texts = areas.pop(0) if level in _AREAS else {}
    with stream.element("location"):
        stream.add("location-reach", attributes=_OF_THE_WORK)
        write_texts(stream, "name", {Language.FR: location["name"], **own})
        write_texts(stream, "description", joined(areas))
        country = {"code": location["country"], "vocabulary": _ISO_COUNTRY}
        stream.add("administrative", attributes=country)
        _write_point(stream, location)
        if level in _AREAS:
            stream.add("location-class", attributes=_ADMINISTRATIVE)


def _write_point(stream: XmlStream, location: Mapping[str, Any]) -> None:
    if location["point"] is None:
        return
    longitude, latitude = location["point"]
    with stream.element("point", _WGS_84):
        stream.add("pos", f"{_degrees(latitude)} {_degrees(longitude)}")
    stream.add("exactness", attributes={"code": location["exactness"]})


def _degrees(value: float) -> str:
    """Never in the notation of powers of ten."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _names(reference: Reference, code: str) -> Texts:
    return reference.provinces.get(code) or reference.regions.get(code) or {}
