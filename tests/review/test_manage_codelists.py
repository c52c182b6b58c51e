"""Administration of codelists through the door."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from app.codelists import UserRole
from app.models import Organisation, User
from tests.fixtures.factories import make_organisation, make_project, publish_projects
from tests.fixtures.managing import LISTS, ORGANISATIONS, actions, edit, pointers, version
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS = [make_project(1, themes=["health"])]


def organisations() -> list[Organisation]:
    return [make_organisation("edited")]


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        user = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, user) as client:
        yield client


def lists(client: httpx2.Client) -> dict[str, Any]:
    return {item["name"]: item for item in client.get(LISTS).json()["items"]}


def test_add_translate_retire(small: Application, client: httpx2.Client) -> None:
    labels = {"fr": "Climat", "ar": "المناخ", "en": "Climate"}
    before = version(small)
    answer = client.post(f"{LISTS}/theme/items", json={"code": "climate", "labels": labels})
    assert answer.status_code == 201, answer.text
    address = answer.headers["location"]
    assert (answer.json()["labels"], answer.json()["version"]) == (labels, 1)
    assert (
        client.post(f"{LISTS}/theme/items", json={"code": "climate", "labels": labels}).status_code
        == 409
    )
    assert version(small) == before + 1
    assert lists(client)["theme"]["items"][-1]["code"] == "climate"
    with small.client() as visitor:
        assert "Climat" in visitor.get("/api/v1/codelists").text
        assert visitor.get("/api/v1/projects?theme=climate").json()["numberMatched"] == 0
    answer = edit(client, address, {"labels": {"fr": "Climat et eau"}})
    assert answer.json()["labels"] == {**labels, "fr": "Climat et eau"}
    assert edit(client, address, {"retired": True}).json()["retired_at"] is not None
    assert edit(client, address, {"retired": False}).json()["retired_at"] is None
    assert edit(client, address, {"retired": False}, seen='"1"').status_code == 412
    assert client.patch(address, json={"retired": True}).status_code == 428
    assert actions(small, "theme/climate") == [
        "codelist_item.added",
        "codelist_item.edited",
        "codelist_item.retired",
        "codelist_item.restored",
    ]


def test_a_new_label_is_searched_for(small: Application, client: httpx2.Client) -> None:
    assert edit(
        client, f"{LISTS}/theme/items/health", {"labels": {"fr": "Kinésithérapie"}}
    ).is_success
    with small.client() as visitor:
        found = visitor.get("/api/v1/projects?q=kinesitherapie").json()
        assert [item["identifier"] for item in found["items"]] == ["MA-MD-0001"]


def test_closed_lists_are_only_translated(client: httpx2.Client) -> None:
    assert lists(client)["role"]["closed"]
    labels = {"fr": "Nouveau", "ar": "جديد", "en": "New"}
    body = {"code": "observer", "labels": labels}
    assert client.post(f"{LISTS}/role/items", json=body).status_code == 409
    address = f"{LISTS}/role/items/funding"
    assert edit(client, address, {"retired": True}).status_code == 409
    answer = edit(client, address, {"labels": {"en": "Donor"}})
    assert (answer.status_code, answer.json()["labels"]["en"]) == (200, "Donor")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"code": "x", "labels": {"fr": "X"}}, ["#/labels/ar", "#/labels/en"]),
        ({"code": "A b", "labels": {"fr": "X", "ar": "x", "en": "x"}}, ["#/code"]),
        ({"code": "x", "labels": {"fr": "X", "ar": " ", "en": "x"}}, ["#/labels/ar"]),
        ({"code": "x", "labels": {"fr": "X", "ar": "x", "en": "x"}, "dac": "1"}, ["#/dac"]),
        ({"code": "x", "labels": {"fr": "X", "ar": "x", "en": "x"}, "list": "y"}, ["#/list"]),
    ],
)
def test_a_bad_item_is_refused(client: httpx2.Client, body: object, wrong: list[str]) -> None:
    assert pointers(client.post(f"{LISTS}/theme/items", json=body)) == wrong


def test_unknown_lists_and_codes(client: httpx2.Client) -> None:
    for path in ("nothing/items/x", "theme/items/nothing", "theme/items/%00"):
        assert client.get(f"{LISTS}/{path}").status_code == 404
    body = {"code": "x", "labels": {"fr": "X", "ar": "x", "en": "x"}}
    assert client.post(f"{LISTS}/nothing/items", json=body).status_code == 404
    headers = {"if-match": '"1"'}
    assert client.patch(f"{LISTS}/theme/items/%00", json={}, headers=headers).status_code == 404


def test_contributors_and_visitors_may_not(small: Application) -> None:
    with writing(small) as session:
        user: User = make_user(session)
    with signed_in(small, user) as member, small.client() as visitor:
        for client, status in ((member, 403), (visitor, 401)):
            assert client.get(LISTS).status_code == status
            assert client.get(f"{ORGANISATIONS}/edited").status_code == status
            assert client.post(ORGANISATIONS, json={"names": {"fr": "X"}}).status_code == status


def test_a_retired_code_is_kept_and_no_longer_taken(
    small: Application, client: httpx2.Client
) -> None:
    address = f"{LISTS}/target_group/items/women"
    assert edit(client, address, {"retired": True}).status_code == 200
    try:
        with writing(small) as session:
            publish_projects(session, [make_project(5, target_groups=["women"])])
        with small.client() as visitor:
            assert visitor.get("/api/v1/projects?target_group=women").json()["numberMatched"] == 1
        patch = {"target_groups": {"women": True}}
        answer = client.post("/api/v1/submissions", json={"project": "MA-MD-0001", "patch": patch})
        assert answer.status_code in (201, 422), answer.text
        if answer.status_code == 201:
            checked = client.get(f"{answer.headers['location']}/check").json()
            assert any("retired" in error["detail"] for error in checked["errors"])
    finally:
        assert edit(client, address, {"retired": False}).status_code == 200
