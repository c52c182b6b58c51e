"""The map in one file: what is written into it. That it opens without a network is in tests/e2e."""

import re
from collections.abc import Sequence

import httpx2
import pytest

from app.codelists import Language
from app.exchange.offline import front_end, write
from app.models import Organisation
from tests.fixtures.factories import located, make_project, make_text
from tests.fixtures.html import Page, text_of
from tests.fixtures.selections import selection_of

ADDRESS = re.compile(r"""(?:src|href)\s*=\s*["']?(?!https://kharita\.example)[a-z]*:?//""")
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


def organisations() -> Sequence[Organisation]:
    return []


PROJECTS = [
    make_project(1, title=make_text("Un"), locations=[located("national")]),
    make_project(
        2,
        title=make_text("Deux"),
        locations=[
            located("commune", "MA-01", "MA-AAA", (-8.9, 29.1), name="Agadir"),
            located("commune", "MA-01", "MA-AAA", (-8.9, 29.1), name="Agadir"),
            located("region", "MA-03"),
        ],
    ),
    make_project(3, title=make_text("Trois")),
]


def render(url: str, base_url: str = "https://kharita.example", **query: object) -> str:
    with selection_of(url, base_url, **query) as selection:
        return b"".join(write.write(selection)).decode()


def titles(html: str) -> list[str]:
    return [text_of(each) for each in Page(html).root.iter("h3")]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_it_lists_the_same_projects(client: httpx2.Client, catalogue_url: str, lang: str) -> None:
    items = client.get(f"/api/v1/projects?limit=1000&lang={lang}&region=MA-09").json()["items"]
    html = render(catalogue_url, lang=lang, region=["MA-09"])
    assert titles(html) == [" ".join(item["title"].split()) for item in items]
    direction = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{direction}">' in html
    for item in items:
        assert f'href="https://kharita.example{item["url"]}"' in html


def test_it_names_no_other_host(catalogue_url: str) -> None:
    html = render(catalogue_url)
    assert ADDRESS.findall(SCRIPT.sub("", html)) == []
    assert re.findall("<(?:script|img|iframe|link|object|embed)[^>]+>", SCRIPT.sub("", html)) == []
    assert "url(data:" in html
    assert re.search(r"url\((?!data:|#|\"?data:)", html.partition("</style>")[0]) is None
    for stranger in ("cdn.", "jquery", "bootstrap", "googleapis"):
        assert stranger not in html


def test_without_an_address_of_the_site_there_are_no_links(catalogue_url: str) -> None:
    html = render(catalogue_url, base_url="", limit=3)
    assert "<a " not in html.partition("<script>")[0]


def test_the_same_selection_gives_the_same_bytes(catalogue_url: str) -> None:
    assert render(catalogue_url, limit=20) == render(catalogue_url, limit=20)


def test_an_empty_selection_is_a_valid_page(catalogue_url: str) -> None:
    html = render(catalogue_url, year_to=1900)
    assert titles(html) == []
    assert "Aucun projet trouvé" in html
    assert "En cours jusqu’à" in html


def test_too_many_projects_are_refused(
    small_client: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MAX_PROJECTS", 2)
    answer = small_client.get("/api/v1/projects.html")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["numberMatched"], problem["maximum"]) == (3, 2)
    assert "at most 2 projects, and 3 are asked for" in problem["detail"]
    kept = small_client.get("/api/v1/projects.html?limit=2")
    assert kept.status_code == 200
    assert kept.headers["content-disposition"].startswith("attachment")
    assert "2 projets sur 3" in kept.text


def test_places_are_gathered_and_nothing_is_placed_falsely(small_client: httpx2.Client) -> None:
    html = small_client.get("/api/v1/projects.html?sort=title").text
    features = re.findall(r'"coordinates": \[-8\.9, 29\.1\].*?"properties": (\{.*?\})\}', html)
    assert len([each for each in features if "projects" in each]) == 1
    assert html.count('"is-concerned') + html.count("region is-concerned ") >= 1
    page = Page(html)
    places = [text_of(each) for each in page.by_class("places")]
    assert places == ["Lieux : Agadir, Désert Bleu", "Lieux : National"]


def test_sheets_carry_the_letters_of_their_language() -> None:
    for language in Language:
        sheet = front_end.sheet("css/offline.css", language)
        assert ("unicode-range:\n    U+060C" in sheet) == (language == Language.AR)
        assert "@import" not in sheet
