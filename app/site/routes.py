"""Public pages."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.codelists import Language
from app.i18n.catalogue import messages
from app.i18n.formats import BROWSER_LOCALES
from app.projects.dependencies import BaseUrl
from app.publication.public import public
from app.settings import Settings
from app.site.assets import Assets
from app.site.errors import PageRoute
from app.site.languages import PageLanguage, preferred_language
from app.site.structured_data import site_graph
from app.site.templating import render

router = APIRouter(include_in_schema=False, route_class=PageRoute)
API = "/api/v1"
NEIGHBOURS = "vendor/neighbours.json"


def get_assets(request: Request) -> Assets:
    assets: Assets = request.app.state.assets
    return assets


AssetsDep = Annotated[Assets, Depends(get_assets)]


@router.get("/")
def root(request: Request) -> Response:
    language = preferred_language(request.headers.get("accept-language", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(
        f"/{language}/{query}",
        status_code=302,
        headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"},
    )


@router.get("/{lang}/", dependencies=[Depends(public)])
def map_page(
    request: Request, language: PageLanguage, assets: AssetsDep, base_url: BaseUrl
) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    config = _page_config(settings, assets, language)
    return HTMLResponse(
        render(
            "map.html",
            language,
            assets=assets,
            base_url=base_url,
            path="/",
            config=config,
            structured=site_graph(base_url, language),
            tile_attribution=settings.tile_attribution if settings.tile_url else None,
        )
    )


@router.get("/api/v1/docs")
def api_docs(assets: AssetsDep) -> HTMLResponse:
    return HTMLResponse(render("api_docs.html", Language.EN, assets=assets, base_url="", path="/"))


def _page_config(settings: Settings, assets: Assets, language: Language) -> dict[str, Any]:
    """What the map needs to know, in the page itself: no request more."""
    has_neighbours = NEIGHBOURS in assets.files
    return {
        "lang": language,
        "number_locale": BROWSER_LOCALES[language],
        "urls": {
            "projects": f"{API}/projects",
            "projects_geojson": f"{API}/projects.geojson",
            "projects_csv": f"{API}/projects.csv",
            "regions": f"{API}/regions.geojson",
            "project": f"/{language}/projects/{{slug}}",
            "neighbours": assets.url(NEIGHBOURS) if has_neighbours else None,
        },
        "tiles": {"url": settings.tile_url} if settings.tile_url else None,
        "messages": messages(language).for_scripts,
    }
