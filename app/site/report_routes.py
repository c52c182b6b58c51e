"""Pages to report an error in a project. They work without JavaScript."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.codelists import Language
from app.db.engine import UNREACHABLE
from app.db.session import DatabaseDep, ReadSession
from app.kit.forms import read_form
from app.projects.dependencies import BaseUrl
from app.publication.public import public
from app.review.reports.queries import named_project
from app.site.assets import Assets
from app.site.errors import PageRoute
from app.site.languages import PageLanguage
from app.site.report_form import ReportForm, empty_form, submit_form, unreachable_form
from app.site.routes import AssetsDep
from app.site.templating import render

router = APIRouter(
    prefix="/{lang}/projects/{slug}/report", include_in_schema=False, route_class=PageRoute
)
TypedForm = Annotated[Mapping[str, str], Depends(read_form)]


@router.get("")
def report_page(
    slug: str, language: PageLanguage, session: ReadSession, assets: AssetsDep, base_url: BaseUrl
) -> Response:
    project = named_project(session, slug)
    if project.slug != slug:
        return RedirectResponse(_address(language, project.slug), 308)
    return _form_page(empty_form(session, project, language), language, assets, base_url)


@router.post("")
def send_report(
    slug: str,
    request: Request,
    language: PageLanguage,
    typed: TypedForm,
    database: DatabaseDep,
    assets: AssetsDep,
    base_url: BaseUrl,
) -> Response:
    """The write is committed when its block ends, before the page that thanks is named."""
    address = request.client.host if request.client else None
    try:
        with database.write() as session:
            project = named_project(session, slug)
            slug = project.slug
            refused = submit_form(session, project, typed, language, address)
    except UNREACHABLE:
        refused = unreachable_form(slug, typed)
    if refused is not None:
        return _form_page(refused, language, assets, base_url)
    return RedirectResponse(f"{_address(language, slug)}/thanks", 303)


@router.get("/thanks", dependencies=[Depends(public)])
def thanks_page(
    slug: str, language: PageLanguage, session: ReadSession, assets: AssetsDep, base_url: BaseUrl
) -> Response:
    project = named_project(session, slug)
    path = f"/projects/{project.slug}/report/thanks"
    content = render(
        "report_thanks.html",
        language,
        assets=assets,
        base_url=base_url,
        path=path,
        slug=project.slug,
    )
    return HTMLResponse(content)


def _address(language: Language, slug: str) -> str:
    return f"/{language}/projects/{slug}/report"


def _form_page(form: ReportForm, language: Language, assets: Assets, base_url: str) -> Response:
    path = f"/projects/{form.slug}/report"
    content = render(
        "report.html", language, assets=assets, base_url=base_url, path=path, form=form
    )
    headers = {"Cache-Control": "no-store"}
    if form.retry_after is not None:
        headers["Retry-After"] = str(form.retry_after)
    return HTMLResponse(content, form.status, headers)
