"""Pages as schema.org graphs."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Project
from app.projects.detail import get_detail
from app.projects.reference import read_reference
from app.site.structured_data import (
    dataset_graph,
    json_ld,
    page_graph,
    project_graph,
    site_graph,
)
from tests.fixtures.database import engine_of
from tests.site.hostile import TITLES

BASE = "https://kharita.example"
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def nodes(graph: dict[str, Any]) -> dict[str, dict[str, Any]]:
    read: dict[str, Any] = json.loads(str(json_ld(graph)))
    assert read["@context"] == "https://schema.org"
    return {node["@type"]: node for node in read["@graph"]}


def check_project(document: dict[str, Any], language: Language) -> None:
    found = nodes(project_graph(document, "2026-11-21", BASE, language))
    page, project, trail = found["WebPage"], found["Project"], found["BreadcrumbList"]
    address = f"{BASE}/{language}/projects/{document['slug']}"
    assert page["url"] == project["url"] == address
    assert page["mainEntity"]["@id"] == project["@id"]
    assert page["dateModified"] == "2026-11-21"
    assert page["inLanguage"] == language
    assert len(page.get("citation", [])) == len(document["sources"])
    assert all(source["name"] for source in page.get("citation", []))
    assert project["name"] == (document["title"][language] or document["title"]["fr"])
    assert project["identifier"] == document["identifier"]
    assert project.get("foundingDate") == document["start_date"]
    assert project.get("dissolutionDate") == document["end_date"]
    roles = [part["role"] for part in document["participations"]]
    assert len(project.get("funder", [])) == roles.count("funding")
    assert len(project.get("member", [])) == len(roles) - roles.count("funding")
    places = project.get("location", [])
    assert len(places) == len(document["locations"])
    assert all(place["name"] for place in places)
    points = [place["point"] for place in document["locations"] if place["point"]]
    drawn = [place["geo"] for place in places if "geo" in place]
    assert [[geo["longitude"], geo["latitude"]] for geo in drawn] == points
    assert [item["position"] for item in trail["itemListElement"]] == [1, 2, 3]


def test_every_project_has_its_graph(catalogue_url: str) -> None:
    with engine_of(catalogue_url) as engine, Session(engine) as session:
        reference = read_reference(session)
        slugs = session.scalars(select(Project.slug)).all()
        assert len(slugs) >= 200
        for number, slug in enumerate(slugs):
            language = list(Language)[number % 3]
            detail = get_detail(session, slug, reference, language, BASE)
            check_project(detail.model_dump(mode="json"), language)


@pytest.mark.parametrize("title", TITLES)
def test_no_title_leaves_the_script_element(title: str) -> None:
    written = str(json_ld({"name": title}))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": title}


@pytest.mark.parametrize("language", list(Language))
def test_the_dataset_is_in_a_catalogue_and_can_be_downloaded(language: Language) -> None:
    found = nodes(dataset_graph(BASE, "2026-11-21", language=language))
    dataset, catalogue = found["Dataset"], found["DataCatalog"]
    assert dataset["includedInDataCatalog"]["@id"] == catalogue["@id"]
    assert 50 <= len(dataset["description"]) <= 5000  # what dataset search engines ask for
    assert dataset["license"].startswith("https://creativecommons.org/")
    forms = {form["encodingFormat"]: form["contentUrl"] for form in dataset["distribution"]}
    assert set(forms) == {"text/csv", "application/geo+json", "application/json"}
    assert all(url.startswith(f"{BASE}/api/v1/projects") for url in forms.values())


def test_the_front_door_says_how_to_search() -> None:
    found = nodes(site_graph(BASE, Language.EN))
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}/en/?q={{search_term_string}}"
    assert found["DataCatalog"]["name"] == "Kharita"


def test_other_pages_say_the_way_to_them() -> None:
    trail = [("Kharita", "/"), ("الجهات", "/regions")]
    found = nodes(page_graph(BASE, trail, language=Language.AR))
    items = found["BreadcrumbList"]["itemListElement"]
    assert [item["item"] for item in items] == [f"{BASE}/ar/", f"{BASE}/ar/regions"]
    assert items[1]["name"] == "الجهات"
