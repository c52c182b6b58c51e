"""The page of one project."""

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from app.errors import MovedError
from app.projects.detail import get_detail
from app.projects.history import read_history
from app.projects.related import similar_projects
from app.publication.public import public
from app.site.errors import PageRoute
from app.site.machine_forms import project_forms
from app.site.portfolio.context import PageDep
from app.site.project_map import locator
from app.site.project_page import build_page

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/{lang}/projects/{slug}", dependencies=[Depends(public)])
def project_page(slug: str, page: PageDep) -> Response:
    session, reference, language = page.session, page.reference, page.language
    try:
        document = get_detail(session, slug, reference, language, page.base_url)
    except MovedError as moved:
        return RedirectResponse(f"/{language}/projects/{moved.slug}", status_code=308)
    content = document.model_dump(mode="json")
    history = read_history(session, document.identifier)
    relatives = [*content["labels"]["part_of"], *content["labels"]["parts"]]
    built = build_page(
        content,
        reference,
        language,
        history=history,
        similar=similar_projects(session, document.identifier, relatives),
        locator=locator(page.outlines(), content["locations"]),
    )
    revised_at = history.revisions[0].made_at
    forms = project_forms(content, revised_at, reference, page.base_url, language)
    path = f"/projects/{document.slug}"
    return page.show("project.html", path, page=built, forms=forms, **forms.head)
