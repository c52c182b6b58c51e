"""Projects in the workspace: to find one, to propose a change to it, to confirm it."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.errors import NotFoundError
from app.review.freshness.queries import read_due, read_today
from app.review.freshness.service import may_answer
from app.review.history.queries import list_entries
from app.review.reports.queries import named_project
from app.site.texts import local_text
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.organisations import own_organisations, slugs_of
from app.workspace.projects.queries import (
    find_projects,
    is_discussed_by,
    of_organisations,
    open_submissions,
)

PAGE_SIZE = 25
MAX_PAGE = 1000
REVISIONS = 8
router = APIRouter(
    prefix="/{lang}/workspace/projects", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("")
def projects_page(
    page: WorkspacePageDep,
    q: Annotated[str, Query(max_length=200)] = "",
    scope: Annotated[str, Query(pattern="^(mine|all)$")] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=MAX_PAGE)] = 1,
) -> HTMLResponse:
    """Of one's own organisations first; words are looked for in the whole catalogue, unless it is
    said otherwise."""
    session, user = page.session, page.user
    words = q.replace("\x00", "").strip()
    mine = scope == "mine" or (scope == "" and not words and bool(user.organisation_ids))
    today = read_today(session)
    slugs = slugs_of(session, user.organisation_ids)
    matched, projects = find_projects(
        session,
        user,
        page.reference,
        page.language,
        words=words or None,
        within=of_organisations(user.organisation_ids, slugs) if mine else None,
        today=today,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    return page.show(
        "workspace_projects.html",
        today=today,
        words=words,
        mine=mine,
        matched=matched,
        projects=projects,
        organisations=own_organisations(session, user.organisation_ids, page.language),
        number=number,
        last=max(1, -(-matched // PAGE_SIZE)),
    )


@router.get("/{name}")
def project_page(name: str, page: WorkspacePageDep) -> Response:
    session, user = page.session, page.user
    project = named_project(session, name)
    if project.identifier != name:
        address = f"/{page.language}/workspace/projects/{project.identifier}"
        return RedirectResponse(address, 302)
    today = read_today(session)
    due = None if project.archived_at else read_due(session, project, today)
    title = local_text(project.title, page.language)
    if title is None:
        raise NotFoundError("The project has no title")
    return page.show(
        "workspace_project.html",
        project=project,
        title=title,
        due=due,
        today=today,
        may_confirm=due is not None and may_answer(user, due),
        steward=due.steward if due else None,
        revisions=list_entries(session, project, REVISIONS),
        submissions=open_submissions(session, user, [project.id]).get(project.id, []),
        organisations=own_organisations(session, user.organisation_ids, page.language),
        discussed=is_discussed_by(session, user, project.id),
    )
