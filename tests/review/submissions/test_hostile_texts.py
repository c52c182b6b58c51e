"""Texts that try to break out of their place stay texts, from the proposal to the page."""

from html.parser import HTMLParser
from typing import Any

import pytest

from app.models import Organisation
from tests.fixtures.factories import Content, make_organisation, make_project
from tests.fixtures.hostile import ADDRESS, SHORT, TEXTS
from tests.fixtures.submissions import done
from tests.review.submissions.conftest import Cast

PROJECTS: list[Content] = [make_project(1)]
KEY = "00000000-0000-4000-8000-00000000000{}"


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.inline: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.handlers += [name for name in names if name.startswith("on")]
        self._script = tag == "script" and names.get("type") != "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._script and "window.broken" in data:
            self.inline.append(data)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_from_the_proposal_to_the_page(cast: Cast, number: int) -> None:
    text, short = TEXTS[number], SHORT[number]
    patch: dict[str, Any] = {
        "title": {"fr": text, "ar": TEXTS[number - 1]},
        "acronym": short,
        "description": {"en": text},
        "objectives": {KEY.format(number): {"text": {"fr": text}}},
        "budget": {"value": 5, "currency": "EUR", "scope": "morocco", "note": text},
        "documents": {KEY.format(number): {"title": short, "url": ADDRESS}},
    }
    source = {"url": ADDRESS, "title": short, "evidence": text}
    seen = cast.amal.start(None, patch=patch, sources={"title.fr": source}, note=text[:4000])
    assert next(item for item in seen["changes"] if item["path"] == "title.fr")["proposed"] == text
    seen = cast.amal.act(seen, "submit")
    done(cast.driss.decide(seen, "acronym", decision="rejected", reason=text[:4000]))
    seen = cast.driss.get(seen)
    slug = cast.driss.act(seen, "approve", accept_all=True, message=text[:4000])["project"]["slug"]
    assert len(slug) <= 100
    live = cast.live(slug)
    assert live["title"]["fr"] == text
    assert live["acronym"] is None
    assert live["sources"][0]["evidence"] == text
    page = cast.amal.client.get(f"/fr/projects/{slug}")
    assert page.status_code == 200
    tags = Tags()
    tags.feed(page.text)
    assert (tags.handlers, tags.inline) == ([], [])
