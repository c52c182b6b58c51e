"""Saved views through the door: kept, shared, changed, deleted; and the pages that show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints
from urllib.parse import urlencode
from uuid import uuid4

import httpx2
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from app.auth.account.service import anonymise
from app.codelists import UserRole, ViewKind
from app.models import AuditEvent, Organisation, SavedView, User
from app.projects.filters import Filters
from app.review.saved_views.kinds import MODELS, PATHS
from app.site.analysis.routers import ROUTERS
from tests.fixtures.factories import Content, make_project
from tests.fixtures.html import Page, text_of
from tests.fixtures.server import Application
from tests.fixtures.users import current_analyst, make_user, signed_in, writing

PROJECTS: list[Content] = [make_project(1, themes=["health"])]
VIEWS = "/api/v1/saved-views"


def organisations() -> list[Organisation]:
    return []


@dataclass(frozen=True)
class People:
    owner: httpx2.Client
    colleague: httpx2.Client
    member: httpx2.Client
    owner_row: User


@pytest.fixture(scope="module")
def people(small: Application) -> Iterator[People]:
    with writing(small) as session:
        owner = make_user(session, role=UserRole.ANALYST, name="Salma")
        colleague = make_user(session, role=UserRole.ANALYST)
        member = make_user(session)
    with (
        signed_in(small, owner) as first,
        signed_in(small, colleague) as second,
        signed_in(small, member) as third,
    ):
        yield People(first, second, third, owner)


def save(client: httpx2.Client, **over: Any) -> Any:
    body = {"name": "Santé", "kind": "table", "query": "theme=health&rows=province", **over}
    return client.post(VIEWS, json=body).raise_for_status().json()


def test_a_view_is_kept_with_its_query(people: People) -> None:
    kept = save(people.owner, query="?theme=health&region=&rows=province&q=l%27eau")
    assert kept["query"] == "theme=health&rows=province&q=l%27eau"
    assert kept["path"] == "/fr/analysis/table?theme=health&rows=province&q=l%27eau"
    assert (kept["own"], kept["sharing"], kept["version"]) == (True, "private", 1)
    found = people.owner.get(f"{VIEWS}/{kept['id']}")
    assert found.headers["etag"] == '"1"'
    assert found.json() == kept
    assert kept in people.owner.get(VIEWS).json()["items"]


@pytest.mark.parametrize(
    ("kind", "query", "told"),
    [
        ("table", "theme=nothing", "theme"),
        ("table", "rows=nowhere", "rows: "),
        ("table", "colour=red", "colour: the page has no such parameter"),
        ("coverage", "province=MA-AAA", "province"),
        ("money", "convert_to=EU", "convert_to: "),
        ("dashboard", "year_from=2020&year_to=2010", "year_from"),
        ("network", "minimum=1&minimum=2", "minimum: is given several times"),
        ("table", "q=%FF", "is not the query of an address"),
        ("table", "javascript:alert(1)", "'javascript:alert(1)' is not written as name=value"),
        ("dashboard", "theme=health&region", "'region' is not written as name=value"),
    ],
)
def test_what_the_page_refuses_is_refused(people: People, kind: str, query: str, told: str) -> None:
    answer = people.owner.post(VIEWS, json={"name": "X", "kind": kind, "query": query})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "#/query"
    assert told in error["detail"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"name": "", "kind": "table"}, "empty"),
        ({"name": "X" * 121, "kind": "table"}, "must have at most 120 characters"),
        ({"name": "X", "kind": "radar"}, "'table'"),
        ({"name": "X"}, "is required"),
        ({"name": "X", "kind": "table", "sharing": "world"}, "'private'"),
        ({"name": "X", "kind": "table", "query": "q=" + "a" * 4000}, "at most 4000 characters"),
        ({"name": "X", "kind": "table", "query": "q=a\x00"}, "null character"),
    ],
)
def test_wrong_bodies_are_explained(people: People, body: dict[str, str], told: str) -> None:
    answer = people.owner.post(VIEWS, json=body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert told in error["detail"]


def test_who_sees_a_view(people: People) -> None:
    def seen(kept: Any) -> list[int]:
        address = f"{VIEWS}/{kept['id']}"
        return [one.get(address).status_code for one in (people.colleague, people.member)]

    def listed(kept: Any) -> bool:
        return kept["id"] in [one["id"] for one in people.colleague.get(VIEWS).json()["items"]]

    private, shared, linked = (
        save(people.owner, sharing=sharing) for sharing in ("private", "analysts", "signed_in")
    )
    assert [seen(kept) for kept in (private, shared, linked)] == [[404, 404], [200, 404], [200] * 2]
    assert [listed(kept) for kept in (private, shared, linked)] == [False, True, True]
    assert people.colleague.get(f"{VIEWS}/{linked['id']}").json()["own"] is False


def test_only_the_owner_changes_it_and_only_what_was_seen(people: People) -> None:
    kept = save(people.owner, sharing="analysts")
    address = f"{VIEWS}/{kept['id']}"
    named = {"name": "Soins", "sharing": "signed_in"}
    assert (
        people.colleague.patch(address, json=named, headers={"if-match": '"1"'}).status_code == 403
    )
    assert people.owner.patch(address, json=named).status_code == 428
    changed = people.owner.patch(address, json=named, headers={"if-match": '"1"'})
    assert changed.headers["etag"] == '"2"'
    moved = {"version": 2, "updated_at": changed.json()["updated_at"]}
    assert changed.json() == {**kept, **named, **moved}
    stale = people.owner.patch(address, json={"name": "Autre"}, headers={"if-match": '"1"'})
    assert stale.status_code == 412
    wrong = people.owner.patch(address, json={"query": "x=1"}, headers={"if-match": '"2"'})
    assert wrong.status_code == 422
    assert (
        people.owner.patch(address, json={"name": None}, headers={"if-match": '"2"'}).status_code
        == 422
    )
    assert people.colleague.delete(address).status_code == 403
    assert people.owner.delete(address).status_code == 204
    assert people.owner.get(address).status_code == 404


def test_a_view_that_is_sent_twice_is_kept_once(people: People) -> None:
    body = {"name": f"Une {uuid4()}", "kind": "money"}
    key = {"idempotency-key": str(uuid4())}
    first, second = (people.owner.post(VIEWS, json=body, headers=key) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    names = [one["name"] for one in people.owner.get(VIEWS).json()["items"]]
    assert names.count(body["name"]) == 1


def test_what_is_done_is_in_the_audit_log(people: People, small: Application) -> None:
    kept = save(people.owner)
    address = f"{VIEWS}/{kept['id']}"
    people.owner.patch(address, json={"name": "Z"}, headers={"if-match": '"1"'}).raise_for_status()
    people.owner.delete(address).raise_for_status()
    with writing(small) as session:
        events = session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.subject_id == kept["id"])
            .order_by(AuditEvent.id)
        ).all()
    assert events == ["saved_view.created", "saved_view.edited", "saved_view.deleted"]


def test_private_views_go_with_the_account_and_shared_ones_stay(small: Application) -> None:
    with writing(small) as session:
        user = current_analyst(session)
        for sharing in ("private", "analysts"):
            session.add(
                SavedView(owner_id=user.id, name="N", kind="table", query="", sharing=sharing)
            )
        session.flush()
        anonymise(session, user.actor, user.id)
        left = session.scalars(select(SavedView.sharing).where(SavedView.owner_id == user.id)).all()
    assert left == ["analysts"]


def page_models() -> dict[str, Any]:
    """Path after the language → the model of what the address of the page may ask."""
    found = {}
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            read = route.endpoint.__globals__.get("read_query")
            if read is not None:
                (model,) = get_args(get_type_hints(read)["return"])
                found[route.path.removeprefix("/{lang}")] = model
    return found


def test_views_are_read_as_their_pages_read_them() -> None:
    """What a page may ask is what its view may ask."""
    models = page_models()
    assert len(models) >= 3
    for kind in ViewKind:
        page = models.get(PATHS[kind])
        if page is None:
            continue
        own = set(page.model_fields) - set(Filters.model_fields)
        assert own == set(MODELS[kind].model_fields) - set(Filters.model_fields), kind
        for name in own:
            assert MODELS[kind].model_fields[name].default == page.model_fields[name].default, name


def test_the_public_page_leads_to_saving_through_signing_in(
    people: People, small_client: httpx2.Client
) -> None:
    address = "/fr/analysis/table?theme=health&q=l%27eau"
    page = Page(small_client.get(address).text)
    (link,) = [one for one in page.root.iter("a") if text_of(one) == "Enregistrer cette vue"]
    target = link.get("href") or ""
    asked = small_client.get(target)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/fr/sign-in?next=/fr/workspace/views/new")
    form = people.owner.get(target)
    assert form.status_code == 200
    assert "/fr/analysis/table?q=l%27eau&amp;theme=health" in form.text
    assert people.member.get(target).status_code == 403


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_pages_of_views(people: People, language: str) -> None:
    kept = save(people.owner, name="<b>Vue</b>", sharing="signed_in")
    listed = people.owner.get(f"/{language}/workspace/views")
    assert listed.status_code == 200
    assert "<b>Vue</b>" not in listed.text
    Page(listed.text)
    opened = people.member.get(f"/{language}/workspace/views/{kept['id']}")
    assert opened.status_code == 303
    assert opened.headers["location"] == f"/{language}/analysis/table?theme=health&rows=province"
    wrong = people.owner.get(
        f"/{language}/workspace/views/new?" + urlencode({"kind": "table", "query": "theme=no"})
    )
    assert wrong.status_code == 400
    Page(wrong.text)


def test_without_views_the_page_teaches(small: Application) -> None:
    with writing(small) as session:
        user = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, user) as client:
        page = Page(client.get("/fr/workspace/views").text)
    links = {one.get("href") for one in page.root.iter("a")}
    assert "/fr/analysis" in links


def test_what_is_no_id_is_told_in_plain_words(people: People) -> None:
    answer = people.owner.get("/api/v1/saved-views/zz")
    assert (answer.status_code, answer.json()["title"]) == (400, "Bad address")
    assert "UUID" not in answer.text
    assert "there is nothing by this id" in answer.json()["detail"]


def test_parameters_are_named_as_they_are_written(people: People) -> None:
    answer = people.owner.get("/api/v1/changes?from=2026-01-01&since=2026-01-01")
    assert {"from", "to"} <= set(answer.json()["allowed"])


def test_a_value_of_no_list_is_told_with_the_list(people: People) -> None:
    answer = people.owner.get("/api/v1/submissions?state=zz")
    assert answer.json()["detail"].startswith("state: must be one of 'draft', 'submitted'")
