"""JSON-LD: the graph of the pages, in one file."""

import json
import re
from collections import Counter
from typing import Any

import httpx2
import pytest

IN_PAGE = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
Node = dict[str, Any]


def read(client: httpx2.Client, query: str = "") -> list[Node]:
    answer = client.get(f"/api/v1/projects.jsonld?{query}").raise_for_status()
    assert answer.headers["content-type"] == "application/ld+json"
    document = answer.json()
    assert document["@context"] == "https://schema.org"
    graph: list[Node] = document["@graph"]
    return graph


def of_type(graph: list[Node], kind: str) -> list[Node]:
    return [node for node in graph if node["@type"] == kind]


@pytest.mark.parametrize(
    "query", ["", "region=MA-09&sort=-start&lang=ar", "q=retour&limit=3&offset=1"]
)
def test_it_holds_the_same_projects(client: httpx2.Client, query: str) -> None:
    items = client.get(
        f"/api/v1/projects?{query if 'limit' in query else query + '&limit=1000'}"
    ).json()["items"]
    graph = read(client, query)
    projects = of_type(graph, "Project")
    assert [node["identifier"] for node in projects] == [item["identifier"] for item in items]
    for node, item in zip(projects, items, strict=True):
        assert (node["name"], node["url"]) == (item["title"], item["url"])
        assert (node.get("foundingDate"), node.get("dissolutionDate")) == (
            item["start_date"],
            item["end_date"],
        )
        roles = Counter(part["role"] for part in item["participations"])
        assert len(node.get("funder", [])) == roles["funding"]
    (file,) = {node["subjectOf"]["@id"] for node in projects}
    about = next(node for node in graph if node.get("@id") == file)
    assert about["isPartOf"]["@id"] in {node["@id"] for node in of_type(graph, "Dataset")}


def test_a_project_is_told_as_on_its_page(client: httpx2.Client) -> None:
    graph = read(client, "lang=en&q=PRIM")
    projects = of_type(graph, "Project")
    pages = {node["@id"]: node for node in of_type(graph, "WebPage")}
    assert any("parentOrganization" in node for node in projects)
    for project in projects[:6]:
        page = client.get(project["url"])
        found = IN_PAGE.search(page.text)
        assert found is not None
        shown = {node["@type"]: node for node in json.loads(found[1])["@graph"]}
        project.pop("subjectOf")
        assert relative(shown["Project"], str(client.base_url)) == project
        assert relative(shown["WebPage"], str(client.base_url)) == pages[project["url"]]


def relative(node: Node, base_url: str) -> Node:
    """The page of a server without an address of its own names the host that was asked."""
    without: Node = json.loads(json.dumps(node).replace(base_url.rstrip("/"), ""))
    return without


def test_an_empty_selection_is_a_valid_file(client: httpx2.Client) -> None:
    graph = read(client, "year_to=1900")
    assert Counter(node["@type"] for node in graph) == {"DataCatalog": 1, "Dataset": 2}
