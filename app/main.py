"""Wiring of the web application. `kharita serve` runs `create_app` by its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.analysis.bitmaps.upkeep import bitmap_upkeep
from app.api import problems
from app.api.metrics import make_registry
from app.api.routers import ROUTERS
from app.auth.private import PrivateAnswers
from app.db.engine import database_url, make_database
from app.kit.body_limit import BodyLimit
from app.kit.methods import allowed_methods
from app.kit.request_metrics import RequestMetrics
from app.notices.sending import mail_sender
from app.publication.cache import ResponseCache
from app.publication.middleware import PublicationMiddleware
from app.publication.public import Publication
from app.publication.watcher import VersionWatcher
from app.review.retention import retention
from app.settings import Settings
from app.site.analysis.routers import ROUTERS as ANALYSIS
from app.site.assets import MOUNT, Assets
from app.site.errors import error_page, wants_page
from app.site.history.routes import router as history_pages
from app.site.machine_routes import router as machine_files
from app.site.map_routes import router as map_pages
from app.site.portfolio.routes import router as portfolio_pages
from app.site.project_routes import router as project_pages
from app.site.report_routes import router as report_pages
from app.site.routes import router as pages
from app.site.security_headers import SecurityHeaders
from app.site.social_image_routes import router as pictures
from app.workspace.routes import ROUTERS as WORKSPACE

DESCRIPTION = (
    "Migration & Development projects in Morocco, open data (CC BY 4.0). Every list takes the "
    "same filters; values of one filter are alternatives, different filters are all required. "
    "Errors are problem documents (RFC 9457) that say how to mend the request."
)
MAX_BODY = 64 * 1024
# A whole project, with its texts in three languages, may be proposed at once.
LARGER_BODIES = {"/api/v1/submissions": 1024 * 1024}


def _version() -> str:
    try:
        return version("kharita")
    except PackageNotFoundError:
        return "0"


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    database = make_database(settings)
    cache = ResponseCache(settings.cache_bytes)
    watcher = VersionWatcher(database_url(settings), cache.clear)
    background = [
        watcher,
        retention(database),
        bitmap_upkeep(database),
        *mail_sender(database, settings),
    ]

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        for work in background:
            await work.start()
        yield
        for work in reversed(background):
            await work.stop()
        database.dispose()

    app = FastAPI(
        title="Kharita",
        version=_version(),
        description=DESCRIPTION,
        license_info={"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"},
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.publication = Publication(watcher, cache)
    app.state.assets = Assets(demonstration=settings.environment == "demonstration")
    app.state.metrics = make_registry(database, cache)
    site = (
        machine_files, pictures, pages, map_pages, project_pages, history_pages, portfolio_pages,
        report_pages, *ANALYSIS,
    )  # fmt: skip
    for router in (*ROUTERS, *site, *WORKSPACE):
        app.include_router(router)
    app.mount(MOUNT, app.state.assets)
    problems.install(app)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(PrivateAnswers)
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY, larger=LARGER_BODIES)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.add_middleware(PublicationMiddleware, cache=cache, freshness=watcher)
    app.add_middleware(RequestMetrics, registry=app.state.metrics)
    return app


def _http_error(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and wants_page(request):
        page = error_page(request, error.status_code)
        if error.status_code == 405:
            page.headers["Allow"] = allowed_methods(request)
        return page
    return problems.http_error(request, error)
