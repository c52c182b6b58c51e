"""For supervisors and load balancers."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from app.db.session import DatabaseDep
from app.publication.queries import read_version

router = APIRouter(include_in_schema=False)
_HEADERS = {"cache-control": "no-store"}


@router.get("/healthz")
def healthz() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"}, headers=_HEADERS)


@router.get("/readyz")
def readyz(database: DatabaseDep) -> JSONResponse:
    """The database answers, and holds a catalogue of our schema."""
    try:
        with database.read() as session:
            version = read_version(session)
    except SQLAlchemyError:
        return JSONResponse({"status": "database unavailable"}, 503, headers=_HEADERS)
    return JSONResponse({"status": "ok", "catalogue_version": version}, headers=_HEADERS)
