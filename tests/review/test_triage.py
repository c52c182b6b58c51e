"""Reports of visitors in the hands of analysts, through the door."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import select, text

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, Report, User
from app.permissions.roles import Scope
from tests.fixtures.factories import make_project
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS = [make_project(1), make_project(2)]
REPORTS = "/api/v1/manage/reports"


def organisations() -> list[Organisation]:
    return []


@pytest.fixture(autouse=True)
def _no_reports(small: Application) -> None:
    with writing(small) as session:
        session.execute(text("UPDATE submissions SET report_id = NULL"))
        session.execute(text("DELETE FROM reports"))


@pytest.fixture
def analyst(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, role=UserRole.ANALYST, name="Aïcha")


@pytest.fixture
def client(small: Application, analyst: User) -> Iterator[httpx2.Client]:
    with signed_in(small, analyst) as client:
        yield client


def report(small: Application, number: int = 1, **over: object) -> str:
    body = {"project": f"projet-{number}", "message": f"Faux {uuid4()}", **over}
    with small.client() as visitor:
        headers = {"x-forwarded-for": f"203.0.{uuid4().int % 250}.{uuid4().int % 250}"}
        answer = visitor.post("/api/v1/reports", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        found: str = answer.json()["id"]
        return found


def listed(client: httpx2.Client, query: str = "") -> list[str]:
    answer = client.get(f"{REPORTS}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return [item["id"] for item in answer.json()["items"]]


def test_the_queue(small: Application, client: httpx2.Client) -> None:
    ids = [report(small, number, email="v@example.org", lang="ar") for number in (1, 2, 1)]
    assert listed(client) == ids
    assert listed(client, "project=MA-MD-0001") == [ids[0], ids[2]]
    assert listed(client, "state=closed") == []
    item = client.get(f"{REPORTS}/{ids[0]}").json()
    assert (item["state"], item["email"], item["language"]) == ("new", "v@example.org", "ar")
    assert item["project"]["identifier"] == "MA-MD-0001"
    assert item["submissions"] == []
    assert not {"sender_hash", "fingerprint"} & item.keys()
    first = client.get(f"{REPORTS}?limit=2").json()
    assert first["numberMatched"] == 3
    assert listed(client, f"limit=2&cursor={first['next']}") == [ids[2]]


def test_analysts_are_told(small: Application, client: httpx2.Client) -> None:
    report(small, 2, email="v@example.org", message="Le budget est faux.")
    (told, *_) = client.get("/api/v1/notifications").json()["items"]
    assert told["event"] == "report.received"
    assert "Projet 2" in str(told)
    assert "budget" not in str(told)
    assert "example.org" not in str(told)


@pytest.mark.parametrize(
    "query", ["state=old", "limit=0", "cursor=x", "project=x", "project=%00", "a=b"]
)
def test_a_bad_parameter_is_named(client: httpx2.Client, query: str) -> None:
    answer = client.get(f"{REPORTS}?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == query.partition("=")[0]


def test_close(small: Application, client: httpx2.Client, analyst: User) -> None:
    report_id = report(small, email="v@example.org")
    address = f"{REPORTS}/{report_id}/close"
    answer = client.post(address, json={"reason": " Corrigé. "})
    assert answer.status_code == 200, answer.text
    closed = answer.json()
    assert (closed["state"], closed["email"], closed["close_reason"]) == (
        "closed",
        None,
        "Corrigé.",
    )
    assert closed["closed_by"] == {"id": str(analyst.id), "name": "Aïcha"}
    assert client.post(address, json={}).status_code == 409
    assert listed(client, "state=new") == []
    assert listed(client, "state=closed") == [report_id]
    with writing(small) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        kept = session.scalars(select(Report)).one()
    assert (event.action, event.subject_id) == ("report.closed", report_id)
    assert "example.org" not in str(event.data)
    assert kept.email is None


@pytest.mark.parametrize("body", [{"reason": 1}, {"reason": "x" * 1001}, {"reason": "\x00"},
                                  {"email": "x"}, []])  # fmt: skip
def test_a_bad_closing_changes_nothing(
    small: Application, client: httpx2.Client, body: Any
) -> None:
    report_id = report(small)
    assert client.post(f"{REPORTS}/{report_id}/close", json=body).status_code == 422
    assert listed(client, "state=new") == [report_id]


def test_start_a_submission(small: Application, client: httpx2.Client) -> None:
    report_id = report(small)
    address = f"{REPORTS}/{report_id}/submission"
    answer = client.post(address)
    assert answer.status_code == 201, answer.text
    again = client.post(address)
    assert (again.status_code, again.json()) == (200, answer.json())
    submission = client.get(answer.headers["location"]).json()
    assert submission["report"] == report_id
    assert submission["project"]["identifier"] == "MA-MD-0001"
    assert submission["organisation"] is None
    (linked,) = client.get(f"{REPORTS}/{report_id}").json()["submissions"]
    assert (linked["id"], linked["state"]) == (submission["id"], "draft")
    with writing(small) as session:
        other = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, other) as colleague:
        refused = colleague.post(address)
        assert (refused.status_code, refused.json()["number"]) == (409, submission["number"])
        assert client.delete(
            answer.headers["location"], headers={"if-match": f'"{submission["version"]}"'}
        ).is_success
        assert colleague.post(address).status_code == 201


def test_acceptance_answers_the_report(small: Application, client: httpx2.Client) -> None:
    report_id = report(small, email="v@example.org")
    started = client.post(f"{REPORTS}/{report_id}/submission")
    place, tag = started.headers["location"], {"if-match": '"1"'}
    change = {"patch": {"acronym": "VRAI"}}
    tag = {"if-match": client.patch(place, json=change, headers=tag).headers["etag"]}
    tag = {"if-match": client.post(f"{place}/submit", json={}, headers=tag).headers["etag"]}
    assert listed(client, "state=new") == [report_id]
    with writing(small) as session:
        other = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, other) as colleague:
        accepted = colleague.post(f"{place}/approve", json={"accept_all": True}, headers=tag)
        assert accepted.status_code == 200, accepted.text
        seen = colleague.get(f"{REPORTS}/{report_id}").json()
    assert (seen["state"], seen["email"], seen["closed_by"]["id"]) == (
        "closed",
        None,
        str(other.id),
    )


def test_a_hasty_click_starts_one_submission(small: Application, client: httpx2.Client) -> None:
    address = f"{REPORTS}/{report(small)}/submission"
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: client.post(address), range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        (UserRole.CONTRIBUTOR, None, 403),
        (UserRole.ANALYST, Scope.REVIEW, 200),
        (UserRole.ANALYST, Scope.SUBMIT, 403),
        (UserRole.ADMINISTRATOR, None, 200),
    ],
)
def test_who_may(small: Application, role: UserRole, scope: Scope | None, status: int) -> None:
    report_id = report(small)
    with writing(small) as session:
        user = make_user(session, role=role)
        token = token_for(session, user, scope) if scope else None
    with small.client() if token else signed_in(small, user) as client:
        if token:
            client.headers["authorization"] = f"Bearer {token}"
        assert client.get(REPORTS).status_code == status
        assert client.get(f"{REPORTS}/{report_id}").status_code == status
        started = client.post(f"{REPORTS}/{report_id}/submission").status_code
        assert started == (403 if scope else 201 if status == 200 else 403)
        assert client.post(f"{REPORTS}/{report_id}/close", json={}).status_code == status
    with small.client() as visitor:
        assert visitor.get(REPORTS).status_code == 401


def test_what_is_not_there(client: httpx2.Client) -> None:
    for path, method in (("", "GET"), ("/close", "POST"), ("/submission", "POST")):
        answer = client.request(method, f"{REPORTS}/{uuid4()}{path}", json={})
        assert answer.status_code == 404
