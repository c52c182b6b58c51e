"""Sitemap, feed and search description: well formed, complete, and of this site only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import httpx2
import pytest
from sqlalchemy.orm import Session

from app.codelists import Language
from app.projects.changes import Change, latest_changes, listed_projects, revision_time
from app.site.feeds import write_feed, write_opensearch
from app.site.sitemap import Entry, files, list_entries, write_index, write_urls
from tests.fixtures.factories import (
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.site.hostile import TITLES

BASE = "https://kharita.example"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NOW = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)


def parse(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - written by the code under test


def addresses(sitemap: ET.Element) -> Iterator[str]:
    return (url.findtext(f"{SITEMAP}loc", "") for url in sitemap.iter(f"{SITEMAP}url"))


@pytest.fixture
def published(session: Session) -> Session:
    add_vocabulary(session)
    session.add(make_organisation("agence"))
    session.flush()
    first = make_project(
        1, participations=[takes_part("agence")], locations=[located("region", "MA-01")]
    )
    publish_projects(session, [first, make_project(2)])
    publish_projects(session, [first | {"title": make_text("Autre titre"), "end_date": "2020"}])
    return session


def test_changes_are_told_newest_first(published: Session) -> None:
    changes = latest_changes(published, 10)
    assert [(change.slug, change.number) for change in changes] == [
        ("projet-1", 2),
        ("projet-2", 1),
        ("projet-1", 1),
    ]
    assert set(changes[0].fields) == {"title", "end_date"}
    assert not changes[1].fields
    assert revision_time(published, "MA-MD-0001") == changes[0].made_at


def test_regions_and_organisations_change_with_their_projects(published: Session) -> None:
    listed = listed_projects(published)
    entries = {
        entry.path: entry.changed_at
        for entry in list_entries(listed, ["MA-01", "MA-02"], ["agence"])
    }
    revised = revision_time(published, "MA-MD-0001")
    assert entries["/regions/MA-01"] == entries["/organisations/agence"] == revised
    assert entries["/"] == entries["/projects/projet-1"] == revised
    assert entries["/regions/MA-02"] is None


def test_each_language_names_the_others() -> None:
    sitemap = parse(write_urls([Entry("/projects/a", NOW), Entry("/", None)], BASE))
    assert len(list(addresses(sitemap))) == 6
    first, *_ = sitemap.iter(f"{SITEMAP}url")
    assert first.findtext(f"{SITEMAP}lastmod") == "2026-11-21"
    links = {link.get("hreflang"): link.get("href") for link in first.iter(f"{XHTML}link")}
    assert links == {
        "fr": f"{BASE}/fr/projects/a",
        "ar": f"{BASE}/ar/projects/a",
        "en": f"{BASE}/en/projects/a",
        "x-default": f"{BASE}/fr/projects/a",
    }


def test_a_large_sitemap_is_split() -> None:
    entries = [Entry(f"/projects/{number}", None) for number in range(10)]
    parts = files(entries, per_file=12)
    assert [len(part) for part in parts] == [4, 4, 2]
    index = parse(write_index(len(parts), BASE))
    found = [part.findtext(f"{SITEMAP}loc") for part in index.iter(f"{SITEMAP}sitemap")]
    assert found == [f"{BASE}/sitemap-{number}.xml" for number in (1, 2, 3)]


def change(title: str, number: int, fields: list[str]) -> Change:
    snapshot = {"title": make_text(title)}
    return Change("MA-MD-0001", "projet-1", number, snapshot, fields, "catalogue", NOW)


@pytest.mark.parametrize("language", list(Language))
def test_the_feed_has_what_atom_requires(language: Language) -> None:
    changes = [change("PRIMO", 2, ["title", "budget"]), change("PRIMO", 1, [])]
    feed = parse(write_feed(changes, language, BASE))
    assert feed.findtext(f"{ATOM}id") == f"tag:kharita.example,2026:{language}/feed"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-21T20:30:00Z"
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Kharita"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{BASE}/{language}/feed.xml"
    updated, new = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in (updated, new)]
    assert ids == [f"tag:kharita.example,2026:{language}/MA-MD-0001/{n}" for n in (2, 1)]
    for entry in (updated, new):
        assert entry.findtext(f"{ATOM}title") == "PRIMO"
        assert entry.findtext(f"{ATOM}updated") == "2026-11-21T20:30:00Z"
        page = f"{BASE}/{language}/projects/projet-1"
        links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
        assert links == {"alternate": page, "version-history": f"{page}/history"}
    assert updated.findtext(f"{ATOM}summary") != new.findtext(f"{ATOM}summary")


def test_a_change_names_its_fields() -> None:
    feed = parse(write_feed([change("x", 2, ["title", "budget"])], Language.FR, BASE))
    summary = feed.findtext(f"{ATOM}entry/{ATOM}summary")
    assert summary == "Fiche mise à jour : titre, budget"


@pytest.mark.parametrize("title", [*TITLES, "\x00\x08\ufffe control"])
def test_hostile_titles_are_text_in_the_feed(title: str) -> None:
    feed = parse(write_feed([change(title, 1, [])], Language.FR, BASE))
    (entry,) = feed.findall(f"{ATOM}entry")
    shown = entry.findtext(f"{ATOM}title")
    assert shown
    assert [child.tag for child in entry].count(f"{ATOM}title") == 1
    assert ("<" in shown) == ("<" in title)


def test_an_empty_catalogue_has_a_valid_feed() -> None:
    assert parse(write_feed([], Language.AR, BASE)).findtext(f"{ATOM}updated")


def test_the_search_is_described() -> None:
    description = parse(write_opensearch(Language.AR, BASE))
    url = description.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == f"{BASE}/ar/?q={{searchTerms}}"


def test_pages_of_the_sitemap_answer(client: httpx2.Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    found = list(addresses(parse(answer.content)))
    assert len(found) == len(set(found)) > 600
    own = str(client.base_url).rstrip("/")
    assert all(address.startswith(f"{own}/") for address in found)
    for address in {*found[:15], *found[::97], found[-1]}:
        assert client.get(address).status_code == 200, address


def test_robots_find_the_sitemap(client: httpx2.Client) -> None:
    assert "/sitemap.xml" in client.get("/robots.txt").text
    feed = parse(client.get("/ar/feed.xml").content)
    assert len(feed.findall(f"{ATOM}entry")) == 60
