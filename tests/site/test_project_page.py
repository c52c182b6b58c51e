"""The page of a project of a small catalogue, as the server writes it."""

import re
from typing import Any

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, make_text, takes_part

SOURCES: list[dict[str, Any]] = [
    {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "url": "https://www.example.org/page",
        "title": None,
        "supports": supports,
        "evidence": evidence,
        "accessed_at": "2024-05-06",
        "archive_url": None,
    }
    for number, (supports, evidence) in enumerate(
        [(["start_date"], None), (["start_date", "good_practice"], "un modèle à suivre")]
    )
]
PROJECTS = [
    make_project(
        1,
        slug="complet",
        title=make_text("Projet « complet »", ar="مشروع PRIMO الكامل"),
        title_original="Proyecto",
        original_language="es",
        start_date="2014",
        good_practice=True,
        themes=["health"],
        participations=[
            takes_part("bailleur", contribution={"value": 5000, "currency": "EUR"}),
            takes_part("relais", "extending"),
            takes_part("operateur", "implementing"),
            takes_part("ami", "partner"),
        ],
        locations=[
            located("commune", "MA-01", "MA-AAA", (-8.9, 29.5), name="Ici"),
            located("province", "MA-02", "MA-BBB"),
        ],
        sources=SOURCES,
    ),
    make_project(2, slug="vide"),
    make_project(
        3, slug="voisin", themes=["health"], locations=[located("region", "MA-01")], part_of=None
    ),
    make_project(4, slug="partie", part_of="MA-MD-0001", themes=["health"]),
]


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("bailleur", "relais", "operateur", "ami")]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def page(small_client: httpx2.Client) -> str:
    return small_client.get("/fr/projects/complet").text


def test_facts_with_a_source_are_counted(small_client: httpx2.Client, page: str) -> None:
    # Title, start, themes, places, good practice, four roles and a contribution.
    assert "2 informations sur 10 ont une source consignée." in words(page)
    bare = words(small_client.get("/fr/projects/vide").text)
    assert "0 information sur 1 a une source consignée." in bare


def test_a_fact_leads_to_its_sources(page: str) -> None:
    start = page[page.index("<dt>Début") : page.index("<dt>Fin")]
    assert re.findall(r'href="#source-(\d)"', start) == ["1", "2"]
    assert page.count('id="source-1"') == 1
    assert "Non connue" in words(page[page.index("<dt>Fin") : page.index("<dt>Budget")])


def test_who_does_what_follows_the_money(page: str) -> None:
    order = [page.index(f'data-role="{role}"') for role in ("funding", "extending", "implementing")]
    assert order == sorted(order)
    assert page.index('data-role="partner"') > order[-1]
    assert "5\u202f000 EUR" in page
    assert "Contribution connue pour 1 bailleur sur 1." in page


def test_places_lead_to_portfolios_and_to_the_map(page: str) -> None:
    for address in (
        "/fr/regions/MA-01",
        "/fr/regions/MA-01#MA-AAA",
        "/fr/regions/MA-02#MA-BBB",
        "/fr/?region=MA-02",
        "/fr/?province=MA-AAA",
    ):
        assert f'href="{address}"' in page
    assert page.count('class="locator-region"') == 2
    assert page.count('class="locator-province"') == 2
    assert page.count('class="locator-point"') == 1


def test_places_are_named_in_the_language_of_the_page(client: httpx2.Client) -> None:
    primo = client.get("/ar/projects/primo").text
    assert '<bdi lang="ar">السعيدية</bdi>' in primo
    assert '<bdi lang="ar">كايس (مالي)</bdi>' in primo
    arabic = client.get("/ar/projects/sharaka").text
    assert '<bdi lang="ar">المغرب</bdi>' in arabic
    assert '<bdi lang="en">Morocco</bdi>' in client.get("/en/projects/sharaka").text


def test_a_place_without_name_in_the_language_of_the_page_is_marked(
    small_client: httpx2.Client,
) -> None:
    assert '<bdi lang="fr">Ici</bdi>' in small_client.get("/ar/projects/complet").text


def test_a_good_practice_says_why_and_according_to_whom(page: str) -> None:
    reason = page[page.index('id="good-practice"') : page.index("Qui fait quoi")]
    assert '<q lang="" dir="auto">un modèle à suivre</q>' in reason
    assert 'href="#source-2"' in reason
    assert 'href="#source-1"' not in reason


def test_gaps_are_named(small_client: httpx2.Client, page: str) -> None:
    gaps = "le statut, la fin, le budget, les objectifs, les résultats, le public."
    assert f"Pas encore trouvés : {gaps}" in words(page)
    bare = words(small_client.get("/fr/projects/vide").text)
    assert "le lieu" in bare
    assert "le maître d’œuvre." in bare


def test_states_and_languages_of_texts_are_told(small_client: httpx2.Client, page: str) -> None:
    assert "Projet «\u00a0complet\u00a0»</h1>" in page
    assert '<i lang="es" dir="auto">Proyecto</i>' in page
    assert "traduction provisoire" not in page
    arabic = small_client.get("/ar/projects/complet").text
    assert "<bdi>PRIMO</bdi>" in arabic
    assert "ترجمة مؤقتة" in arabic
    english = small_client.get("/en/projects/complet").text
    assert '<h1 lang="fr" dir="ltr">' in english
    assert "text in French" in english


def test_relatives_are_listed_once_each(page: str) -> None:
    similar = page[page.index('class="similar"') :]
    assert re.findall(r'data-project-link="(\w+)"', similar) == ["voisin"]
    assert "même région (Côte Verte), même thème" in words(similar).replace("( ", "(").replace(
        " )", ")"
    )
    assert 'data-project-link="partie"' in page


def test_a_title_of_a_relative_in_another_language_is_marked(small_client: httpx2.Client) -> None:
    english = small_client.get("/en/projects/complet").text
    part = english[english.index('data-project-link="partie"') :]
    assert part.startswith('data-project-link="partie" lang="fr" dir="ltr"')
    assert "text in French" in part[: part.index("</li>")]
    arabic = small_client.get("/ar/projects/partie").text
    programme = arabic[arabic.index('data-project-link="complet"') :]
    assert programme.startswith('data-project-link="complet" lang="ar" dir="rtl"')
    assert "remark" not in programme[: programme.index("</p>")]


def test_the_record_says_how_fresh_it_is_and_what_to_do(page: str) -> None:
    foot = words(page[page.index('class="project-foot"') :])
    assert "révision 1 du" in foot
    assert "pas encore confirmée depuis sa saisie" in foot
    assert 'href="/fr/projects/complet/report"' in page
    assert 'href="/fr/projects/MA-MD-0001"' in page
