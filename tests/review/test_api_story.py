"""The story of a submission by the API alone, with tokens; and the examples of docs/api.md."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest

from app.models import Organisation
from app.permissions.roles import Scope
from app.settings import ROOT
from tests.fixtures import agencies
from tests.fixtures.agencies import PROJECTS, add_people
from tests.fixtures.curl import examples, send
from tests.fixtures.server import Application, wait_until
from tests.fixtures.submissions import Api, change, done
from tests.fixtures.users import token_for, writing

__all__ = ["PROJECTS"]
PROJECT = "MA-MD-0002"
SOURCE = {"title": "Rapport annuel", "url": "https://example.org/rapport"}
EXAMPLES = list(examples((ROOT / "docs" / "api.md").read_text()))


def organisations() -> list[Organisation]:
    return agencies.organisations()


@dataclass(frozen=True)
class Tokens:
    """Of someone of agency A, of the focal point of agency B, and two of an analyst."""

    amina: str
    badr: str
    analyst: str
    manager: str


@pytest.fixture(scope="module")
def tokens(small: Application) -> Tokens:
    with writing(small) as session:
        people = add_people(session)
        return Tokens(
            amina=token_for(session, people.amina, Scope.SUBMIT),
            badr=token_for(session, people.badr, Scope.SUBMIT),
            analyst=token_for(session, people.analyst, Scope.REVIEW, Scope.SUBMIT),
            manager=token_for(session, people.analyst, Scope.MANAGE),
        )


def client_of(small: Application, token: str) -> httpx2.Client:
    client = small.client()
    client.headers["authorization"] = f"Bearer {token}"
    return client


@pytest.fixture
def agency(small: Application, tokens: Tokens) -> Iterator[Api]:
    with client_of(small, tokens.badr) as client:
        yield Api(client)


@pytest.fixture
def ministry(small: Application, tokens: Tokens) -> Iterator[Api]:
    with client_of(small, tokens.analyst) as client:
        yield Api(client)


def test_from_a_proposal_to_a_confirmation(
    small: Application, small_client: httpx2.Client, agency: Api, ministry: Api
) -> None:
    submission = agency.start(
        PROJECT,
        patch={"acronym": "HISTOIRE", "end_date": "2031"},
        sources={"acronym": SOURCE},
    )
    submission = agency.act(agency.patch(submission, {"start_date": "2014-04"}), "submit")
    _question_and_answer(agency, ministry, submission["id"])
    submission = ministry.act(submission, "take")
    for path, decision in (
        ("acronym", {"decision": "accepted"}),
        ("start_date", {"decision": "accepted", "value": "2014-05"}),
        ("end_date", {"decision": "rejected", "reason": "Sans source"}),
    ):
        submission = done(ministry.decide(submission, path, **decision))
    submission = ministry.act(submission, "approve", message="Merci")
    assert change(submission, "end_date")["decision"] == "rejected"
    wait_until(lambda: small_client.get(f"/api/v1/projects/{PROJECT}", follow_redirects=True)
               .json()["acronym"] == "HISTOIRE")  # fmt: skip
    published = small_client.get(f"/api/v1/projects/{PROJECT}", follow_redirects=True).json()
    assert published["start_date"] == "2014-05"
    assert published["end_date"] != "2031"
    assert [each["supports"] for each in published["sources"] if each["title"] == SOURCE["title"]]
    revisions = small_client.get(f"/api/v1/projects/{PROJECT}/revisions").json()["items"]
    assert {revision["number"] for revision in revisions} == {1, 2}
    restored = done(agency.client.post(f"/api/v1/projects/{PROJECT}/revisions/1/restore", json={}),
                    201)  # fmt: skip
    assert restored["restored_revision"] == 1
    restored = agency.act(restored, "submit")
    ministry.act(restored, "approve", accept_all=True)
    confirmed = agency.client.post(
        f"/api/v1/projects/{PROJECT}/confirmation", json={"outcome": "confirmed"}
    )
    assert confirmed.status_code in (200, 201), confirmed.text
    wait_until(lambda: small_client.get(f"/api/v1/projects/{PROJECT}", follow_redirects=True)
               .json()["last_confirmed_at"] is not None)  # fmt: skip
    with small.client() as nobody:
        assert nobody.get(f"/api/v1/submissions/{submission['id']}").status_code == 401


def _question_and_answer(agency: Api, ministry: Api, submission: str) -> None:
    comments = f"/api/v1/submissions/{submission}/comments"
    asked = done(ministry.client.post(comments, json={"body": "D’où vient-il ?"}), 201)
    answer = {"body": "Du rapport.", "parent": asked["id"]}
    answered = done(agency.client.post(comments, json=answer), 201)
    assert [reply["body"] for reply in answered["replies"]] == ["Du rapport."]
    resolved = ministry.client.post(f"/api/v1/comments/{asked['id']}/resolve")
    assert done(resolved)["resolved_at"] is not None


def test_another_agency_sees_nothing_of_it(small: Application, tokens: Tokens, agency: Api) -> None:
    submission = agency.start(PROJECT, patch={"acronym": "SECRET"})
    with client_of(small, tokens.amina) as stranger:
        address = f"/api/v1/submissions/{submission['id']}"
        assert stranger.get(address).status_code == 404
        assert stranger.get(f"{address}/comments").status_code == 404
        assert stranger.post(f"{address}/comments", json={"body": "?"}).status_code == 404
        listed = stranger.get("/api/v1/submissions").json()["items"]
        assert submission["id"] not in {item["id"] for item in listed}


def test_a_token_manages_no_account(small: Application, tokens: Tokens) -> None:
    with client_of(small, tokens.analyst) as client:
        made = client.post("/api/v1/tokens", json={"name": "x", "scopes": ["read"]})
        assert made.status_code == 403
        assert client.patch("/api/v1/me", json={"name": "X"}).status_code == 403


def test_the_examples_of_the_documentation_work(small: Application, tokens: Tokens) -> None:
    known = {
        "SITE": small.address,
        "TOKEN": tokens.amina,
        "REVIEWER": tokens.analyst,
        "MANAGER": tokens.manager,
    }
    for example in EXAMPLES:
        answer = send(example, known)
        assert answer.status_code in (200, 201), f"{example}\n{answer.text}"
        content = answer.json()
        if "changes" in content and "restore" not in example:
            known |= {
                "ID": content["id"],
                "VERSION": str(content["version"]),
                "CHANGE": change(content, "end_date")["id"],
            }


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 15
