"""The public history of a project that organisations revised twice."""

from collections.abc import Iterator

import httpx2
import pytest

from app.codelists import Language
from app.models import Organisation
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.fixtures.html import Page, text_of
from tests.fixtures.server import Application
from tests.fixtures.users import writing

HOSTILE = "<script>alert(1)</script>"
SOURCE = {
    "id": "00000000-0000-4000-8000-000000000001",
    "url": "https://example.org/rapport",
    "title": "Rapport annuel",
    "supports": ["budget"],
    "evidence": None,
    "accessed_at": None,
    "archive_url": None,
}
FIRST = make_project(
    1,
    title=make_text("Puits du Souss", "آبار سوس"),
    themes=["local_development"],
    participations=[takes_part("afd")],
    objectives=[{"text": make_text("Creuser des puits")}],
)
SECOND = make_project(
    1,
    title=make_text("Puits et forages du Souss", "آبار سوس"),
    themes=["gender"],
    participations=[takes_part("afd", contribution={"value": 1200, "currency": "EUR"})],
    objectives=[{"text": make_text(f"Creuser dix puits {HOSTILE}")}],
    budget={"value": 5000, "currency": "MAD", "scope": "morocco", "note": HOSTILE},
    sources=[SOURCE],
)
THIRD = {
    **SECOND,
    "locations": [{"id": "00000000-0000-4000-8000-000000000002", **located("region", "MA-01")}],
    "start_date": "2014-04",
    "good_practice": True,
    "residence_countries": ["FR"],
    "steward": "migdev",
    "activity_status": "2",
    "confidence": "high",
}
PROJECTS = [FIRST, make_project(2)]
HISTORY = "/projects/projet-1/history"


def organisations() -> list[Organisation]:
    return [make_organisation("afd"), make_organisation("migdev")]


@pytest.fixture(scope="module")
def revised(small: Application) -> Application:
    with writing(small) as session:
        publish_projects(session, [SECOND], author="afd")
        publish_projects(session, [THIRD], author="catalogue")
    return small


@pytest.fixture
def client(revised: Application) -> Iterator[httpx2.Client]:
    with revised.client() as found:
        yield found


def read(client: httpx2.Client, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def words(page: Page) -> str:
    return " ".join(text_of(page.root).split())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rest", ["", "?from=1&to=3", "/1", "/3"])
def test_the_pages_are_told_in_each_language(
    client: httpx2.Client, language: Language, rest: str
) -> None:
    page = read(client, f"/{language}{HISTORY}{rest}")
    assert next(page.root.iter("html")).get("dir") == ("rtl" if language == "ar" else "ltr")
    assert len(list(page.root.iter("h1"))) == 1
    assert f"/{language}/projects/projet-1" in page.links("/")


def test_the_list_tells_who_changed_what_on_which_source(client: httpx2.Client) -> None:
    page = read(client, f"/fr{HISTORY}")
    steps = [" ".join(text_of(step).split()) for step in page.root.iter("li") if step.get("value")]
    assert [step.split()[1] for step in steps] == ["3", "2", "1"]
    assert "Proposée par Afd" in steps[1]
    assert "budget" in steps[1]
    assert "Rapport annuel" in steps[1]
    assert "Première publication" in steps[2]
    assert "Source non consignée" in steps[0]
    links = page.links("/fr/projects/projet-1/history")
    assert f"/fr{HISTORY}/2" in links
    assert f"/fr{HISTORY}?from=2&to=3" in links


def test_two_revisions_are_shown_beside_each_other_without_scripts(client: httpx2.Client) -> None:
    page = read(client, f"/fr{HISTORY}?from=1&to=2")
    assert [text_of(mark).strip() for mark in page.root.iter("ins")][:1] == ["et forages"]
    told = words(page)
    for expected in ("Titre (français)", "Budget", "5 000 MAD", "1 200 EUR", "Rapport annuel"):
        assert expected in told.replace("\u202f", " ").replace("\u00a0", " ")
    assert not [element for element in page.root.iter("script") if HOSTILE in text_of(element)]
    assert HOSTILE in told
    backwards = words(read(client, f"/fr{HISTORY}?from=2&to=1"))
    assert "retiré" in backwards
    same = words(read(client, f"/fr{HISTORY}?from=2&to=2"))
    assert "disent la même chose" in same


def test_a_project_is_shown_as_it_was(client: httpx2.Client) -> None:
    page = read(client, f"/fr{HISTORY}/1")
    told = words(page)
    assert "telle qu’elle était à la révision 1" in told
    assert "Puits du Souss" in told
    assert "forages" not in told
    assert "noindex" in client.get(f"/fr{HISTORY}/1").text
    assert "celle qui est en ligne" in words(read(client, f"/fr{HISTORY}/3")).replace("\u00a0", " ")


def test_the_project_page_leads_to_its_history(client: httpx2.Client) -> None:
    links = read(client, "/fr/projects/projet-1").links("/")
    assert f"/fr{HISTORY}" in links
    assert f"/fr{HISTORY}/2" in links


def test_an_identifier_leads_to_the_page(client: httpx2.Client) -> None:
    answer = client.get("/ar/projects/MA-MD-0001/history/2", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/ar{HISTORY}/2")
    answer = client.get("/ar/projects/MA-MD-0001/history", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/ar{HISTORY}")


@pytest.mark.parametrize(
    "path",
    ["/fr/projects/rien/history", f"/fr{HISTORY}/9", f"/fr{HISTORY}/x", f"/fr{HISTORY}/0",
     f"/fr{HISTORY}?from=1&to=99999999999999", f"/fr{HISTORY}?from=a&to=b",
     f"/fr{HISTORY}?below=-1", f"/de{HISTORY}", f"/fr{HISTORY}/٣"],
)  # fmt: skip
def test_what_there_is_not_is_a_page_that_says_so(client: httpx2.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_older_revisions_are_a_page_further(client: httpx2.Client) -> None:
    told = words(read(client, f"/fr{HISTORY}?below=2"))
    assert "Première publication" in told
    assert "Proposée par Afd" not in told
