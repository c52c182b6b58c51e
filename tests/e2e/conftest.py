"""A real Chromium on the real catalogue. No page may ask anything of another host."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.fixtures.server import Server

# The pages that Chromium draws for its own address bar, in each new window, take longer than many
# a test. The others are those that Playwright disables itself: only one such list is heard.
NOT_NEEDED = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_NEEDED)}",
]
PHONE = (360, 740)
DESKTOP = (1280, 800)
SIZES = (PHONE, DESKTOP)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs at both sizes does so with `script/test --full`. Else one story, or one language
    of a story, is told on the phone, the next one of the file on the desktop."""
    told: dict[Path, dict[str, int]] = {}
    for item in items:
        size = _sized(item)
        if size is not None:
            of_file = told.setdefault(item.path, {})
            story = item.name.replace("360px", "").replace("1280px", "")
            if size != SIZES[of_file.setdefault(story, len(of_file)) % 2]:
                item.add_marker(pytest.mark.full)


def _sized(item: pytest.Item) -> object:
    """The size that a fixture with both of them gives this one, if it has such a fixture."""
    params: dict[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    return next((params[name] for name in ("page", "hostile_page") if name in params), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    assert executable, "install Chromium (Debian: apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """What went wrong in a page, or left for another host."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.faults: list[str] = []
        self.strangers: list[str] = []
        self.address = address
        context.on("request", self._request)
        context.on("weberror", self._error)
        context.on("console", self._console)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.strangers.append(request.url)

    def _error(self, error: WebError) -> None:
        self.faults.append(str(error.error))

    def _console(self, message: ConsoleMessage) -> None:
        # The browser also tells the status of a page that is an error page, as it should be.
        own_status = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not own_status:
            self.faults.append(message.text)


@contextmanager
def watched_page(
    browser: Browser, server: Server, size: tuple[int, int], *, scripts: bool = True
) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(
        base_url=server.address,
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        has_touch=size == PHONE,
        java_script_enabled=scripts,
    )
    context.set_default_timeout(15_000)
    watch = Watch(context, server.address)
    try:
        yield context.new_page(), watch
        assert watch.strangers == []
    finally:
        context.close()


@pytest.fixture(params=SIZES, ids=["360px", "1280px"])
def page(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server, request.param) as (page, watch):
        yield page
        assert watch.faults == []


@pytest.fixture
def desktop(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server, DESKTOP) as (page, watch):
        yield page
        assert watch.faults == []


@pytest.fixture
def failing(browser: Browser, server: Server) -> Iterator[Page]:
    """For stories in which the network fails, which the console tells."""
    with watched_page(browser, server, DESKTOP) as (page, _):
        yield page


@pytest.fixture
def scriptless(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server, DESKTOP, scripts=False) as (page, watch):
        yield page
        assert watch.faults == []
