"""The history of a small catalogue: three projects, revised by organisations on known days."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select, text

from app.audit.events import Actor, record_event
from app.codelists import Channel, UserRole
from app.models import Organisation, Project, User
from app.permissions.roles import Scope
from app.projects.document import ProjectDocument
from app.projects.service import publish
from app.publication.version import bump
from tests.fixtures.factories import (
    make_organisation,
    make_project,
    make_text,
    takes_part,
)
from tests.fixtures.server import Application, wait_until
from tests.fixtures.users import make_user, signed_in, token_for, writing

SOURCE = {
    "id": "00000000-0000-4000-8000-000000000001",
    "url": "https://example.org/rapport",
    "title": "Rapport",
    "supports": ["budget", "title.fr"],
    "evidence": "Cent mille euros",
    "accessed_at": "2026-11-01",
    "archive_url": None,
}
BUDGET = {"value": 100000, "currency": "EUR", "scope": "morocco", "note": None}
FIRST = make_project(1, title=make_text("Puits du Souss", "آبار سوس"), themes=["local_development"],
                     participations=[takes_part("afd")])  # fmt: skip
SECOND = {**FIRST, "title": make_text("Puits et forages du Souss", "آبار سوس"), "budget": BUDGET,
          "sources": [SOURCE]}  # fmt: skip
SECOND["title"]["states"]["ar"] = "stale"
THIRD = {**SECOND, "themes": ["gender"]}
PROJECTS = [FIRST, make_project(2), make_project(3)]
DAYS = ("2026-01-10", "2026-02-10", "2026-03-10")


def organisations() -> list[Organisation]:
    return [make_organisation("afd"), make_organisation("migdev")]


@pytest.fixture(scope="module")
def people(small: Application) -> dict[str, User]:
    with writing(small) as session:
        rows = {row.slug: row for row in session.scalars(select(Organisation))}
        found = {
            "author": make_user(session, organisations=[rows["afd"]], name="Amina Autrice"),
            "stranger": make_user(session, organisations=[rows["migdev"]], name="Samir"),
            "analyst": make_user(session, role=UserRole.ANALYST, name="Rachid Relecteur"),
        }
        project = session.scalars(select(Project).where(Project.identifier == "MA-MD-0001")).one()
        for content in (SECOND, THIRD):
            publish(session, project, ProjectDocument.model_validate(content), "afd")
        session.execute(text("SET LOCAL session_replication_role = replica"))
        for number, day in enumerate(DAYS, start=1):
            session.execute(
                text("UPDATE revisions SET created_at = CAST(:at AS timestamptz), author_id = :a,"
                     " approver_id = :b WHERE project_id = :p AND number = :n"),
                {"at": f"{day}T12:00:00Z", "p": project.id, "n": number,
                 "a": found["author"].id if number > 1 else None,
                 "b": found["analyst"].id if number > 1 else None},
            )  # fmt: skip
        other = session.scalars(select(Project).where(Project.identifier == "MA-MD-0003")).one()
        actor = Actor(found["author"].id, Channel.SESSION)
        record_event(session, actor, "project.confirmed", "project", other.identifier,
                     project_id=other.id, data={"secret": "x"})  # fmt: skip
        bump(session)
    version = small.watcher.version
    wait_until(lambda: small.watcher.version is not None or version is not None)
    return found


@pytest.fixture
def client(small: Application, people: dict[str, User]) -> Iterator[httpx2.Client]:  # noqa: ARG001
    with small.client() as found:
        yield found


def get(client: httpx2.Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.text
    return answer.json()


def test_revisions_tell_what_each_changed_and_on_which_source(client: httpx2.Client) -> None:
    found = get(client, "/projects/MA-MD-0001/revisions")
    assert found["numberMatched"] == 3
    assert [item["number"] for item in found["items"]] == [3, 2, 1]
    third, second, first = found["items"]
    assert third["paths"] == ["themes[gender]", "themes[local_development]"]
    assert second["paths"] == ["title.fr", "budget", f"sources[{SOURCE['id']}]"]
    assert [source["url"] for source in second["sources"]] == [SOURCE["url"]]
    assert second["author"] == {"slug": "afd", "names": {"fr": "Afd", "ar": None, "en": None}}
    assert (first["paths"], first["sources"], first["author"]["names"]) == ([], [], None)


def test_no_person_is_named_in_public(client: httpx2.Client, people: dict[str, User]) -> None:
    paths = ("/projects/MA-MD-0001/revisions", "/projects/MA-MD-0001/revisions/2",
             "/projects/MA-MD-0001/revisions/1/diff/3", "/projects/MA-MD-0001/blame",
             "/changes?from=2020-01-01")  # fmt: skip
    for path in paths:
        answer = client.get(f"/api/v1{path}")
        assert answer.status_code == 200
        for user in people.values():
            assert user.name not in answer.text
            assert str(user.id) not in answer.text
        assert "secret" not in answer.text


def test_public_answers_are_the_same_for_who_is_signed_in(
    small: Application, client: httpx2.Client, people: dict[str, User]
) -> None:
    path = "/api/v1/projects/MA-MD-0001/revisions"
    with signed_in(small, people["analyst"]) as analyst:
        assert analyst.get(path).json() == client.get(path).json()


def test_revisions_come_in_pages(client: httpx2.Client) -> None:
    first = get(client, "/projects/MA-MD-0001/revisions?limit=2")
    assert first["next"] == "2"
    rest = get(client, "/projects/MA-MD-0001/revisions?limit=2&cursor=2")
    assert [item["number"] for item in rest["items"]] == [1]
    assert rest["next"] is None


def test_a_document_is_told_as_it_was(client: httpx2.Client) -> None:
    was = get(client, "/projects/MA-MD-0001/revisions/1")
    assert was.pop("revision") == 1
    expected = ProjectDocument.model_validate(FIRST).model_dump(mode="json")
    assert was == {name: expected[name] for name in was}
    assert get(client, "/projects/projet-1/revisions/3")["themes"] == ["gender"]


def test_two_revisions_are_compared_word_by_word(client: httpx2.Client) -> None:
    found = get(client, "/projects/MA-MD-0001/revisions/1/diff/2")
    title = found["changes"][0]
    assert (title["path"], title["base"]) == ("title.fr", "Puits du Souss")
    assert title["words"] == {
        "fr": [
            {"kind": "same", "text": "Puits "},
            {"kind": "added", "text": "et forages "},
            {"kind": "same", "text": "du Souss"},
        ]
    }
    back = get(client, "/projects/MA-MD-0001/revisions/2/diff/1")
    assert [change["path"] for change in back["changes"]][:2] == ["title.fr", "budget"]
    assert back["changes"][1]["proposed"] is None
    assert get(client, "/projects/MA-MD-0001/revisions/2/diff/2")["changes"] == []


def test_blame_names_the_revision_and_the_sources_of_each_value(client: httpx2.Client) -> None:
    found = get(client, "/projects/MA-MD-0001/blame")
    items = {item["path"]: item for item in found["items"]}
    assert items["title.fr"]["revision"] == 2
    assert items["title.ar"]["revision"] == 1
    assert items["themes[gender]"]["revision"] == 3
    assert items["budget"]["author"]["slug"] == "afd"
    assert [source["title"] for source in items["budget"]["sources"]] == ["Rapport"]
    assert items["themes[gender]"]["sources"] == []
    assert "title.fr.state" not in items


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/projects/MA-MD-0009/revisions", 404),
        ("/projects/%00/revisions", 404),
        ("/projects/MA-MD-0001/revisions/4", 404),
        ("/projects/MA-MD-0001/revisions/0", 404),
        (f"/projects/MA-MD-0001/revisions/{10**30}", 404),
        ("/projects/MA-MD-0001/revisions/x", 400),
        ("/projects/MA-MD-0001/revisions/1/diff/4", 404),
        ("/projects/MA-MD-0001/revisions?limit=0", 400),
        ("/projects/MA-MD-0001/revisions?cursor=99999999999", 400),
        ("/projects/MA-MD-0001/revisions?page=2", 400),
        ("/projects/nothing/blame", 404),
        ("/changes", 400),
        ("/changes?from=2026-02-30", 400),
        ("/changes?from=2026-02-01&to=2026-01-01", 400),
        ("/changes?from=9999-12-31", 400),
        ("/changes?from=2026-01-01&to=9999-12-31", 400),
        ("/changes?from=2026-01-01&cursor=x", 400),
        ("/changes?from=0", 400),
    ],
)
def test_a_question_that_is_wrong_is_told_so(client: httpx2.Client, path: str, status: int) -> None:
    assert get(client, path, status)["status"] == status


def test_the_catalogue_tells_what_changed_between_two_days(client: httpx2.Client) -> None:
    found = get(client, "/changes?from=2026-02-01&to=2026-03-10")
    assert found["numberMatched"] == 1
    [item] = found["items"]
    assert [mark["number"] for mark in item["revisions"]] == [2, 3]
    assert not item["is_new"]
    assert [change["path"] for change in item["changes"]] == [
        "title.fr",
        "themes[gender]",
        "themes[local_development]",
        "budget",
        f"sources[{SOURCE['id']}]",
    ]
    only = get(client, "/changes?from=2026-02-01&to=2026-03-09")
    assert [mark["number"] for mark in only["items"][0]["revisions"]] == [2]
    assert get(client, "/changes?from=2025-01-01&to=2025-12-31")["items"] == []
    at = get(client, "/changes?from=2026-03-10T12:00:00Z&to=2026-03-10T12:00:01Z")
    assert [mark["number"] for mark in at["items"][0]["revisions"]] == [3]


def test_new_and_confirmed_projects_are_told_too(client: httpx2.Client) -> None:
    found = get(client, "/changes?from=2026-01-01")
    items = {item["identifier"]: item for item in found["items"]}
    assert list(items) == ["MA-MD-0001", "MA-MD-0002", "MA-MD-0003"]
    assert all(item["is_new"] and item["changes"] == [] for item in items.values())
    assert [event["event"] for event in items["MA-MD-0003"]["events"]] == ["confirmed"]
    page = get(client, "/changes?from=2026-01-01&limit=2")
    assert page["next"] == "MA-MD-0002"
    rest = get(client, "/changes?from=2026-01-01&limit=2&cursor=MA-MD-0002")
    assert ([item["identifier"] for item in rest["items"]], rest["next"]) == (["MA-MD-0003"], None)


def test_people_are_told_to_who_is_signed_in(small: Application, people: dict[str, User]) -> None:
    path = "/api/v1/manage/projects/MA-MD-0001/revisions"
    with small.client() as nobody:
        assert nobody.get(path).status_code == 401
    with signed_in(small, people["author"]) as author:
        answer = author.get(path)
    assert answer.headers["cache-control"] == "no-store"
    items = answer.json()["items"]
    assert [item["proposed_by"] and item["proposed_by"]["name"] for item in items] == [
        "Amina Autrice", "Amina Autrice", None,
    ]  # fmt: skip
    assert items[0]["approved_by"]["name"] == "Rachid Relecteur"
    assert items[0]["submission"] is None


def restore(client: httpx2.Client, number: int, **body: Any) -> httpx2.Response:
    path = f"/api/v1/projects/MA-MD-0001/revisions/{number}/restore"
    return client.post(path, json=body)


def test_a_revision_is_restored_by_a_submission(
    small: Application, people: dict[str, User]
) -> None:
    with signed_in(small, people["author"]) as author:
        answer = restore(author, 1, note="La version précédente était juste")
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert answer.headers["location"] == f"/api/v1/submissions/{made['id']}"
        assert (made["state"], made["restored_revision"]) == ("draft", 1)
        changes = {change["path"]: change["proposed"] for change in made["changes"]}
        assert changes == {
            "title.fr": "Puits du Souss",
            "themes[gender]": None,
            "themes[local_development]": True,
            "budget": None,
            f"sources[{SOURCE['id']}]": None,
        }
        document = author.get(f"/api/v1/submissions/{made['id']}/document").json()
        assert document["themes"] == ["local_development"]
    with signed_in(small, people["stranger"]) as stranger:
        assert stranger.get(f"/api/v1/submissions/{made['id']}").status_code == 404


def test_there_must_be_something_to_restore(small: Application, people: dict[str, User]) -> None:
    with signed_in(small, people["author"]) as author:
        assert restore(author, 3).status_code == 409
        assert restore(author, 9).status_code == 404
        assert restore(author, 1, wrong=1).status_code == 422
        assert restore(author, 1, organisation="migdev").status_code == 403
    with small.client() as nobody:
        assert restore(nobody, 1).status_code == 401


def test_a_token_needs_the_scope_to_restore(small: Application, people: dict[str, User]) -> None:
    with writing(small) as session:
        reading = token_for(session, people["author"], Scope.READ)
        submitting = token_for(session, people["author"], Scope.SUBMIT)
    with small.client() as client:
        client.headers["authorization"] = f"Bearer {reading}"
        assert restore(client, 1).status_code == 403
        client.headers["authorization"] = f"Bearer {submitting}"
        client.headers["idempotency-key"] = "once"
        first, again = restore(client, 1), restore(client, 1)
        assert first.json()["id"] == again.json()["id"]
        assert UUID(first.json()["id"])
        assert datetime.fromisoformat(first.json()["created_at"]) <= datetime.now(UTC)
