"""Public pages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.codelists import Language
from app.site.assets import Assets
from app.site.errors import PageRoute
from app.site.languages import preferred_language
from app.site.templating import render

router = APIRouter(include_in_schema=False, route_class=PageRoute)


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


@router.get("/api/v1/docs")
def api_docs(assets: AssetsDep) -> HTMLResponse:
    return HTMLResponse(render("api_docs.html", Language.EN, assets=assets, base_url="", path="/"))
