"""The sitemap: every public page in every language, and when what it shows last changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from app.codelists import Language
from app.i18n.addresses import alternates, page_address
from app.kit.xml import add, write
from app.projects.changes import Listed

# The most that the protocol allows in one file.
PER_FILE = 50_000
PAGES = (
    "/",
    "/projects",
    "/regions",
    "/organisations",
    "/practices",
    "/analysis",
    "/data",
    "/about",
    "/privacy",
)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NAMESPACES = {"": _SITEMAP, "xhtml": _XHTML}


@dataclass(frozen=True)
class Entry:
    """A page, without its language."""

    path: str
    changed_at: datetime | None


def list_entries(
    projects: Sequence[Listed], regions: Iterable[str], organisations: Iterable[str]
) -> list[Entry]:
    """A region or an organisation changes with the last of its projects."""
    by_region: dict[str, datetime] = {}
    by_organisation: dict[str, datetime] = {}
    for project in projects:
        for code in project.regions:
            _later(by_region, code, project.revised_at)
        for slug in project.organisations:
            _later(by_organisation, slug, project.revised_at)
    latest = max((project.revised_at for project in projects), default=None)
    return [
        *(Entry(path, latest) for path in PAGES),
        *(Entry(f"/regions/{code}", by_region.get(code)) for code in regions),
        *(Entry(f"/organisations/{slug}", by_organisation.get(slug)) for slug in organisations),
        *(Entry(f"/projects/{project.slug}", project.revised_at) for project in projects),
    ]


def _later(known: dict[str, datetime], key: str, moment: datetime) -> None:
    known[key] = max(moment, known.get(key, moment))


def files(entries: Sequence[Entry], per_file: int = PER_FILE) -> list[Sequence[Entry]]:
    """A page and its translations stay in one file."""
    step = max(1, per_file // len(Language))
    return [entries[start : start + step] for start in range(0, len(entries), step)]


def write_urls(entries: Iterable[Entry], base_url: str) -> bytes:
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for entry in entries:
        for language in Language:
            url = add(root, f"{{{_SITEMAP}}}url")
            add(url, f"{{{_SITEMAP}}}loc", page_address(base_url, language, entry.path))
            if entry.changed_at is not None:
                add(url, f"{{{_SITEMAP}}}lastmod", entry.changed_at.date().isoformat())
            for code, address in alternates(base_url, entry.path):
                add(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=code, href=address)
    return write(root, _NAMESPACES)


def write_index(count: int, base_url: str) -> bytes:
    root = ET.Element(f"{{{_SITEMAP}}}sitemapindex")
    for number in range(1, count + 1):
        sitemap = add(root, f"{{{_SITEMAP}}}sitemap")
        add(sitemap, f"{{{_SITEMAP}}}loc", f"{base_url}/sitemap-{number}.xml")
    return write(root, _NAMESPACES)


def robots(base_url: str) -> str:
    """Pages and files are open; the endless combinations of filters of the API are not useful."""
    lines: Mapping[str, str] = {
        "User-agent": "*",
        "Allow": "/",
        "Disallow": "/api/v1/*?",
        "Sitemap": f"{base_url}/sitemap.xml",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
