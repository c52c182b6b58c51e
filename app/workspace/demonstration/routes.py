"""Who to sign in as in the demonstration, and what to try; nowhere else is there such a page."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.session import ReadSession
from app.demonstration.people import PASSWORD, PEOPLE
from app.demonstration.proposals import PUBLISHED
from app.demonstration.queries import is_demonstration
from app.errors import NotFoundError
from app.workspace.context import OpenPageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.organisations import names_by_slug

router = APIRouter(prefix="/{lang}", include_in_schema=False, route_class=WorkspaceRoute)


@router.get("/demonstration")
def demonstration_page(page: OpenPageDep, session: ReadSession) -> HTMLResponse:
    if not page.assets.demonstration or not is_demonstration(session.connection()):
        raise NotFoundError("This is not a demonstration")
    slugs = [person.organisation for person in PEOPLE if person.organisation is not None]
    return page.show(
        "demonstration.html",
        people=PEOPLE,
        password=PASSWORD,
        organisations=names_by_slug(session, slugs, page.language),
        published=PUBLISHED,
    )
