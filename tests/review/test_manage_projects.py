"""Administration of projects through the door: archive, restore, slug, steward, documents."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select, text

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, Project, Revision
from app.permissions.roles import Scope
from tests.fixtures.factories import (
    Content,
    make_organisation,
    make_project,
    publish_projects,
    takes_part,
)
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []
MERGED = {"old": "alpha"}
NUMBERS = count(1)
DOCUMENT = "11111111-0000-4000-8000-000000000001"


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("alpha", "beta", "old")]


@pytest.fixture
def number(small: Application) -> int:
    """Of a project of its own for each test."""
    number = next(NUMBERS)
    link = {"id": DOCUMENT.replace("1111", f"{number:04}", 1), "title": "Rapport"}
    with writing(small) as session:
        content = make_project(
            number,
            participations=[takes_part("beta", "implementing"), takes_part("alpha")],
            documents=[{**link, "url": "https://example.org/rapport.pdf"}],
        )
        publish_projects(session, [content])
    return number


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        user = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, user) as client:
        yield client


Act = Callable[..., httpx2.Response]


@pytest.fixture
def act(client: httpx2.Client, number: int) -> Act:
    def act(
        path: str, body: object = None, *, method: str = "POST", seen: int | None = None
    ) -> Any:
        address = f"/api/v1/manage/projects/MA-MD-{number:04}"
        etag = client.get(address).headers["etag"] if seen is None else f'"{seen}"'
        return client.request(method, address + path, json=body, headers={"if-match": etag})

    return act


def stored(small: Application, number: int) -> tuple[Project, list[Revision], list[AuditEvent]]:
    with writing(small) as session:
        project = session.scalars(
            select(Project).where(Project.identifier == f"MA-MD-{number:04}")
        ).one()
        revisions = session.scalars(
            select(Revision).filter_by(project_id=project.id).order_by(Revision.number)
        ).all()
        events = session.scalars(
            select(AuditEvent).filter_by(project_id=project.id).order_by(AuditEvent.id)
        ).all()
        return project, list(revisions), list(events)


def version(small: Application) -> int:
    with writing(small) as session:
        found: int = session.execute(text("SELECT version FROM catalogue")).scalar_one()
        return found


def test_archive_and_restore(small: Application, act: Act, number: int) -> None:
    before = version(small)
    answer = act("/archive", {"reason": "Doublon de PRIMO.\r\n"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["archive_reason"] == "Doublon de PRIMO."
    assert answer.json()["due_on"] is None
    assert version(small) == before + 1
    with small.client() as visitor:
        page = visitor.get(f"/fr/projects/projet-{number}")
        assert page.status_code == 200
        assert "Fiche archivée" in page.text
        assert "Doublon de PRIMO." in page.text
        assert f"Projet {number}" not in [item["title"] for item in listed(visitor)]
        assert f"/fr/projects/projet-{number}<" not in visitor.get("/sitemap.xml").text
    assert act("/archive", {"reason": "Encore"}).status_code == 409
    assert act("/restore").status_code == 200
    assert act("/restore").status_code == 409
    with small.client() as visitor:
        assert f"Projet {number}" in [item["title"] for item in listed(visitor)]
        assert "Fiche archivée" not in visitor.get(f"/fr/projects/projet-{number}").text
    _, revisions, events = stored(small, number)
    assert len(revisions) == 1
    assert [event.action for event in events] == ["project.archived", "project.restored"]


def listed(visitor: httpx2.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = visitor.get("/api/v1/projects?limit=1000").json()["items"]
    return items


@pytest.mark.parametrize("body", [{}, {"reason": " "}, {"reason": "x" * 1001}, {"reason": 1},
                                  {"reason": "a\x00"}, {"reason": "x", "at": "2020"}])  # fmt: skip
def test_an_archive_has_a_reason(act: Act, body: object) -> None:
    answer = act("/archive", body)
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_a_new_slug_keeps_the_old_addresses(small: Application, act: Act, number: int) -> None:
    for slug in (f"premier-{number}", f"second-{number}"):
        answer = act("/slug", {"slug": slug}, method="PUT")
        assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == '"3"'
    assert answer.json()["former_slugs"] == [f"premier-{number}", f"projet-{number}"]
    with small.client() as visitor:
        for old in (f"premier-{number}", f"projet-{number}"):
            page = visitor.get(f"/fr/projects/{old}")
            assert page.status_code == 308
            assert page.headers["location"].endswith(f"/fr/projects/second-{number}")
            assert visitor.get(f"/api/v1/projects/{old}").status_code == 308
        assert visitor.get(f"/fr/projects/second-{number}").status_code == 200
    assert act("/slug", {"slug": f"projet-{number}"}, method="PUT").status_code == 200
    _, revisions, events = stored(small, number)
    assert [revision.snapshot["slug"] for revision in revisions] == [
        f"projet-{number}", f"premier-{number}", f"second-{number}", f"projet-{number}"
    ]  # fmt: skip
    assert revisions[-1].author == "catalogue"
    assert revisions[-1].approver_id is not None
    assert events[-1].data["to"] == f"projet-{number}"


def test_a_slug_that_leads_elsewhere_is_refused(small: Application, act: Act, number: int) -> None:
    other = next(NUMBERS)
    with writing(small) as session:
        publish_projects(session, [make_project(other)])
        publish_projects(session, [make_project(other, slug=f"autre-{other}")])
    before = stored(small, number)[0].slug, version(small)
    for slug in (f"autre-{other}", f"projet-{other}"):
        assert act("/slug", {"slug": slug}, method="PUT").status_code == 409
    for wrong in ("", "Majuscule", "a--b", "é", "x" * 101, None):
        assert act("/slug", {"slug": wrong}, method="PUT").status_code == 422
    assert (stored(small, number)[0].slug, version(small)) == before


def test_the_steward_is_a_revision(small: Application, act: Act, number: int) -> None:
    assert act("/steward", {"steward": "beta"}, method="PUT").json()["steward"]["slug"] == "beta"
    assert act("/steward", {"steward": "beta"}, method="PUT").headers["etag"] == '"2"'
    for slug in ("old", "nobody"):
        answer = act("/steward", {"steward": slug}, method="PUT")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "#/steward"
    assert (
        act("/steward", {"steward": None}, method="PUT").json()["suggested_steward"]["slug"]
        == "beta"
    )
    _, revisions, _ = stored(small, number)
    assert [revision.snapshot["steward"] for revision in revisions] == [None, "beta", None]


def test_a_document_is_taken_down(small: Application, act: Act, number: int) -> None:
    document = stored(small, number)[1][0].snapshot["documents"][0]["id"]
    answer = act(f"/documents/{document}/take-down", {"reason": "Droits"})
    assert answer.status_code == 200, answer.text
    with small.client() as visitor:
        assert "rapport.pdf" not in visitor.get(f"/fr/projects/projet-{number}").text
        assert visitor.get(f"/api/v1/projects/projet-{number}").json()["documents"] == []
    assert act(f"/documents/{document}/take-down", {"reason": "Droits"}).status_code == 404
    _, revisions, events = stored(small, number)
    assert len(revisions[0].snapshot["documents"]) == 1
    assert events[-1].action == "document.taken_down"
    assert UUID(events[-1].data["document"]["id"]) == UUID(document)


def test_what_was_not_seen_is_not_changed(act: Act, client: httpx2.Client, number: int) -> None:
    writes: list[tuple[str, str, object]] = [
        ("POST", "/archive", {"reason": "x"}),
        ("POST", "/restore", None),
        ("PUT", "/slug", {"slug": f"nouveau-{number}"}),
        ("PUT", "/steward", {"steward": "alpha"}),
        ("POST", f"/documents/{DOCUMENT}/take-down", {"reason": "x"}),
    ]
    address = f"/api/v1/manage/projects/MA-MD-{number:04}"
    for method, path, body in writes:
        assert act(path, body, method=method, seen=7).status_code == 412
        assert client.request(method, address + path, json=body).status_code == 428
    for name in ("MA-MD-9999", "x", "%00"):
        assert client.get(f"/api/v1/manage/projects/{name}").status_code == 404


def test_one_of_several_at_once_wins(small: Application, act: Act, number: int) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(
                lambda place: (
                    act(
                        "/slug", {"slug": f"nom-{number}-{place}"}, method="PUT", seen=1
                    ).status_code
                ),
                range(6),
            )
        )
    assert sorted(answers) == [200, 412, 412, 412, 412, 412]
    assert len(stored(small, number)[1]) == 2


def test_two_projects_want_one_name_at_once(small: Application, client: httpx2.Client) -> None:
    wanting = [next(NUMBERS) for _ in range(4)]
    with writing(small) as session:
        publish_projects(session, [make_project(number) for number in wanting])
    taken = f"commun-{wanting[0]}"

    def want(number: int) -> int:
        address = f"/api/v1/manage/projects/MA-MD-{number:04}/slug"
        return client.put(address, json={"slug": taken}, headers={"if-match": '"1"'}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(want, wanting)) == [200, 409, 409, 409]


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        (UserRole.CONTRIBUTOR, None, 403),
        (UserRole.ADMINISTRATOR, None, 200),
        (UserRole.ANALYST, Scope.MANAGE, 200),
        (UserRole.ANALYST, Scope.REVIEW, 403),
        (UserRole.CONTRIBUTOR, Scope.MANAGE, 403),
    ],
)
def test_who_may(
    small: Application, number: int, role: UserRole, scope: Scope | None, status: int
) -> None:
    address = f"/api/v1/manage/projects/MA-MD-{number:04}"
    with writing(small) as session:
        user = make_user(session, role=role)
        token = token_for(session, user, scope) if scope else None
    with small.client() if token else signed_in(small, user) as client:
        if token:
            client.headers["authorization"] = f"Bearer {token}"
        assert client.get(address).status_code == status
        body = {"steward": "alpha"}
        answer = client.put(f"{address}/steward", json=body, headers={"if-match": '"1"'})
        assert answer.status_code == status
    with small.client() as visitor:
        assert visitor.get(address).status_code == 401
