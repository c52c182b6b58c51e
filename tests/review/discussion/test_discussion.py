"""Discussions by the API: who sees what, who is told, what stays."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from app.codelists import SubmissionState
from app.models import AuditEvent, Comment, Notification, Organisation, OutboxMessage, User
from app.permissions.roles import Scope
from tests.fixtures import agencies
from tests.fixtures.agencies import PROJECTS, People, add_people, add_submission
from tests.fixtures.server import Application
from tests.fixtures.users import signed_in, token_for, writing

__all__ = ["PROJECTS"]
PROJECT = "/api/v1/projects/MA-MD-0001/comments"


def organisations() -> list[Organisation]:
    return agencies.organisations()


@pytest.fixture
def people(small: Application) -> People:
    with writing(small) as session:
        return add_people(session)


@pytest.fixture
def clients(small: Application, people: People) -> Iterator[dict[str, httpx2.Client]]:
    made = {name: signed_in(small, user) for name, user in vars(people).items()}
    yield made
    for client in made.values():
        client.close()


@pytest.fixture
def address(small: Application, people: People) -> str:
    """Of the discussion of Amina's submission."""
    with writing(small) as session:
        return f"/api/v1/submissions/{add_submission(session, people.amina)}/comments"


def say(client: httpx2.Client, address: str, body: str, **more: object) -> dict[str, Any]:
    answer = client.post(address, json={"body": body, **more})
    assert answer.status_code == 201, answer.text
    thread: dict[str, Any] = answer.json()
    return thread


def told(small: Application, user: User) -> list[tuple[str, str | None]]:
    with writing(small) as session:
        rows = session.execute(
            select(Notification.event, Notification.data["message"].astext)
            .where(Notification.user_id == user.id)
            .order_by(Notification.created_at)
        )
        return [(event, message) for event, message in rows]


def test_a_thread_with_answers(clients: dict[str, httpx2.Client], address: str) -> None:
    thread = say(clients["analyst"], address, "Quelle est la source ?\r\nMerci. ")
    assert thread["body"] == "Quelle est la source ?\nMerci."
    say(clients["amina"], address, "Le rapport de 2019.", parent=thread["id"])
    (seen,) = clients["aziz"].get(address).json()["items"]
    assert seen["author"]["name"] == "Nadia"
    assert seen["mine"] is False
    assert [reply["body"] for reply in seen["replies"]] == ["Le rapport de 2019."]
    assert clients["amina"].get(address).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("aziz", 200), ("badr", 404), ("analyst", 200), ("administrator", 200)],
)
def test_who_sees_a_submission_sees_its_discussion(
    clients: dict[str, httpx2.Client], address: str, who: str, status: int
) -> None:
    assert clients[who].get(address).status_code == status
    assert clients[who].get(f"{address}/mentionable").status_code == status
    written = clients[who].post(address, json={"body": "Bonjour"}).status_code
    assert written == (201 if status == 200 else 404)


@pytest.mark.parametrize(
    ("project", "seeing"),
    [
        (1, {"amina", "aziz", "analyst", "administrator"}),
        (2, {"badr", "analyst", "administrator"}),
        (3, {"analyst", "administrator"}),
        (9, set[str]()),
    ],
)
def test_who_takes_part_sees_the_discussion_of_a_project(
    clients: dict[str, httpx2.Client], project: int, seeing: set[str]
) -> None:
    address = f"/api/v1/projects/MA-MD-{project:04}/comments"
    found = {name for name, client in clients.items() if client.get(address).status_code == 200}
    assert found == seeing
    for name in clients.keys() - seeing:
        assert clients[name].post(address, json={"body": "?"}).status_code == 404


def test_a_draft_is_discussed_among_its_own(
    small: Application, people: People, clients: dict[str, httpx2.Client]
) -> None:
    with writing(small) as session:
        state = SubmissionState.DRAFT
        draft = add_submission(session, people.amina, None, "agence-a", state)
    address = f"/api/v1/submissions/{draft}/comments"
    assert clients["analyst"].get(address).status_code == 404
    names = clients["amina"].get(f"{address}/mentionable").json()["items"]
    assert people.aziz.name in {item["name"] for item in names}
    assert people.analyst.name not in {item["name"] for item in names}
    thread = say(clients["amina"], address, "Qu’en penses-tu ?", mentions=[str(people.aziz.id)])
    assert thread["mentions"] == [{"id": str(people.aziz.id), "name": "عزيز"}]
    assert told(small, people.analyst) == []
    assert told(small, people.aziz) == [("comment.mentioned", "Qu’en penses-tu ?")]


