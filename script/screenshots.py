"""Takes the pictures of README.md from a running server."""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
MOST_BYTES = 300_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def take(address: str, target: Path) -> None:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        raise SystemExit("screenshots: Chromium is missing (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page(
            viewport={"width": 1280, "height": 760}, reduced_motion="reduce", locale="fr"
        )
        page.goto(f"{address.rstrip('/')}/fr/")
        page.locator(".map [data-projects]").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        page.screenshot(path=target)
        browser.close()
    size = target.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"screenshots: {target.name} has {size} bytes, more than {MOST_BYTES}")
    print(f"{target}: {size // 1000} kB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of a running server, such as http://127.0.0.1:8000")
    arguments = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    take(arguments.address, IMAGES / "map-fr.png")
