"""The map: the front door, and the bare one that other sites show in a frame."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from app.codelists import ClosedList, Language, Role
from app.i18n.catalogue import messages
from app.i18n.formats import BROWSER_LOCALES
from app.projects.cities import city_labels
from app.projects.criteria import Criteria
from app.projects.dependencies import BaseUrl
from app.projects.index_queries import count_off_the_map, read_titles
from app.projects.region_queries import count_by_area
from app.publication.public import public
from app.settings import Settings
from app.site.assets import Assets
from app.site.errors import PageRoute
from app.site.portfolio.context import PageDep
from app.site.portfolio.outlines import country_map
from app.site.routes import AssetsDep
from app.site.security_headers import content_security_policy
from app.site.structured_data import site_graph
from app.site.templating import render

router = APIRouter(include_in_schema=False, route_class=PageRoute)
API = "/api/v1"
NEIGHBOURS = "vendor/neighbours.json"
FIRST_TITLES = 6


@router.get("/{lang}/", dependencies=[Depends(public)])
def map_page(request: Request, context: PageDep) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    language, reference = context.language, context.reference
    elsewhere, levels = count_off_the_map(context.session)
    # What a selection shows is known to the scripts only.
    is_whole = not request.url.query
    return HTMLResponse(
        render(
            "map.html",
            language,
            assets=context.assets,
            base_url=context.base_url,
            path="/",
            config=_page_config(settings, context.assets, language),
            structured=site_graph(context.base_url, language),
            roles={role: reference.label(ClosedList.ROLE, role, language) for role in Role},
            first_titles=read_titles(context.session, language, FIRST_TITLES) if is_whole else [],
            elsewhere=elsewhere if is_whole else 0,
            levels=[
                (level, reference.label(ClosedList.LOCATION_LEVEL, level, language), count)
                for level, count in levels.items()
            ],
            tile_attribution=settings.tile_attribution if settings.tile_url else None,
        )
    )


@router.get("/{lang}/plain", dependencies=[Depends(public)])
def plain_map(context: PageDep) -> HTMLResponse:
    """Where the map leads a browser that runs no scripts: its picture, and every project."""
    counts = count_by_area(context.session, Criteria({}), 1)
    return context.show(
        "plain.html",
        "/plain",
        titles=read_titles(context.session, context.language),
        drawing=country_map(context.outlines(), counts),
    )


@router.get("/embed", dependencies=[Depends(public)])
def embedded_map(
    request: Request,
    assets: AssetsDep,
    base_url: BaseUrl,
    lang: Annotated[Language, Query()] = Language.FR,
) -> HTMLResponse:
    """The filters are read by the page itself, as on the map. Any site may frame it."""
    settings: Settings = request.app.state.settings
    content = render(
        "embed.html",
        lang,
        assets=assets,
        base_url=base_url,
        config=_page_config(settings, assets, lang),
        tile_attribution=settings.tile_attribution if settings.tile_url else None,
    )
    policy = content_security_policy(settings, frame_ancestors="*")
    return HTMLResponse(content, headers={"Content-Security-Policy": policy})


def _page_config(settings: Settings, assets: Assets, language: Language) -> dict[str, Any]:
    """What the map needs to know, in the page itself: no request more."""
    has_neighbours = NEIGHBOURS in assets.files
    return {
        "lang": language,
        "number_locale": BROWSER_LOCALES[language],
        "urls": {
            "index": f"{API}/index",
            "identifiers": f"{API}/identifiers",
            "suggestions": f"{API}/suggestions",
            "regions": f"{API}/regions.geojson",
            "project": f"/{language}/projects/{{slug}}",
            "map": f"/{language}/",
            "embed": "/embed",
            "neighbours": assets.url(NEIGHBOURS) if has_neighbours else None,
        },
        "cities": [] if settings.tile_url else city_labels(language),
        "tiles": {"url": settings.tile_url} if settings.tile_url else None,
        "messages": messages(language).for_scripts,
    }