def test_nobody_without_an_account(small_client: httpx2.Client, address: str) -> None:
    assert small_client.get(address).status_code == 401
    assert small_client.post(address, json={"body": "Bonjour"}).status_code == 401


def test_scopes_of_tokens(small: Application, people: People, address: str) -> None:
    with writing(small) as session:
        read = token_for(session, people.amina, Scope.READ)
        submit = token_for(session, people.amina, Scope.SUBMIT)
    with small.client() as client:
        for token, status in ((read, 403), (submit, 201)):
            headers = {"authorization": f"Bearer {token}"}
            assert client.get(address, headers=headers).status_code == 200
            answer = client.post(address, json={"body": "Oui"}, headers=headers)
            assert answer.status_code == status


def test_each_is_told_once(
    small: Application, people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    question = say(clients["analyst"], address, "Et vous ?", mentions=[str(people.aziz.id)] * 2)
    assert told(small, people.amina) == [("comment.added", "Et vous ?")]
    assert told(small, people.aziz) == [("comment.mentioned", "Et vous ?")]
    assert told(small, people.analyst) == []
    say(clients["amina"], address, "Voici.", parent=question["id"])
    assert told(small, people.analyst) == [("comment.added", "Voici.")]
    assert told(small, people.aziz)[1:] == [("comment.added", "Voici.")]
    assert len(told(small, people.amina)) == 1
    assert told(small, people.badr) == []


def test_the_mail_is_in_the_language_of_its_reader(
    small: Application, people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    say(clients["analyst"], address, "Une question", mentions=[str(people.aziz.id)])
    with writing(small) as session:
        mail = session.scalars(
            select(OutboxMessage).where(OutboxMessage.recipient == people.aziz.email)
        ).one()
    assert mail.language == "ar"
    assert mail.body is not None
    submission = address.split("/")[4]
    assert f"https://kharita.invalid/ar/workspace/submissions/{submission}#comment-" in mail.body
    assert "https://kharita.invalid/ar/workspace/notifications/mail" in mail.body
    assert "> Une question" in mail.body


def test_the_focal_point_hears_of_a_question_about_the_project(
    small: Application, people: People, clients: dict[str, httpx2.Client]
) -> None:
    say(clients["analyst"], "/api/v1/projects/MA-MD-0002/comments", "Est-il fini ?")
    assert told(small, people.badr) == [("comment.added", "Est-il fini ?")]
    assert told(small, people.amina) == []


def test_only_readers_can_be_mentioned(
    people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    body = {"body": "Badr ?", "mentions": [str(people.aziz.id), str(people.badr.id)]}
    answer = clients["amina"].post(address, json=body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/mentions/1"]
    assert clients["amina"].get(address).json()["numberMatched"] == 0


@pytest.mark.parametrize("typed", ["ela", "ÉLA", "Amina e", "amina"])
def test_people_are_found_by_the_beginning_of_a_word(
    people: People, clients: dict[str, httpx2.Client], address: str, typed: str
) -> None:
    answer = clients["analyst"].get(f"{address}/mentionable", params={"q": typed})
    assert str(people.amina.id) in {item["id"] for item in answer.json()["items"]}
    other = clients["analyst"].get(f"{address}/mentionable", params={"q": "lami"})
    assert other.json()["items"] == []


def test_resolve_and_open_again(
    small: Application, people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    thread = say(clients["analyst"], address, "À corriger ?")
    resolve = f"/api/v1/comments/{thread['id']}/resolve"
    assert clients["badr"].post(resolve).status_code == 404
    first = clients["amina"].post(resolve).json()
    assert first["resolved_by"]["id"] == str(people.amina.id)
    assert clients["analyst"].post(resolve).json()["resolved_at"] == first["resolved_at"]
    assert ("thread.resolved", None) in told(small, people.analyst)
    reopened = clients["analyst"].post(f"/api/v1/comments/{thread['id']}/unresolve")
    assert reopened.json()["resolved_at"] is None
    clients["amina"].post(resolve)
    answered = say(clients["aziz"], address, "Pas encore.", parent=thread["id"])
    assert answered["resolved_at"] is None
    reply = answered["replies"][0]["id"]
    assert clients["aziz"].post(f"/api/v1/comments/{reply}/resolve").status_code == 409
    with writing(small) as session:
        actions = session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.subject_id == thread["id"])
            .order_by(AuditEvent.id)
        ).all()
    assert actions == [
        "comment.added", "thread.resolved", "thread.reopened", "thread.resolved",
        "thread.reopened",
    ]  # fmt: skip


def test_an_erased_message_keeps_its_place_and_loses_its_text(
    small: Application, people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    thread = say(clients["amina"], address, "Mon numéro : 0600", mentions=[str(people.aziz.id)])
    say(clients["analyst"], address, "Merci", parent=thread["id"])
    erase = f"/api/v1/comments/{thread['id']}"
    assert clients["badr"].delete(erase).status_code == 404
    assert clients["analyst"].delete(erase).status_code == 403
    assert clients["amina"].delete(erase).status_code == 204
    assert clients["amina"].delete(erase).status_code == 204
    (seen,) = clients["aziz"].get(address).json()["items"]
    assert (seen["body"], seen["mentions"]) == (None, [])
    assert seen["deleted_at"] is not None
    assert len(seen["replies"]) == 1
    assert told(small, people.aziz)[0] == ("comment.mentioned", None)
    with writing(small) as session:
        log = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == thread["id"]))
        events = [(event.action, str(event.data)) for event in log]
    assert [action for action, _ in events] == ["comment.added", "comment.erased"]
    assert "0600" not in str(events)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/body"),
        ({"body": " \n\u200b"}, "#/body"),
        ({"body": "x" * 8001}, "#/body"),
        ({"body": "a\x00b"}, "#/body"),
        ({"body": "x", "author_id": str(uuid4())}, "#/author_id"),
        ({"body": "x", "parent": str(uuid4())}, "#/parent"),
        ({"body": "x", "mentions": ["moi"]}, "#/mentions/0"),
    ],
)
def test_bad_messages(
    clients: dict[str, httpx2.Client], address: str, body: dict[str, object], pointer: str
) -> None:
    answer = clients["amina"].post(address, json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_an_answer_stays_in_its_discussion(clients: dict[str, httpx2.Client], address: str) -> None:
    thread = say(clients["analyst"], PROJECT, "Ailleurs")
    answer = clients["amina"].post(address, json={"body": "x", "parent": thread["id"]})
    assert answer.status_code == 422


def test_pages_of_threads(clients: dict[str, httpx2.Client], address: str) -> None:
    for number in range(5):
        say(clients["amina"], address, f"Message {number}")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = clients["aziz"].get(address, params=params).json()
        assert page["numberMatched"] == 5
        seen += [item["body"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [f"Message {number}" for number in range(5)]
    assert clients["aziz"].get(address, params={"cursor": "?"}).status_code == 400


def test_the_same_key_writes_once(
    small: Application, people: People, clients: dict[str, httpx2.Client], address: str
) -> None:
    headers = {"idempotency-key": str(uuid4())}

    def post(_: int) -> httpx2.Response:
        with signed_in(small, people.amina) as client:
            return client.post(address, json={"body": "Une fois"}, headers=headers)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    with writing(small) as session:
        submission = UUID(address.split("/")[4])
        count = select(func.count()).where(Comment.submission_id == submission)
        assert session.scalars(count).one() == 1
    other = clients["amina"].post(address, json={"body": "Autre"}, headers=headers)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    # Of someone else it is another key.
    answer = clients["aziz"].post(address, json={"body": "Autre"}, headers=headers)
    assert answer.status_code == 201


def test_an_error_keeps_no_answer(clients: dict[str, httpx2.Client], address: str) -> None:
    headers = {"idempotency-key": str(uuid4())}
    parent = str(uuid4())
    refused = clients["amina"].post(address, json={"body": "x", "parent": parent}, headers=headers)
    assert refused.status_code == 422
    done = clients["amina"].post(address, json={"body": "x"}, headers=headers)
    assert done.status_code == 201


def test_a_key_holds_visible_characters(clients: dict[str, httpx2.Client], address: str) -> None:
    for key in ("", "a b", "x" * 256):
        answer = clients["amina"].post(
            address, json={"body": "x"}, headers={"idempotency-key": key}
        )
        assert answer.status_code == 400, key
        assert "Idempotency-Key" in answer.json()["detail"]
