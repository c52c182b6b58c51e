"""Projects that a source calls a good practice or a pilot to repeat."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import OpenList
from app.models import Source
from app.projects.criteria import build_criteria
from app.projects.directory_queries import list_practices
from app.projects.facets import count_facets
from app.projects.filters import Filters
from app.projects.queries import count
from app.site.charts import Bar
from app.site.portfolio.cards import Card, Name, make_card
from app.site.portfolio.context import PageContext
from app.site.portfolio.numbers import facet_bars

MOST = 200


@dataclass(frozen=True)
class PracticeCard:
    card: Card
    sources: Sequence[Source]


@dataclass(frozen=True)
class ThemePractices:
    """Under its first theme each, so that none is told twice."""

    theme: Name | None
    practices: list[PracticeCard]


@dataclass(frozen=True)
class PracticesPage:
    matched: int
    shown: int
    themes: list[Bar]
    groups: Sequence[ThemePractices]
    without_source: int


def build_practices(page: PageContext) -> PracticesPage:
    practices = [
        PracticeCard(make_card(found.item, page), found.sources)
        for found in list_practices(page.session, MOST)
    ]
    filters = Filters(good_practice=True)
    criteria = build_criteria(page.session, filters, page.reference)
    themes = count_facets(
        page.session, criteria, filters, page.reference, page.language, ["theme"]
    )["theme"]
    groups: dict[str | None, list[PracticeCard]] = {
        code: [] for code in (*page.reference.lists.get(OpenList.THEME, {}), None)
    }
    for practice in practices:
        codes = practice.card.item["themes"]
        groups[codes[0] if codes else None].append(practice)
    return PracticesPage(
        count(page.session, criteria, filters).matched,
        len(practices),
        facet_bars(themes),
        [
            ThemePractices(Name(code, page.label(OpenList.THEME, code)) if code else None, found)
            for code, found in groups.items()
            if found
        ],
        sum(not practice.sources for practice in practices),
    )
