"""The reviewers' pages: the queue, and a submission beside what is published."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.auth.dependencies import require
from app.permissions.roles import Permission
from app.permissions.transitions import Act
from app.review.submissions.queries import list_sendings, list_submissions
from app.review.submissions.view import view
from app.review.visibility import find_submission
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.review.comparison import compare
from app.workspace.review.page_data import review_data
from app.workspace.review.queue import Filter, choices, choose, next_in_queue, wanted
from app.workspace.submissions.timeline import timeline
from app.workspace.wording import Wording

router = APIRouter(
    prefix="/{lang}/workspace/queue",
    include_in_schema=False,
    route_class=WorkspaceRoute,
    dependencies=[Depends(require(Permission.SUBMISSIONS_REVIEW))],
)


@router.get("")
def queue_page(
    page: WorkspacePageDep, request: Request, filters: Annotated[Filter, Query()]
) -> HTMLResponse:
    """What waits for an answer, the oldest first unless asked otherwise."""
    return page.show(
        "review/queue.html",
        found=list_submissions(page.session, page.asker, wanted(filters)),
        filters=filters,
        choices=choices(page),
        done="done" in request.query_params,
    )


@router.get("/next")
def next_page(page: WorkspacePageDep, after: UUID | None = None) -> Response:
    """Leads to the submission that waits next, or back to the queue when none does."""
    following = next_in_queue(page.session, page.asker, after)
    home = f"/{page.language}/workspace/queue"
    return RedirectResponse(f"{home}/{following}" if following else f"{home}?done=1", 303)


@router.get("/{submission_id}")
def review_page(submission_id: UUID, page: WorkspacePageDep) -> Response:
    submission = find_submission(page.session, page.user, submission_id)
    shown = view(page.session, page.asker, submission)
    changes = compare(shown.changes, Wording(page.reference, page.language))
    reviewing = Act.DECIDE in shown.acts
    return page.show(
        "review/submission.html",
        submission=shown,
        changes=changes,
        steps=timeline(shown, list_sendings(page.session, submission.id)),
        regions=choose(page, submission.regions),
        reviewing=reviewing,
        decided=sum(change.view.decision is not None for change in changes),
        accepted=sum(change.view.decision == "accepted" for change in changes),
        page_data=review_data(page, shown),
    )
