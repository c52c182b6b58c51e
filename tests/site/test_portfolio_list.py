"""The list of projects and the index of organisations: filters, chips, pages, wrong addresses."""

import re
from urllib.parse import urlsplit

import httpx2
import pytest

from app.exchange.formats import FORMATS
from tests.fixtures.html import text_of
from tests.fixtures.portfolio import (
    projects,
    read,
)


def test_the_list_has_every_project_over_its_pages(client: httpx2.Client) -> None:
    found: list[str] = []
    address: str | None = "/fr/projects?limit=90"
    while address is not None:
        page = read(client, address)
        titles = [next(head.iter("a")).get("href", "") for head in page.by_class("card-title")]
        found += [title.rpartition("/")[2] for title in titles]
        following = [a.get("href") for a in page.root.iter("a") if a.get("rel") == "next"]
        address = following[0] if following else None
    assert len(found) == len(set(found)) == len(projects())
    assert set(found) == {project["slug"] for project in projects()}


@pytest.mark.parametrize(
    "query",
    [
        "region=MA-02&region=MA-09",
        "funder=union-europeenne&theme=labour_mobility",
        "organisation=afd&role=funding",
        "status=unknown&year_from=2012&year_to=2014",
        "good_practice=true",
        "budget_min=100000&currency=EUR&sort=-budget",
        "q=safran",
        "level=national&residence_country=FR",
        "bbox=-10,29,-8,31",
    ],
)
def test_the_list_is_the_selection_of_the_api(client: httpx2.Client, query: str) -> None:
    answer = client.get(f"/api/v1/projects?{query}&limit=20")
    api = answer.raise_for_status().json()
    page = read(client, f"/fr/projects?{query}")
    slugs = [
        next(head.iter("a")).get("href", "").rpartition("/")[2]
        for head in page.by_class("card-title")
    ]
    assert slugs == [item["slug"] for item in api["items"]]
    count = re.search(r"\d+", text_of(next(page.by_class("result-count"))))
    assert count is not None
    assert int(count[0]) == api["numberMatched"]
    forms = {
        urlsplit(address).path: address
        for address in (a.get("href", "") for a in next(page.by_class("forms")).iter("a"))
    }
    assert forms.keys() == {"/fr/", *(f"/api/v1/projects.{name}" for name in FORMATS)}
    geojson = client.get(forms["/api/v1/projects.geojson"]).json()
    assert geojson["numberMatched"] == api["numberMatched"]
    table = client.get(forms["/api/v1/projects.hxl.csv"])
    assert table.headers["ogc-numbermatched"] == str(api["numberMatched"])


def test_empty_fields_of_the_form_are_ignored(client: httpx2.Client) -> None:
    whole = "/fr/projects?q=&region=MA-02&year_from=&year_to=&currency=&budget_min=&good_practice="
    page = read(client, whole)
    assert len(list(page.by_class("chip"))) == 1
    chip = next(page.by_class("chip"))
    assert chip.get("href") == "/fr/projects"
    assert "L'Oriental" in text_of(chip)
    box = next(e for e in page.root.iter("input") if e.get("value") == "MA-02")
    assert "checked" in box.attrib


def test_chips_take_away_one_value_each(client: httpx2.Client) -> None:
    page = read(client, "/fr/projects?region=MA-02&region=MA-09&year_from=2012&offset=20")
    addresses = {chip.get("href") for chip in page.by_class("chip")}
    assert addresses == {
        "/fr/projects?region=MA-09&year_from=2012",
        "/fr/projects?region=MA-02&year_from=2012",
        "/fr/projects?region=MA-02&region=MA-09",
    }


HOSTILE = [
    ("region=MA-99", "Région", "MA-12"),
    ("theme=nothing", "Thème", "health"),
    ("level=moon", "Niveau du lieu", "commune"),
    ("status=9", "Statut", "unknown"),
    ("year_from=abc", "En cours à partir de", "Écrivez un nombre"),
    ("year_from=3000", "En cours à partir de", "au plus 2 100"),
    ("year_from=2014&year_to=2010", "En cours à partir de", "Échangez-les"),
    ("budget_min=5", "Monnaie", "EUR"),
    ("currency=euro", "Monnaie", "trois lettres"),
    ("bbox=1,2,3", "Zone de la carte", "quatre nombres"),
    ("sort=relevance", "Ordre", "mots"),
    ("sort=colour", "Ordre", "-start"),
    ("good_practice=perhaps", "Bonne pratique", "true"),
    ("limit=9999", "Nombre par page", "au plus 100"),
    ("offset=-1", "Rang du premier", "au moins 0"),
    ("year_to=2010&year_to=2012", "En cours jusqu’à", "une seule fois"),
    ("funder=aecyd", "Bailleur", "aecid"),
    ("nonsense=1", "Paramètre inconnu", "region"),
    ("q=" + "x" * 300, "Mots cherchés", "au plus 200"),
    ("theme=%3Cscript%3Ealert(1)%3C/script%3E", "Thème", "<script>alert(1)"),
    ("%3Cb%3E=1", "Paramètre inconnu", "<b>"),
]


@pytest.mark.parametrize(("query", "named", "said"), HOSTILE)
def test_a_wrong_address_is_explained(
    client: httpx2.Client, query: str, named: str, said: str
) -> None:
    page = read(client, f"/fr/projects?{query}", 400)
    fault = next(page.by_class("fault"))
    assert named in text_of(fault)
    assert said in text_of(fault)
    mended = next(a for a in page.root.iter("a") if "is-primary" in a.get("class", ""))
    assert client.get(mended.get("href", "")).status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/ar/projects?region=MA-99", "هذه القيمة غير موجودة"),
        ("/en/projects?region=MA-99", "This value does not exist"),
        ("/en/organisations?country=XX", "This value does not exist"),
        ("/fr/organisations?type=999", "Cette valeur n’existe pas"),
        ("/fr/organisations?sort=size", "Cette valeur n’existe pas"),
        ("/fr/organisations?foo=1", "Cette page ne connaît pas ce paramètre"),
    ],
)
def test_it_is_explained_in_the_language_of_the_page(
    client: httpx2.Client, path: str, said: str
) -> None:
    assert said in text_of(read(client, path, 400).root)


def test_the_index_of_organisations_searches_names_acronyms_and_former_names(
    client: httpx2.Client,
) -> None:
    def slugs(query: str) -> list[str]:
        page = read(client, f"/fr/organisations?{query}")
        return [
            next(row.iter("a")).get("href", "").rpartition("/")[2]
            for row in next(page.by_class("directory"))
        ]

    assert slugs("q=AECID")[0] == "aecid"
    assert "aecid" in slugs("q=espagnole+cooperation")
    assert "aecid" in slugs("q=AECI&country=ES")
    assert slugs("q=الإسبانية") == slugs("q=الاسبانيه")
    assert len(slugs("limit=100&sort=name")) == 100
    empty = read(client, "/fr/organisations?q=zzzz")
    assert "Aucun organisme trouvé" in text_of(empty.root)
    assert "Aucun organisme trouvé" in text_of(read(client, "/fr/organisations?q=%25").root)
