"""Portfolio pages over the real catalogue: form, links, addresses."""

import re

import httpx2
import pytest

from app.codelists import Language
from tests.fixtures.html import Page, text_of
from tests.fixtures.portfolio import (
    matched,
    read,
)

PAGES = (
    "/projects", "/projects?funder=union-europeenne&q=projet&region=MA-02&year_from=2010",
    "/regions", "/regions/MA-02", "/regions/MA-12", "/organisations", "/organisations/aecid",
    "/organisations/union-europeenne", "/practices", "/data", "/about",
)  # fmt: skip


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_in_each_language(
    client: httpx2.Client, language: Language, path: str
) -> None:
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 200
    page = Page(answer.text)
    root = next(page.root.iter("html"))
    assert root.get("dir") == ("rtl" if language == Language.AR else "ltr")
    headings = [e for e in page.root.iter() if e.tag == "h1"]
    assert len(headings) == 1
    assert text_of(headings[0])
    assert "style" not in {name for element in page.root.iter() for name in element.attrib}
    for figure in page.root.iter("svg"):
        named = figure.get("role") == "img" and figure.get("aria-labelledby")
        assert named or figure.get("aria-hidden") == "true"
    other = {
        link.get("href")
        for link in page.root.iter("a")
        if link.get("hreflang") in set(map(str, Language))
    }
    assert {f"/{code}{path}" for code in Language} <= {
        str(address).replace("%20", " ") for address in other
    }


def test_the_chief_town_of_a_region_is_named_in_the_language_of_the_page(
    client: httpx2.Client,
) -> None:
    for language, name in (("fr", "Fès"), ("ar", "فاس"), ("en", "Fez")):
        page = client.get(f"/{language}/regions/MA-03").text
        assert f'<bdi lang="{language}">{name}</bdi>' in page


@pytest.mark.full
def test_links_of_the_pages_resolve(client: httpx2.Client) -> None:
    seen: set[str] = set()
    for path in PAGES:
        links = read(client, f"/fr{path}").links("/")
        seen |= {link for link in links if not link.startswith("/static/")}
    files = re.compile(r"/api/v1/projects\.(csv|geojson)|\.png$")
    for link in sorted(seen):
        path, _, query = link.partition("?")
        if path == "/fr/projects" and query:  # the API answers sooner, and says how many
            assert matched(client, query) > 0, link
        elif files.search(link):
            assert client.head(link).status_code == 200, link
        else:
            assert client.get(link).status_code == 200, link
    assert len(seen) > 200


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/fr/regions/MA-99", 404, None),
        ("/fr/regions/%00", 404, None),
        ("/fr/regions/ma-09", 308, "/fr/regions/MA-09"),
        ("/ar/regions/MA-TAR", 308, "/ar/regions/MA-09#MA-TAR"),
        ("/fr/organisations/nobody", 404, None),
        ("/fr/organisations/%00", 404, None),
        ("/xx/projects", 404, None),
        ("/xx/projects?region=MA-99", 404, None),
    ],
)
def test_unknown_and_moved(
    client: httpx2.Client, path: str, status: int, location: str | None
) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers.get("location") == location
