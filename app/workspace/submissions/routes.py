"""Pages of submissions for those who make them."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.i18n.formats import month_names
from app.review.visibility import find_submission
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.submissions.editor import editor_data

router = APIRouter(
    prefix="/{lang}/workspace/submissions", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("/{submission_id}/edit")
def edit_page(submission_id: UUID, page: WorkspacePageDep) -> HTMLResponse:
    submission = find_submission(page.session, page.user, submission_id)
    data = editor_data(page, submission.id)
    return page.show(
        "submission_edit.html",
        number=submission.number,
        months=month_names(page.language),
        page_data=data,
    )
