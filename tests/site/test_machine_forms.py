"""The machine forms of a page, through the door."""

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from app.i18n.addresses import alternates
from app.site.qr import qr_svg
from tests.fixtures.server import run_server

BASE = "https://kharita.example"
PAGE = "/ar/projects/primo"


@pytest.fixture(scope="module")
def known(catalogue_url: str, run_dir: Path, worker_name: str) -> Iterator[httpx2.Client]:
    """A server that knows its own address."""
    log = run_dir / f"named-{worker_name}.log"
    with run_server(catalogue_url, log, base_url=BASE) as server, server.client() as client:
        yield client


def attributes(page: str, tag: str) -> list[dict[str, str]]:
    return [
        {name: unescape(value) for name, value in re.findall(r'([\w:-]+)="([^"]*)"', found)}
        for found in re.findall(rf"<{tag}\b([^>]*)>", page)
    ]


def test_addresses_are_absolute_and_name_the_other_languages(known: httpx2.Client) -> None:
    links = attributes(known.get(PAGE).text, "link")
    canonical = [link["href"] for link in links if link["rel"] == "canonical"]
    assert canonical == [BASE + PAGE]
    others = [(link["hreflang"], link["href"]) for link in links if "hreflang" in link]
    assert others == alternates(BASE, "/projects/primo")
    assert alternates(BASE, "/")[-1] == ("x-default", f"{BASE}/")


def test_a_shared_link_has_a_title_a_text_and_a_picture(known: httpx2.Client) -> None:
    page = known.get(PAGE).text
    found = {
        meta["property"]: meta["content"] for meta in attributes(page, "meta") if "property" in meta
    }
    assert found["og:title"].startswith("PRIMO")
    assert found["og:url"] == BASE + PAGE
    assert found["og:locale"] == "ar_AR"
    assert found["og:image"] == f"{BASE}{PAGE}.png"
    assert found["og:image:alt"]
    assert 50 < len(found["og:description"]) <= 200


def test_forms_linked_from_the_page_answer(known: httpx2.Client) -> None:
    page = known.get(PAGE).text
    links = [link for link in attributes(page, "link") if link.get("type", "").endswith("json")]
    assert {link["type"] for link in links} == {"application/json", "application/geo+json"}
    shown = {a["href"]: a["type"] for a in attributes(page, "a") if "type" in a}
    assert len(shown) >= 4
    for address, media_type in {**{link["href"]: link["type"] for link in links}, **shown}.items():
        answer = known.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith(media_type)
        assert "public" in answer.headers["cache-control"]


def test_the_page_holds_its_graph(known: httpx2.Client) -> None:
    (script,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', known.get(PAGE).text, re.DOTALL
    )
    assert {node["@type"] for node in json.loads(script)["@graph"]} == {
        "WebPage",
        "Project",
        "BreadcrumbList",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/fr/projects/primo.png",
        "/ar/projects/primo.png",
        "/en/kharita.png",
        "/fr/regions/MA-02.png",
        "/ar/organisations/union-europeenne.png",
    ],
)
def test_pictures_answer(known: httpx2.Client, address: str) -> None:
    answer = known.get(address)
    assert answer.headers["content-type"] == "image/png"
    assert "public" in answer.headers["cache-control"]
    assert len(answer.content) <= 80_000
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (1200, 630)
    moved = known.get(f"{address}?v=2")
    assert (moved.status_code, moved.headers["location"]) == (308, address)


@pytest.mark.parametrize("form", ["png", "bib", "csl.json", "qr.svg"])
def test_a_form_moves_with_its_project(known: httpx2.Client, form: str) -> None:
    answer = known.get(f"/fr/projects/MA-MD-0103.{form}")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/fr/projects/primo.{form}"
    assert known.get(f"/fr/projects/nothing-of-the-kind.{form}").status_code == 404
    assert known.get(f"/xx/projects/primo.{form}").status_code == 404


def test_locations_are_geojson(known: httpx2.Client) -> None:
    document = known.get("/api/v1/projects/primo").json()
    answer = known.get("/api/v1/projects/primo.geojson?lang=ar")
    assert answer.headers["content-type"] == "application/geo+json"
    collection = answer.json()
    assert collection["numberMatched"] == 1
    assert collection["numberReturned"] == len(document["locations"])
    features = collection["features"]
    assert [feature["id"] for feature in features] == [
        f"MA-MD-0103/{number}" for number in range(1, len(features) + 1)
    ]
    point = next(place["point"] for place in document["locations"] if place["point"])
    assert {"type": "Point", "coordinates": point} in [f["geometry"] for f in features]
    moved = known.get("/api/v1/projects/MA-MD-0103.geojson?lang=en")
    assert moved.headers["location"] == "/api/v1/projects/primo.geojson?lang=en"


def test_the_code_is_of_the_configured_address(known: httpx2.Client) -> None:
    asked = {"host": "attacker.example"}
    answer = known.get("/fr/projects/primo.qr.svg", headers=asked)
    assert answer.content == qr_svg(f"{BASE}/fr/projects/primo")
    assert "style" not in answer.text
    assert BASE in known.get("/robots.txt", headers=asked).text
    assert "attacker" not in known.get("/sitemap.xml", headers=asked).text


def test_without_an_address_the_host_asked_is_used_and_never_kept(client: httpx2.Client) -> None:
    for path in ("/fr/feed.xml", "/sitemap.xml", "/fr/projects/primo.bib"):
        first = client.get(path, headers={"host": "one.example"})
        assert first.headers["cache-control"] == "no-store"
        assert "//one.example/" in first.text
        second = client.get(path, headers={"host": "two.example:8000"})
        assert "//two.example:8000/" in second.text
        assert "one.example" not in second.text
    assert "<c>" not in client.get("/sitemap.xml", headers={"host": "a b<c>"}).text
    refused = client.get("/fr/projects/primo.qr.svg", headers={"host": "a" * 3000})
    assert refused.status_code == 400


def test_error_pages_are_not_indexed(client: httpx2.Client) -> None:
    page = client.get("/fr/nothing/here", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert '<meta name="robots" content="noindex">' in page.text
    assert "canonical" not in page.text
