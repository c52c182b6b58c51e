"""Organisations and codelists as they are served."""

import json
from typing import Any

import httpx2
import pytest

from app.codelists import CLOSED, OpenList
from app.settings import ROOT
from tests.fixtures.oracle import catalogue

DATA = ROOT / "data"


def test_organisations_are_those_of_the_file(client: httpx2.Client) -> None:
    expected = {
        entry["slug"]: entry for entry in json.loads((DATA / "organisations.json").read_bytes())
    }
    body = client.get("/api/v1/organisations").raise_for_status().json()
    assert body["numberMatched"] == body["numberReturned"] == len(expected) == 347
    for item in body["items"]:
        entry = expected.pop(item["slug"])
        assert {name: item[name] for name in entry} == entry
        assert item["name"] == entry["names"]["fr"]
    assert expected == {}


def test_every_participant_is_listed(client: httpx2.Client) -> None:
    listed = {item["slug"] for item in client.get("/api/v1/organisations").json()["items"]}
    for project in catalogue():
        assert {part["organisation"] for part in project["participations"]} <= listed


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_names_fall_back_on_french(client: httpx2.Client, language: str) -> None:
    items = client.get(f"/api/v1/organisations?lang={language}").json()["items"]
    for item in items:
        assert item["name"] == (item["names"][language] or item["names"]["fr"])
    assert {item["slug"] for item in items} == {
        item["slug"] for item in client.get("/api/v1/organisations").json()["items"]
    }


def test_organisations_come_in_pages(client: httpx2.Client) -> None:
    whole = [item["slug"] for item in client.get("/api/v1/organisations").json()["items"]]
    address: str | None = "/api/v1/organisations?limit=100"
    paged: list[str] = []
    while address:
        body = client.get(address).json()
        paged += [item["slug"] for item in body["items"]]
        links = {link["rel"]: link["href"] for link in body["links"]}
        address = links.get("next")
    assert paged == whole


def test_organisations_are_in_the_order_of_a_dictionary(client: httpx2.Client) -> None:
    names = [item["name"] for item in client.get("/api/v1/organisations").json()["items"]]
    accented = [index for index, name in enumerate(names) if name.startswith(("É", "é"))]
    plain = [index for index, name in enumerate(names) if name.startswith(("F", "f"))]
    assert accented
    assert max(accented) < min(plain)


def read_codelist(name: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((DATA / "codelists" / f"{name}.json").read_bytes())[
        "items"
    ]
    return items


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_codelists_are_those_of_the_files(client: httpx2.Client, language: str) -> None:
    lists = client.get(f"/api/v1/codelists?lang={language}").raise_for_status().json()
    assert set(lists) == {*OpenList, *CLOSED}
    for name, items in lists.items():
        expected = read_codelist(name)
        assert [(item["code"], item["labels"]) for item in items] == [
            (item["code"], item["labels"]) for item in expected
        ]
        assert [item["label"] for item in items] == [item["labels"][language] for item in expected]


def test_closed_codelists_are_complete(client: httpx2.Client) -> None:
    lists = client.get("/api/v1/codelists").json()
    for name, codes in CLOSED.items():
        assert {item["code"] for item in lists[name]} == {str(code) for code in codes}
