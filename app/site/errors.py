"""Error pages, for those who read pages rather than JSON."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.codelists import Language
from app.site.languages import preferred_language
from app.site.templating import render


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api/", "/static/", "/healthz", "/readyz"))


def error_page(request: Request, status: int) -> HTMLResponse:
    """In the language of the address, else in the one the browser prefers."""
    first = request.url.path.strip("/").partition("/")[0]
    if first in set(Language):
        language = Language(first)
    else:
        language = preferred_language(request.headers.get("accept-language", ""))
    content = render(
        "error.html",
        language,
        assets=request.app.state.assets,
        base_url="",
        path="/",
        status=status,
    )
    return HTMLResponse(content, status_code=status, headers={"Cache-Control": "no-cache"})
