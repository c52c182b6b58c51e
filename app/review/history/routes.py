"""Public API of history: what was published, without the name of any person."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from app.db.session import ReadSession
from app.kit.schemas import Problem
from app.projects.document import ProjectDocument
from app.publication.public import public, refuse_repeated
from app.review.changes import assemble, flatten
from app.review.history.catalogue_queries import Interval, count_changed, read_changed
from app.review.history.queries import find_project, read_revision
from app.review.history.schemas import (
    Blame,
    CatalogueChanges,
    ChangesQuery,
    Comparison,
    RevisionList,
    RevisionsQuery,
)
from app.review.history.views import blame, changed_project, comparison, revision_list

router = APIRouter(
    prefix="/api/v1",
    tags=["History"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A parameter is wrong."}},
)
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such project or revision."}
}


@router.get("/projects/{identifier}/revisions", responses=_MISSING)
def read_revisions(
    identifier: str, query: Annotated[RevisionsQuery, Query()], session: ReadSession
) -> RevisionList:
    """How the project came to be as it is, the newest revision first."""
    return revision_list(session, find_project(session, identifier), query)


@router.get(
    "/projects/{identifier}/revisions/{number}",
    response_model=None,
    responses={**_MISSING, 200: {"model": ProjectDocument}},
)
def read_document_as_it_was(identifier: str, number: int, session: ReadSession) -> dict[str, Any]:
    """The project document as this revision published it."""
    revision = read_revision(session, find_project(session, identifier), number)
    return {**assemble(flatten(revision.snapshot)), "revision": revision.number}


@router.get("/projects/{identifier}/revisions/{before}/diff/{after}", responses=_MISSING)
def compare_revisions(identifier: str, before: int, after: int, session: ReadSession) -> Comparison:
    """What differs between two revisions, in either order."""
    return comparison(session, find_project(session, identifier), before, after)


@router.get("/projects/{identifier}/blame", responses=_MISSING)
def read_blame(identifier: str, session: ReadSession) -> Blame:
    """For each value of the project, the revision that set it, and the sources that bear it out."""
    return blame(session, find_project(session, identifier))


@router.get("/changes")
def read_changes(query: Annotated[ChangesQuery, Query()], session: ReadSession) -> CatalogueChanges:
    """What changed in the catalogue between two moments, project by project."""
    interval = Interval(query.first, query.end)
    found = read_changed(session, interval, query.limit + 1, query.cursor)
    items = found[: query.limit]
    return CatalogueChanges(
        numberMatched=count_changed(session, interval),
        items=[changed_project(each) for each in items],
        next=items[-1].identifier if len(found) > len(items) else None,
    )
