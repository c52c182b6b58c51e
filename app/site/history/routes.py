"""The public history of a project: its revisions, two of them beside each other, one as it was."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response

from app.errors import NotFoundError
from app.models import Project
from app.projects.detail import describe
from app.projects.document import ProjectDocument
from app.projects.history import History
from app.publication.public import public
from app.review.changes import assemble, flatten
from app.review.history.comparing import compare_snapshots
from app.review.history.queries import find_project, list_entries, read_revision
from app.site.errors import PageRoute
from app.site.history.page import make_row, make_step
from app.site.history.wording import Wording
from app.site.portfolio.context import PageContext, PageDep
from app.site.project_map import locator
from app.site.project_page import build_page, local_text

router = APIRouter(include_in_schema=False, route_class=PageRoute, dependencies=[Depends(public)])
MOST = 100
Number = Annotated[str | None, Query(max_length=20)]


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise NotFoundError(f"'{text[:20]}' is not the number of a revision")
    return int(text)


def _moved(page: PageContext, project: Project, slug: str, rest: str) -> Response | None:
    if slug == project.slug:
        return None
    return RedirectResponse(f"/{page.language}/projects/{project.slug}/history{rest}", 308)


@router.get("/{lang}/projects/{slug}/history")
def history_page(
    slug: str,
    page: PageDep,
    before: Annotated[Number, Query(alias="from")] = None,
    after: Annotated[Number, Query(alias="to")] = None,
    below: Number = None,
) -> Response:
    project = find_project(page.session, slug)
    moved = _moved(page, project, slug, "")
    if moved is not None:
        return moved
    wording = Wording(page.reference, page.language)
    older_than = _number(below) if below else None
    entries = list_entries(page.session, project, MOST, older_than)
    compared, query = None, f"?below={older_than}" if older_than else ""
    if before and after:
        first, last = _number(before), _number(after)
        old = read_revision(page.session, project, first)
        new = read_revision(page.session, project, last)
        rows = [make_row(change, wording)
                for change in compare_snapshots(old.snapshot, new.snapshot)]  # fmt: skip
        compared, query = {"before": old, "after": new, "rows": rows}, f"?from={first}&to={last}"
    return page.show(
        "history.html",
        f"/projects/{project.slug}/history",
        query,
        project=project,
        title=local_text(project.title, page.language),
        steps=[make_step(entry, wording) for entry in entries],
        older=entries[-1].number if entries and entries[-1].number > 1 else None,
        compared=compared,
    )


@router.get("/{lang}/projects/{slug}/history/{number}")
def version_page(slug: str, number: str, page: PageDep) -> Response:
    """The project as it was published at a revision, in today's frame."""
    project = find_project(page.session, slug)
    moved = _moved(page, project, slug, f"/{_number(number)}")
    if moved is not None:
        return moved
    revision = read_revision(page.session, project, _number(number))
    document = describe(
        page.session,
        project,
        ProjectDocument.model_validate(assemble(flatten(revision.snapshot))),
        page.reference,
        page.language,
        page.base_url,
    )
    content = document.model_dump(mode="json")
    content["labels"]["parts"] = {}
    built = build_page(
        content,
        page.reference,
        page.language,
        history=History([], project.archived_at, project.archive_reason),
        similar=[],
        locator=locator(page.outlines(), content["locations"]),
    )
    path = f"/projects/{project.slug}/history/{revision.number}"
    return page.show("project_version.html", path, page=built, revision=revision, project=project)
