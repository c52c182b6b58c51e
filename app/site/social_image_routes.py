"""Pictures of pages, for the social networks that show one beside a link."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.codelists import Language
from app.errors import NotFoundError
from app.i18n.catalogue import messages
from app.projects.criteria import build_criteria
from app.projects.dependencies import Catalogue, CatalogueDep, PublicationDep
from app.projects.detail import get_detail
from app.projects.filters import Filters
from app.projects.queries import count
from app.projects.region_queries import count_by_area
from app.publication.public import public
from app.regions.outlines import Outlines, read_outlines
from app.site.languages import PageLanguage
from app.site.social_image import Picture, draw
from app.site.social_image_content import drawn_language, portfolio_picture, project_picture

router = APIRouter(include_in_schema=False, dependencies=[Depends(public)])


def get_outlines(catalogue: CatalogueDep, publication: PublicationDep) -> Outlines:
    return publication.memo("outlines", lambda: read_outlines(catalogue.session))


OutlinesDep = Annotated[Outlines, Depends(get_outlines)]


def _answer(request: Request, picture: Picture, outlines: Outlines) -> Response:
    if request.url.query:
        # One address for each picture: drawing costs too much to be asked for in many names.
        return RedirectResponse(request.url.path, status_code=308)
    return Response(draw(picture, outlines), media_type="image/png")


def _portfolio(
    catalogue: Catalogue, filters: Filters, title: str, caption: str, language: Language
) -> Picture:
    criteria = build_criteria(catalogue.session, filters, catalogue.reference)
    numbers = count(catalogue.session, criteria, filters)
    by_region = count_by_area(catalogue.session, criteria, 1)
    return portfolio_picture(title, caption, numbers.matched, by_region, language)


@router.get("/{lang}/kharita.png")
def site_picture(
    request: Request, language: PageLanguage, catalogue: CatalogueDep, outlines: OutlinesDep
) -> Response:
    language = drawn_language(language)
    gettext = messages(language).gettext
    title = gettext("Carte des projets Migration et Développement au Maroc")
    picture = _portfolio(catalogue, Filters(), title, gettext("Projets par région"), language)
    return _answer(request, picture, outlines)


@router.get("/{lang}/projects/{slug}.png")
def picture_of_project(
    slug: str,
    request: Request,
    language: PageLanguage,
    catalogue: CatalogueDep,
    outlines: OutlinesDep,
) -> Response:
    shown = drawn_language(language)
    detail = get_detail(catalogue.session, slug, catalogue.reference, shown, "")
    document = detail.model_dump(mode="json")
    return _answer(request, project_picture(document, catalogue.reference, shown), outlines)


@router.get("/{lang}/regions/{code}.png")
def picture_of_region(
    code: str,
    request: Request,
    language: PageLanguage,
    catalogue: CatalogueDep,
    outlines: OutlinesDep,
) -> Response:
    if code not in catalogue.reference.regions:
        raise NotFoundError(f"No region has the code '{code[:20]}'")
    language = drawn_language(language)
    name = catalogue.reference.area_name(code, language)
    picture = _portfolio(catalogue, Filters(region=[code]), name, "", language)
    alone = {code: picture.shades.get(code, 1.0)}
    return _answer(request, replace(picture, shades=alone), outlines)


@router.get("/{lang}/organisations/{slug}.png")
def picture_of_organisation(
    slug: str,
    request: Request,
    language: PageLanguage,
    catalogue: CatalogueDep,
    outlines: OutlinesDep,
) -> Response:
    reference = catalogue.reference
    if slug in reference.merged:
        address = f"/{language}/organisations/{reference.merged[slug]}.png"
        return RedirectResponse(address, status_code=308)
    if slug not in reference.organisations:
        raise NotFoundError(f"No organisation is named '{slug[:100]}'")
    language = drawn_language(language)
    picture = _portfolio(
        catalogue,
        Filters(organisation=[slug]),
        reference.organisation_name(slug, language),
        messages(language).gettext("Projets par région"),
        language,
    )
    return _answer(request, picture, outlines)
