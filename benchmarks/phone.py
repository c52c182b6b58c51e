"""A phone that is not the newest, on a network that is not the fastest, in Chromium."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

SIZE = (360, 740)
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SETTLED_MS = 2_500
CHOICES = 5

_OBSERVE = """
window.seen = {lcp: 0, what: '', shift: 0, long: 0}
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    seen.lcp = entry.startTime
    seen.what = entry.element?.outerHTML.slice(0, 80) ?? ''
  }
}).observe({type: 'largest-contentful-paint', buffered: true})
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value
}).observe({type: 'layout-shift', buffered: true})
"""
_READ = """() => ({
  ...seen,
  interactive: performance.getEntriesByName('kharita:interactive')[0]?.startTime ?? null,
  fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  load: performance.timing.loadEventEnd - performance.timing.navigationStart,
})"""
_IS_INTERACTIVE = "performance.getEntriesByName('kharita:interactive').length > 0"
# From the click to the frame that shows the new count, first cards, shades and points.
_CHOOSE = """async (number) => {
  const box = document.querySelectorAll('details[data-facet=theme] input[type=checkbox]')[number]
  const all = (selector) => [...document.querySelectorAll(selector)]
  const shown = () => JSON.stringify([
    document.querySelector('[data-ref=count]').textContent,
    all('.card').slice(0, 4).map((card) => card.dataset.project),
    all('.map [data-region]').map((region) => region.dataset.region + region.dataset.class).sort(),
    all('.map [data-projects]').map((mark) => mark.dataset.projects).sort(),
  ])
  const started = performance.now()
  box.click()
  await new Promise((done) => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(null)
  }))
  const took = performance.now() - started
  const after = shown()
  await new Promise((done) => setTimeout(done, 1500))
  const settled = shown()
  if (after !== settled) throw new Error(`not yet shown: ${after}, then ${settled}`)
  return took
}"""


@dataclass(frozen=True)
class View:
    """Milliseconds and bytes."""

    lcp: float
    interactive: float | None
    fcp: float
    load: float
    size: int
    requests: int
    shift: float
    what: str


@contextmanager
def _phone(browser: Browser, *, network: bool) -> Iterator[tuple[Page, dict[str, Any]]]:
    context = browser.new_context(
        viewport={"width": SIZE[0], "height": SIZE[1]},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    counted: dict[str, Any] = {"bytes": 0, "requests": 0}

    def finished(event: dict[str, Any]) -> None:
        counted["bytes"] += event["encodedDataLength"]
        counted["requests"] += 1

    devtools.on("Network.loadingFinished", finished)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if network:
        devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield page, counted
    finally:
        context.close()


def first_view(browser: Browser, address: str) -> View:
    with _phone(browser, network=True) as (page, counted):
        page.add_init_script(_OBSERVE)
        page.goto(address, wait_until="load", timeout=120_000)
        page.wait_for_load_state("networkidle", timeout=120_000)
        page.wait_for_timeout(SETTLED_MS)
        seen = page.evaluate(_READ)
        return View(
            seen["lcp"], seen["interactive"], seen["fcp"], seen["load"], counted["bytes"],
            counted["requests"], seen["shift"], seen["what"],
        )  # fmt: skip


def median_view(browser: Browser, address: str, rounds: int) -> View:
    """Each value by itself; one view before, not counted, lets the server fill its caches."""
    first_view(browser, address)
    views = [first_view(browser, address) for _ in range(rounds)]
    for view in views:
        print("   ", view, flush=True)
    interactive = [view.interactive for view in views if view.interactive is not None]
    middle = statistics.median
    return View(
        middle(view.lcp for view in views),
        middle(interactive) if interactive else None,
        middle(view.fcp for view in views),
        middle(view.load for view in views),
        round(middle(view.size for view in views)),
        round(middle(view.requests for view in views)),
        middle(view.shift for view in views),
        views[0].what,
    )


def repaint(browser: Browser, address: str, rounds: int) -> float:
    """Median over several choices of a filter, in milliseconds."""
    found: list[float] = []
    for _ in range(rounds):
        with _phone(browser, network=False) as (page, _counted):
            page.goto(address, timeout=120_000)
            while not page.evaluate(_IS_INTERACTIVE):
                page.wait_for_timeout(100)
            page.wait_for_timeout(SETTLED_MS)
            page.locator("[data-ref=filters-open]").tap()
            page.locator("details[data-facet=theme] > summary").tap()
            page.wait_for_timeout(500)
            page.locator("[data-ref=filters-done]").tap()
            found += [page.evaluate(_CHOOSE, number) for number in range(CHOICES)]
    print("   ", [round(value) for value in found], flush=True)
    return statistics.median(found)
