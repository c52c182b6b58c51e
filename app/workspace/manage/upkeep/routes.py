"""The home of administration, what visitors report, and how fresh the catalogue is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from app.auth.dependencies import require
from app.auth.invitations.listing import list_invitations
from app.auth.users.queries import UserFilter, count_users
from app.codelists import ReportState
from app.kit.storable import StorableText
from app.permissions.roles import Permission
from app.review.freshness.escalation import STEP_PAUSE
from app.review.freshness.listing import list_due, list_scores
from app.review.freshness.queries import read_today
from app.review.freshness.schemas import WHEN, DueQuery
from app.review.manage.organisations.listing import list_organisations
from app.review.manage.organisations.schemas import OrganisationsQuery
from app.review.manage.projects.listing import list_projects
from app.review.manage.projects.schemas import ProjectsQuery
from app.review.reports.schemas import ReportsQuery
from app.review.reports.triage import list_reports
from app.workspace.context import WorkspacePage, WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.manage.frame import BLANK, PAGE_SIZE, Filter, address, show
from app.workspace.manage.upkeep.freshness import by_need

router = APIRouter(
    prefix="/{lang}/workspace/manage", include_in_schema=False, route_class=WorkspaceRoute
)
Cursor = Annotated[StorableText | None, BLANK, Field(max_length=1000)]
MANAGER = [Depends(require(Permission.CATALOGUE_MANAGE))]
SORTER = [Depends(require(Permission.REPORTS_TRIAGE))]


class ReportsFilter(Filter):
    """`all`: of both states."""

    state: Annotated[ReportState | None, BLANK] = None
    cursor: Cursor = None


class DueFilter(Filter):
    when: WHEN = "due"
    organisation: Annotated[
        StorableText | None, BLANK, Field(max_length=100, pattern="^[a-z0-9-]+$")
    ] = None
    cursor: Cursor = None


@router.get("", dependencies=MANAGER)
def home_page(page: WorkspacePageDep) -> HTMLResponse:
    return show(page, "home", "home", counts=_counts(page))


def _counts(page: WorkspacePage) -> dict[str, int]:
    session, user = page.session, page.asker.user
    counts = {
        "reports": list_reports(
            session, user, ReportsQuery(state=ReportState.NEW, limit=1)
        ).numberMatched,
        "freshness": list_due(session, user, DueQuery(limit=1)).numberMatched,
        "projects": list_projects(
            session, ProjectsQuery(archived=False, limit=1), user.language
        ).numberMatched,
        "organisations": list_organisations(
            session, OrganisationsQuery(limit=1), user.language
        ).numberMatched,
    }
    if user.may(Permission.USERS_MANAGE):
        counts["users"] = count_users(session, UserFilter(state="active"))
        counts["invitations"] = list_invitations(session, user.language, None, 1).numberMatched
    return counts


@router.get("/reports", dependencies=SORTER)
def reports_page(
    page: WorkspacePageDep, filters: Annotated[ReportsFilter, Query()]
) -> HTMLResponse:
    """Those that nobody answered yet, unless asked otherwise."""
    query = ReportsQuery(
        state=filters.state or ReportState.NEW, cursor=filters.cursor, limit=PAGE_SIZE
    )
    found = list_reports(page.session, page.asker.user, query)
    return show(
        page,
        "reports",
        "reports",
        found=found,
        state=query.state,
        following=address(filters, found.next),
    )


@router.get("/freshness", dependencies=MANAGER)
def freshness_page(page: WorkspacePageDep, filters: Annotated[DueFilter, Query()]) -> HTMLResponse:
    session, user = page.session, page.asker.user
    query = DueQuery(
        when=filters.when,
        organisation=filters.organisation,
        cursor=filters.cursor,
        limit=PAGE_SIZE,
    )
    found = list_due(session, user, query)
    scores = list_scores(session, user)
    return show(
        page,
        "freshness",
        "freshness",
        found=found,
        filters=filters,
        following=address(filters, found.next),
        scorecard=scores,
        scores=by_need(scores.items),
        today=read_today(session),
        pause_weeks=STEP_PAUSE.days // 7,
    )
