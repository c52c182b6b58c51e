"""Takes the pictures of README.md and docs/ from a running server."""

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
MOST_BYTES = 300_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    size: tuple[int, int] = (1280, 760)
    scheme: Literal["light", "dark"] = "light"
    mapped: bool = False


PICTURES = (
    Picture("map-fr", "/fr/", mapped=True),
    Picture("map-ar-phone", "/ar/", (360, 740), mapped=True),
    Picture("map-en-dark", "/en/?region=MA-02", scheme="dark", mapped=True),
    Picture("project-fr", "/fr/projects/primo"),
    Picture("region-ar", "/ar/regions/MA-09"),
    Picture("organisation-en", "/en/organisations/aecid"),
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        color_scheme=picture.scheme,
    )
    page.goto(address.rstrip("/") + picture.path)
    if picture.mapped:
        page.locator(".map [data-projects]").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    target = IMAGES / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    size = target.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"screenshots: {target.name} has {size} bytes, more than {MOST_BYTES}")
    print(f"{target}: {size // 1000} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of a running server, such as http://127.0.0.1:8000")
    arguments = parser.parse_args()
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        raise SystemExit("screenshots: Chromium is missing (Debian: apt install chromium)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for picture in PICTURES:
            take(browser, arguments.address, picture)
        browser.close()


if __name__ == "__main__":
    main()
