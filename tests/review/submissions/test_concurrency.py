"""Many at once, on a real server: nothing is lost silently, nothing is done twice."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar

import httpx2
import pytest
from sqlalchemy import select

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, Project, Revision, User
from tests.fixtures.factories import Content, make_organisation, make_project
from tests.fixtures.server import Application
from tests.fixtures.submissions import API, Api, proposed
from tests.fixtures.users import make_user, signed_in, writing
from tests.review.submissions.conftest import Cast

PROJECTS: list[Content] = [make_project(number) for number in range(1, 6)]
THREADS = 25
T = TypeVar("T")
R = TypeVar("R")


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


def at_once(work: Callable[[T], R], items: Iterable[T], threads: int = THREADS) -> list[R]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


def revisions(small: Application, identifier: str) -> list[Revision]:
    with writing(small) as session:
        return list(
            session.scalars(
                select(Revision)
                .join(Project, Project.id == Revision.project_id)
                .where(Project.identifier == identifier)
                .order_by(Revision.number)
            )
        )


@pytest.mark.parametrize(
    ("edits", "threads"), [(30, 5), pytest.param(100, THREADS, marks=pytest.mark.full)]
)
def test_many_edits_of_one_draft(cast: Cast, edits: int, threads: int) -> None:
    """Each adds an item of its own, as the editor does: refused by If-Match, it reads again."""
    draft = cast.amal.start(patch={})
    tries: Counter[int] = Counter()

    def add(number: int) -> None:
        api = cast.amal if number % 2 else cast.brahim
        objective = {f"00000000-0000-4000-8000-{number:012}": {"text": {"fr": f"But {number}"}}}
        while True:
            seen = api.get(draft)
            response = api.send("PATCH", seen, patch={"objectives": objective})
            tries[response.status_code] += 1
            if response.status_code == 200:
                return
            assert response.status_code == 412
            assert response.json()["version"] > seen["version"]

    at_once(add, range(edits), threads)
    seen = cast.amal.get(draft)
    assert len(proposed(seen)) == edits
    assert seen["version"] == edits + 1
    assert tries[200] == edits


@pytest.mark.parametrize("edits", [30, pytest.param(100, marks=pytest.mark.full)])
def test_many_edits_of_one_project(small: Application, cast: Cast, edits: int) -> None:
    """Proposed, submitted and accepted at once, on six fields: each is published once, or a
    conflict that shows the live value."""
    fields = ("acronym", "start_date", "end_date", "activity_status", "title.en", "description.fr")

    def value(number: int) -> str:
        field = fields[number % 6]
        if field == "activity_status":
            return str(1 + number // 6 % 6)
        if field.endswith("date"):
            return str((1900 if field == "start_date" else 2000) + number)
        return f"Texte {number}"

    def propose(number: int) -> tuple[int, dict[str, Any]]:
        field, _, language = fields[number % 6].partition(".")
        patch = {field: {language: value(number)} if language else value(number)}
        api = cast.amal if number % 2 else cast.chama
        return number, api.act(api.start("MA-MD-0002", patch=patch), "submit")

    def accept(item: tuple[int, dict[str, Any]]) -> tuple[int, httpx2.Response]:
        number, seen = item
        api = cast.driss if number % 3 else cast.elif_
        return number, api.send("POST", seen, "/approve", accept_all=True)

    answers = dict(at_once(accept, at_once(propose, range(edits))))
    published = {number: answer.json() for number, answer in answers.items()
                 if answer.status_code == 200}  # fmt: skip
    refused = [answer for answer in answers.values() if answer.status_code != 200]
    assert {answer.status_code for answer in refused} <= {409}
    for answer in refused:
        conflict = answer.json()["conflicts"][0]
        assert conflict["base"] is None
        assert conflict["live"] not in (None, conflict["proposed"])
    kept = [seen for seen in published.values() if seen["published_revision"] is not None]
    same = [seen for seen in published.values() if seen["published_revision"] is None]
    assert len(kept) == len(fields)
    assert all(change["path"] == "activity_status" for seen in same for change in seen["changes"])
    made = revisions(small, "MA-MD-0002")
    assert [row.number for row in made] == list(range(1, len(kept) + 2))
    assert {str(row.submission_id) for row in made[1:]} == {seen["id"] for seen in kept}
    live = cast.live("projet-2")
    for seen in kept:
        (change,) = seen["changes"]
        field, _, language = change["path"].partition(".")
        assert (live[field][language] if language else live[field]) == change["proposed"]


def test_fifty_acceptances_of_one_submission(small: Application, cast: Cast) -> None:
    seen = cast.amal.act(cast.amal.start("MA-MD-0003", patch={"acronym": "UN"}), "submit")

    def accept(number: int) -> httpx2.Response:
        api = cast.driss if number % 2 else cast.elif_
        return api.send("POST", seen, "/approve", accept_all=True)

    answers = at_once(accept, range(50))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 49}
    lost = {(answer.json()["title"], answer.json().get("state")) for answer in answers
            if answer.status_code == 409}  # fmt: skip
    assert lost == {("Conflict", "approved")}
    assert len(revisions(small, "MA-MD-0003")) == 2
    with writing(small) as session:
        events = select(AuditEvent.id).where(
            AuditEvent.subject_id == seen["id"], AuditEvent.action == "submission.approved"
        )
        assert len(session.scalars(events).all()) == 1


def test_new_projects_at_once_get_names_of_their_own(cast: Cast) -> None:
    def propose(_number: int) -> dict[str, Any]:
        return cast.amal.act(cast.amal.start(None, patch={"title": {"fr": "Un même nom"}}),
                             "submit")  # fmt: skip

    def accept(seen: dict[str, Any]) -> dict[str, Any]:
        return cast.driss.act(seen, "approve", accept_all=True)

    named = [seen["project"] for seen in at_once(accept, at_once(propose, range(20)))]
    numbers = sorted(int(project["identifier"].rpartition("-")[2]) for project in named)
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    slugs = {"un-meme-nom", *(f"un-meme-nom-{number}" for number in range(2, 21))}
    assert {project["slug"] for project in named} == slugs


def test_one_key_sent_twenty_times_at_once_creates_once(cast: Cast) -> None:
    def create(_number: int) -> httpx2.Response:
        return cast.amal.client.post(
            API,
            json={"project": "MA-MD-0004", "patch": {"acronym": "X"}},
            headers={"idempotency-key": "once"},
        )

    answers = at_once(create, range(20))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    listed = cast.amal.client.get(API, params={"project": "MA-MD-0004"}).json()
    assert listed["numberMatched"] == 1


def test_withdrawal_and_acceptance_at_once(small: Application, cast: Cast) -> None:
    """One of them wins, whole."""

    def race(number: int) -> tuple[str, str]:
        seen = cast.amal.act(
            cast.amal.start("MA-MD-0005", patch={"acronym": f"N{number}"}), "submit"
        )
        acts = [
            lambda: cast.amal.send("POST", seen, "/withdraw"),
            lambda: cast.driss.send("POST", seen, "/reject", message="Non"),
        ]
        first, second = at_once(lambda act: act(), acts)
        assert sorted((first.status_code, second.status_code)) == [200, 409]
        winner = "withdrawn" if first.status_code == 200 else "rejected"
        return winner, cast.amal.get(seen)["state"]

    assert all(winner == state for winner, state in map(race, range(10)))
    assert len(revisions(small, "MA-MD-0005")) == 1


@pytest.mark.full
def test_thirty_people_who_edit_and_review(small: Application, cast: Cast) -> None:
    """Ten authors each propose ten changes of one project; ten analysts accept what they find.
    What other tests left to be decided is about other projects."""
    waiting = {"state": "submitted", "project": "MA-MD-0001"}
    with writing(small) as session:
        agency = session.scalars(select(Organisation).limit(1)).one()
        people: list[User] = [
            make_user(session, organisations=[agency]) if number < 10
            else make_user(session, role=UserRole.ANALYST)
            for number in range(20)
        ]  # fmt: skip
    with ExitStack() as stack:
        apis = [Api(stack.enter_context(signed_in(small, user))) for user in people]

        def write(number: int) -> None:
            for step in range(10):
                key = f"00000000-0000-4000-8000-{10_000 + number * 100 + step:012}"
                seen = apis[number].start(
                    "MA-MD-0001", patch={"results": {key: {"text": {"fr": f"{number}/{step}"}}}}
                )
                apis[number].act(seen, "submit")

        def review(number: int) -> int:
            accepted = 0
            for _ in range(200):
                listed = apis[number].client.get(API, params=waiting).json()
                if not listed["items"]:
                    continue
                seen = listed["items"][number % len(listed["items"])]
                answer = apis[number].send("POST", seen, "/approve", accept_all=True)
                assert answer.status_code in (200, 409), answer.text
                accepted += answer.status_code == 200
            return accepted

        with ThreadPoolExecutor(20) as pool:
            writers = [pool.submit(write, number) for number in range(10)]
            reviewers = [pool.submit(review, number) for number in range(10, 20)]
            for writer in writers:
                writer.result()
            done_at_once = sum(reviewer.result() for reviewer in reviewers)
        left = apis[10].client.get(API, params={**waiting, "limit": 200}).json()
        for seen in left["items"]:
            apis[10].act(seen, "approve", accept_all=True)
        assert done_at_once + len(left["items"]) == 100
        live = cast.live("projet-1")
        assert sorted(item["text"]["fr"] for item in live["results"]) == sorted(
            f"{number}/{step}" for number in range(10) for step in range(10)
        )
