"""Administration of reports: what visitors say is wrong."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.permissions.roles import Permission
from app.review.reports.schemas import (
    Closing,
    ReportList,
    ReportsQuery,
    ReportView,
    StartedSubmission,
)
from app.review.reports.triage import close, list_reports, read_report, start_from_report

router = APIRouter(
    prefix="/api/v1/manage/reports", tags=["Administration"], dependencies=[Depends(private)]
)
Sorter = Annotated[CurrentUser, Depends(require(Permission.REPORTS_TRIAGE))]


@router.get("", responses=refusals(400, 401, 403))
def read_reports(
    query: Annotated[ReportsQuery, Query()], user: Sorter, session: ReadSession
) -> ReportList:
    """The oldest first."""
    return list_reports(session, user, query)


@router.get("/{report_id}", responses=refusals(401, 403, 404))
def read_one(report_id: UUID, user: Sorter, session: ReadSession) -> ReportView:
    """With the submissions that were started from it."""
    return read_report(session, user, report_id)


@router.post("/{report_id}/close", responses=refusals(401, 403, 404, 409, body=True))
def close_one(report_id: UUID, body: Closing, user: Sorter, session: WriteSession) -> ReportView:
    """The e-mail of the reporter is deleted."""
    return close(session, user, report_id, body.reason)


@router.post(
    "/{report_id}/submission",
    status_code=201,
    responses=refusals(401, 403, 404, 409)
    | {200: {"model": StartedSubmission, "description": "Your draft, which was there already."}},
)
def start(
    report_id: UUID, user: Sorter, session: WriteSession, response: Response
) -> StartedSubmission:
    """Opens a draft about the project of the report; the report stays open until it is closed."""
    submission, new = start_from_report(session, user, report_id)
    response.status_code = 201 if new else 200
    response.headers["location"] = f"/api/v1/submissions/{submission.id}"
    return StartedSubmission(id=submission.id, number=submission.number)
