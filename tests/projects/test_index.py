"""`/api/v1/index` and `/api/v1/identifiers`: what a reader that filters by itself needs."""

from typing import Any

import httpx2
import pytest

from app.projects.index_routes import ProjectIndex
from tests.fixtures.oracle import catalogue


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_the_index_has_every_project_and_names_its_codes(client: httpx2.Client, lang: str) -> None:
    answer = client.get("/api/v1/index", params={"lang": lang})
    assert answer.status_code == 200
    index = ProjectIndex.model_validate(answer.json())
    assert {each.identifier for each in index.projects} == {
        project["identifier"] for project in catalogue()
    }
    for each in index.projects:
        assert each.title
        assert {
            token.partition(":")[2] for token in each.participants
        } <= index.organisations.keys()
        assert {token.partition(":")[0] for token in each.participants} <= index.labels[
            "role"
        ].keys()
        for name, codes in (
            ("region", each.regions),
            ("province", each.provinces),
            ("level", each.levels),
            ("theme", each.themes),
            ("target_group", each.target_groups),
            ("residence_country", each.residence_countries),
        ):
            assert set(codes) <= index.labels[name].keys()


def test_the_index_says_what_the_files_say(client: httpx2.Client) -> None:
    found: dict[str, dict[str, Any]] = {
        each["identifier"]: each for each in client.get("/api/v1/index").json()["projects"]
    }
    for project in catalogue():
        indexed = found[project["identifier"]]
        points = {tuple(place["point"]) for place in project["locations"] if place["point"]}
        assert {tuple(point) for point in indexed["points"]} == points
        assert indexed["part_of"] == project["part_of"]
        parts = {f"{part['role']}:{part['organisation']}" for part in project["participations"]}
        assert set(indexed["participants"]) == parts
        assert (indexed["budget"] is None) == (project["budget"] is None)


def test_identifiers_are_those_of_the_list_in_its_order(client: httpx2.Client) -> None:
    query = {"region": "MA-02", "q": "migration", "sort": "-start"}
    listed = client.get("/api/v1/projects", params={**query, "limit": 1000}).json()
    answer = client.get("/api/v1/identifiers", params=query).json()
    assert answer["identifiers"] == [item["identifier"] for item in listed["items"]]
    assert answer["numberMatched"] == listed["numberMatched"]


def test_a_wrong_value_is_named(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/identifiers", params={"region": "MA-99"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "region"
