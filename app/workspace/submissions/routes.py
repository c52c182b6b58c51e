"""Pages of submissions for those who make them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.codelists import SubmissionState
from app.i18n.formats import month_names
from app.permissions.transitions import Act
from app.review.submissions.filters import Sort, SubmissionsQuery
from app.review.submissions.queries import list_sendings, list_submissions
from app.review.submissions.view import view
from app.review.visibility import find_submission
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.organisations import own_organisations
from app.workspace.submissions.changes import show_changes
from app.workspace.submissions.editor import editor_data
from app.workspace.submissions.timeline import timeline
from app.workspace.wording import Wording

PAGE_SIZE = 25
router = APIRouter(
    prefix="/{lang}/workspace/submissions", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("")
def submissions_page(
    page: WorkspacePageDep,
    state: Annotated[SubmissionState | None, Query()] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> HTMLResponse:
    """One's own, and those of the organisations that one acts for."""
    query = SubmissionsQuery(
        mine=True,
        state=[state] if state else [],
        sort=Sort.UPDATED_DOWN,
        cursor=cursor,
        limit=PAGE_SIZE,
    )
    return page.show(
        "submissions.html",
        found=list_submissions(page.session, page.asker, query),
        state=state,
        states=list(SubmissionState),
        organisations=own_organisations(page.session, page.user.organisation_ids, page.language),
    )


@router.get("/{submission_id}")
def submission_page(submission_id: UUID, page: WorkspacePageDep) -> HTMLResponse:
    submission = find_submission(page.session, page.user, submission_id)
    shown = view(page.session, page.asker, submission)
    return page.show(
        "submission.html",
        submission=shown,
        changes=show_changes(shown.changes, Wording(page.reference, page.language)),
        steps=timeline(shown, list_sendings(page.session, submission.id)),
        sent="sent" in page.request.query_params,
    )


@router.get("/{submission_id}/edit")
def edit_page(submission_id: UUID, page: WorkspacePageDep) -> Response:
    submission = find_submission(page.session, page.user, submission_id)
    shown = view(page.session, page.asker, submission)
    if Act.EDIT not in shown.acts:
        return RedirectResponse(f"/{page.language}/workspace/submissions/{submission_id}", 303)
    return page.show(
        "submission_edit.html",
        number=submission.number,
        organisation=shown.organisation,
        organisations=own_organisations(page.session, page.user.organisation_ids, page.language),
        months=month_names(page.language),
        page_data=editor_data(page, submission.id),
    )
