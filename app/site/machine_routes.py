"""Files beside the pages: sitemap, feed, citations, QR codes."""

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from app.codelists import Language
from app.errors import NotFoundError
from app.i18n.addresses import page_address
from app.projects.changes import latest_changes, listed_projects, revision_time
from app.projects.dependencies import Catalogue, CatalogueDep
from app.projects.detail import get_detail
from app.site import sitemap
from app.site.citation import (
    BIBTEX_TYPE,
    CSL_TYPE,
    Citation,
    as_bibtex,
    as_csl,
    make_citation,
)
from app.site.feeds import (
    ATOM_TYPE,
    FEED_LENGTH,
    OPENSEARCH_TYPE,
    write_feed,
    write_opensearch,
)
from app.site.languages import PageLanguage
from app.site.qr import qr_svg
from app.site.site_address import NOT_KEPT, SiteAddress

router = APIRouter(include_in_schema=False)
XML = "application/xml"


def _file(content: bytes | str, media_type: str, name: str | None = None) -> Response:
    headers = dict(NOT_KEPT)
    if name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers=headers)


def _sitemap_entries(catalogue: Catalogue) -> list[sitemap.Entry]:
    reference = catalogue.reference
    projects = listed_projects(catalogue.session)
    return sitemap.list_entries(projects, reference.regions, reference.organisations)


@router.get("/sitemap.xml")
def read_sitemap(catalogue: CatalogueDep, address: SiteAddress) -> Response:
    files = sitemap.files(_sitemap_entries(catalogue))
    if len(files) > 1:
        return _file(sitemap.write_index(len(files), address), XML)
    return _file(sitemap.write_urls(files[0], address), XML)


@router.get("/sitemap-{number}.xml")
def read_sitemap_part(number: str, catalogue: CatalogueDep, address: SiteAddress) -> Response:
    files = sitemap.files(_sitemap_entries(catalogue))
    parts = {str(place): entries for place, entries in enumerate(files, start=1)}
    if number not in parts:
        raise NotFoundError("The sitemap has no such part")
    return _file(sitemap.write_urls(parts[number], address), XML)


@router.get("/robots.txt")
def read_robots(address: SiteAddress) -> Response:
    return _file(sitemap.robots(address), "text/plain")


@router.get("/{lang}/feed.xml")
def read_feed(language: PageLanguage, catalogue: CatalogueDep, address: SiteAddress) -> Response:
    changes = latest_changes(catalogue.session, FEED_LENGTH)
    return _file(write_feed(changes, language, address), ATOM_TYPE)


@router.get("/{lang}/opensearch.xml")
def read_opensearch(language: PageLanguage, address: SiteAddress) -> Response:
    return _file(write_opensearch(language, address), OPENSEARCH_TYPE)


def _cite(catalogue: Catalogue, slug: str, language: Language, address: str) -> Citation:
    document = get_detail(catalogue.session, slug, catalogue.reference, language, address)
    revised: date = revision_time(catalogue.session, document.identifier).date()
    url = page_address(address, language, f"/projects/{document.slug}")
    return make_citation(document.model_dump(mode="json"), revised, language, url)


@router.get("/{lang}/projects/{slug}.bib")
def read_bibtex(
    slug: str, language: PageLanguage, catalogue: CatalogueDep, address: SiteAddress
) -> Response:
    citation = _cite(catalogue, slug, language, address)
    return _file(as_bibtex(citation), BIBTEX_TYPE, f"{slug}.bib")


@router.get("/{lang}/projects/{slug}.csl.json")
def read_csl(
    slug: str, language: PageLanguage, catalogue: CatalogueDep, address: SiteAddress
) -> Response:
    citation = _cite(catalogue, slug, language, address)
    return _file(as_csl(citation), CSL_TYPE, f"{slug}.csl.json")


@router.get("/{lang}/projects/{slug}.qr.svg")
def read_qr(
    slug: str, language: PageLanguage, catalogue: CatalogueDep, address: SiteAddress
) -> Response:
    detail = get_detail(catalogue.session, slug, catalogue.reference, language, address)
    url = page_address(address, language, f"/projects/{detail.slug}")
    return _file(qr_svg(url), "image/svg+xml")
