"""Public pages as the server writes them."""

import json
import re
from html.parser import HTMLParser

import httpx2
import pytest

from app.codelists import Language
from app.settings import ROOT, Settings
from app.site.languages import preferred_language
from app.site.project_page import local_text
from app.site.security_headers import security_headers
from app.site.templating import environment

DATA = ("application/json", "application/ld+json")


class Outline(HTMLParser):
    """Ids, links and scripts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag in ("script", "link", "img"):
            self.addresses.append(named.get("src") or named.get("href") or "")
        if tag == "script" and "src" not in named and named.get("type") not in DATA:
            self.inline.append("script")
        self.inline.extend(name for name, _ in attrs if name == "style" or name.startswith("on"))


@pytest.mark.parametrize("language", Language)
def test_the_map_page_asks_for_what_exists_and_has_nothing_inline(
    client: httpx2.Client, language: Language
) -> None:
    answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Outline(answer.text)
    assert len(page.ids) == len(set(page.ids))
    assert page.inline == []
    static = [address for address in page.addresses if address.startswith("/static/")]
    assert len(static) >= 6
    for address in static:
        assert client.get(address).status_code == 200, address


def test_projects_have_their_pages(client: httpx2.Client) -> None:
    for path in sorted((ROOT / "data/projects").glob("*.json"))[::4]:  # the full crawl asks for all
        project = json.loads(path.read_text())
        answer = client.get(f"/fr/projects/{project['slug']}")
        assert answer.status_code == 200, project["slug"]
        assert f'data-project="{project["identifier"]}"' in answer.text
        assert answer.text.count('id="source-') == len(project["sources"])


def test_a_doubt_in_french_is_marked_on_an_arabic_page(client: httpx2.Client) -> None:
    text = client.get("/ar/projects/primo").text
    assert '<html lang="ar" dir="rtl">' in text
    assert re.search(r'<span lang="fr" dir="ltr">Budget compris dans celui de SHARAKA', text)
    assert "نص باللغة الفرنسية" in text


def test_a_fact_without_source_says_so(client: httpx2.Client) -> None:
    bare = next(
        project["slug"]
        for path in sorted((ROOT / "data/projects").glob("*.json"))
        if (project := json.loads(path.read_text()))["objectives"]
        and not any("objectives" in source["supports"] for source in project["sources"])
    )
    assert "Source non consignée" in client.get(f"/fr/projects/{bare}").text


def test_an_identifier_leads_to_the_page(client: httpx2.Client) -> None:
    answer = client.get("/en/projects/MA-MD-0103", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == "/en/projects/primo"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/fr/projects/none", "Page introuvable"),
        ("/ar/none", "الصفحة غير موجودة"),
        ("/xx/", "Page"),
    ],
)
def test_a_wrong_address_has_a_page_in_its_language(
    client: httpx2.Client, path: str, text: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert text in answer.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fr"),
        ("ar-MA,fr;q=0.8", "ar"),
        ("de, en;q=0.5, ar;q=0.3", "en"),
        ("es", "fr"),
        ("en;q=x,fr", "fr"),
    ],
)
def test_the_first_page_is_in_the_language_of_the_browser(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


def test_the_root_redirects_and_keeps_the_selection(client: httpx2.Client) -> None:
    headers = {"accept-language": "ar"}
    answer = client.get("/?region=MA-02", headers=headers, follow_redirects=False)
    assert answer.headers["location"] == "/ar/?region=MA-02"


def test_pages_allow_no_foreign_host_and_no_inline_code(client: httpx2.Client) -> None:
    policy = client.get("/fr/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    tiles = Settings(tile_url="https://{s}.tiles.example.org/{z}/{x}/{y}.png")
    assert (
        "img-src 'self' data: https://*.tiles.example.org;"
        in (security_headers(tiles)["Content-Security-Policy"])
    )


def test_values_are_escaped_and_only_web_addresses_are_links() -> None:
    env = environment(Language.FR)
    template = env.from_string("{{ text }} {{ url|safe_link }}")
    written = template.render(text="<script>alert(1)</script>", url="javascript:alert(1)")
    assert written == "&lt;script&gt;alert(1)&lt;/script&gt; #"


def test_a_text_falls_back_to_french_and_says_its_language() -> None:
    text = {"fr": "Bonjour", "ar": None, "en": "Hello", "states": {"en": "draft"}}
    english = local_text(text, Language.EN)
    arabic = local_text(text, Language.AR)
    assert english is not None
    assert (english.text, english.foreign, english.draft) == ("Hello", False, True)
    assert arabic is not None
    assert (arabic.text, arabic.lang, arabic.dir, arabic.foreign) == ("Bonjour", "fr", "ltr", True)
    assert local_text(None, Language.FR) is None
