"""`/api/v1/manage/audit`: what was done, by whom and how."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.audit import csv
from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import DatabaseDep, ReadSession
from app.kit import csv_cells
from app.kit.streaming import stream
from app.permissions.roles import Permission
from app.review.audit_log.listing import read_page, wanted
from app.review.audit_log.schemas import AuditFilters, AuditList, AuditQuery

router = APIRouter(
    prefix="/api/v1/manage",
    tags=["Administration"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403),
)
Auditor = Annotated[CurrentUser, Depends(require(Permission.AUDIT_READ))]


@router.get("/audit")
def read_audit(
    query: Annotated[AuditQuery, Query()], session: ReadSession, _user: Auditor
) -> AuditList:
    return read_page(session, query)


@router.get(
    "/audit.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def audit_csv(
    filters: Annotated[AuditFilters, Query()], database: DatabaseDep, _user: Auditor
) -> Response:
    """All of them, for spreadsheets."""

    def write() -> Iterator[bytes]:
        with database.read() as session:
            yield from csv.write_csv(session, wanted(filters))

    headers = {"content-disposition": 'attachment; filename="kharita-audit.csv"'}
    return stream(write, csv_cells.MEDIA_TYPE, headers)
