"""`POST /api/v1/reports`: a visitor tells what is wrong in a project."""

from fastapi import APIRouter, Request, Response

from app.codelists import ReportState
from app.db.session import WriteSession
from app.kit.schemas import Problem
from app.review.reports.queries import named_project
from app.review.reports.schemas import NewReport, ReportReceipt
from app.review.reports.service import take_report

router = APIRouter(prefix="/api/v1", tags=["Reports"])


@router.post(
    "/reports",
    status_code=201,
    responses={
        400: {"model": Problem, "description": "The body is not JSON."},
        404: {"model": Problem, "description": "There is no such project."},
        413: {"model": Problem, "description": "The body is too large."},
        415: {"model": Problem, "description": "The body is of another media type."},
        422: {"model": Problem, "description": "`errors` points to each field that is wrong."},
        429: {"model": Problem, "description": "More than 5 in an hour; see Retry-After."},
        503: {"model": Problem, "description": "Nothing was kept; see Retry-After."},
    },
)
def send_report(
    new: NewReport, request: Request, response: Response, session: WriteSession
) -> ReportReceipt:
    """Kept for those who look after the catalogue. The same report within a day is kept once."""
    response.headers["cache-control"] = "no-store"
    project = named_project(session, new.project)
    report = take_report(session, project, new, request.client.host if request.client else None)
    return ReportReceipt(
        id=report.id,
        project=project.identifier,
        state=ReportState(report.state),
        created_at=report.created_at,
    )
