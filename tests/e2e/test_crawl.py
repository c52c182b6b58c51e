"""Every link and asset of the site leads somewhere, from the front page and the sitemap on."""

import httpx2
import pytest

from tests.fixtures.crawler import Crawl
from tests.fixtures.explorer import catalogue
from tests.fixtures.site_pages import KINDS

STARTS = ["/", "/sitemap.xml", "/robots.txt", "/fr/feed.xml", "/embed", "/api/v1/docs"]


def expect_whole(crawl: Crawl) -> None:
    assert crawl.broken == []
    assert crawl.unsafe == []
    # Those that the crawl must have found by itself.
    for kind in KINDS:
        if kind.status == 200 and "?" not in kind.path and "*" not in kind.path:
            for language in kind.languages:
                family = kind.address(language).replace("primo", "*").replace("aecid", "*")
                family = family.replace("MA-02", "*")
                if not family.endswith("/thanks"):
                    assert crawl.families[family + "?"] > 0, family


def test_a_sample_of_all_links_leads_somewhere(client: httpx2.Client) -> None:
    expect_whole(Crawl(client, limit=1, sample=1, names=0).run(*STARTS))


@pytest.mark.full
def test_all_links_lead_somewhere(client: httpx2.Client) -> None:
    crawl = Crawl(client, limit=1000, sample=4, names=1).run(*STARTS)
    expect_whole(crawl)
    for language in ("fr", "ar", "en"):
        assert crawl.families[f"/{language}/projects/*?"] >= len(catalogue())
