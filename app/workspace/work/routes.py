"""My work: what is due, what waits for me, what happened."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.analysis.overlaps.listing import count_open_pairs
from app.codelists import OverlapKind, ReportState, SubmissionState
from app.permissions.roles import Permission
from app.review.freshness.listing import list_due
from app.review.freshness.queries import read_today
from app.review.freshness.schemas import DueList, DueQuery
from app.review.reports.schemas import ReportsQuery
from app.review.reports.triage import list_reports
from app.review.submissions.filters import Sort, SubmissionsQuery
from app.review.submissions.queries import list_submissions
from app.review.submissions.schemas import SubmissionList
from app.workspace.context import WorkspacePage, WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.organisations import own_organisations
from app.workspace.work.happenings import happenings

MOST = 8
OLDEST = 5
router = APIRouter(prefix="/{lang}/workspace", include_in_schema=False, route_class=WorkspaceRoute)


@router.get("/")
def work_page(page: WorkspacePageDep) -> HTMLResponse:
    user = page.user
    reviews = user.may(Permission.SUBMISSIONS_REVIEW)
    return page.show(
        "my_work.html",
        due=_due(page),
        today=read_today(page.session),
        mine=_submissions(
            page,
            [SubmissionState.CHANGES_REQUESTED, SubmissionState.DRAFT],
            Sort.UPDATED_DOWN,
            mine=True,
        ),
        sent=_submissions(
            page,
            [SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW],
            Sort.UPDATED_DOWN,
            mine=True,
        ),
        queue=_submissions(
            page, [SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW], Sort.AGE, mine=False
        )
        if reviews
        else None,
        reports=list_reports(
            page.session, page.asker.user, ReportsQuery(state=ReportState.NEW, limit=OLDEST)
        )
        if user.may(Permission.REPORTS_TRIAGE)
        else None,
        duplicates=count_open_pairs(page.session, OverlapKind.LIKELY_DUPLICATE)
        if reviews
        else None,
        happened=happenings(page.session, user.id, page.language, MOST),
        organisations=own_organisations(page.session, user.organisation_ids, page.language),
    )


def _due(page: WorkspacePage) -> DueList:
    """Of one's own organisations, those of the next weeks too; who reads all sees what is due."""
    user = page.asker.user
    mine = bool(user.organisation_ids) or not user.may(Permission.SUBMISSIONS_READ_ALL)
    query = DueQuery(when="soon" if mine else "due", mine=mine, limit=MOST)
    return list_due(page.session, user, query)


def _submissions(
    page: WorkspacePage, states: list[SubmissionState], sort: Sort, *, mine: bool
) -> SubmissionList:
    limit = MOST if mine else OLDEST
    query = SubmissionsQuery(state=states, sort=sort, mine=mine, limit=limit)
    return list_submissions(page.session, page.asker, query)
