"""The link of a reminder opens a draft, without signing in, and nothing else."""

from datetime import UTC, datetime

import httpx2
import pytest
from sqlalchemy import func, select, update

from app.models import (
    DraftPass,
    Organisation,
    Project,
    ReminderLink,
    Submission,
    User,
)
from tests.fixtures.reminders import (
    MERGED,
    PROJECTS,
    dump,
    last_events,
    organisations,
    press,
)
from tests.fixtures.server import Application
from tests.fixtures.users import signed_in, writing

__all__ = ["MERGED", "PROJECTS", "organisations"]


def test_correct(small: Application, visitor: httpx2.Client, amina: User, link: str) -> None:
    addresses = {
        press(visitor, link, "draft", project="MA-MD-0002").headers["location"] for _ in range(2)
    }
    (address,) = addresses
    with small.client() as nobody:
        assert nobody.get(address).headers["location"].startswith("/fr/sign-in")
    with signed_in(small, amina) as client:
        assert client.get(address).status_code == 200
    with writing(small) as session:
        draft = session.scalars(select(Submission).filter_by(author_id=amina.id)).one()
        project = session.get_one(Project, draft.project_id)
        organisation = session.get_one(Organisation, draft.organisation_id)
    assert (draft.state, project.slug, organisation.slug) == ("draft", "projet-2", "alpha")
    assert last_events(small, "submission.created")[-1].channel == "link"
    assert "Reprendre mes corrections" in visitor.get(link).text


def test_a_draft_is_written_without_signing_in(
    small: Application, visitor: httpx2.Client, link: str
) -> None:
    done = press(visitor, link, "draft", project="MA-MD-0002")
    cookie = done.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    page = visitor.get(done.headers["location"])
    assert page.status_code == 200
    api = f"/api/v1/submissions/{done.headers['location'].split('/')[-2]}"
    seen = visitor.get(api).headers["etag"]
    saved = visitor.patch(api, json={"patch": {"end_date": "2030"}}, headers={"if-match": seen})
    assert saved.status_code == 200, saved.text
    headers = {"if-match": saved.headers["etag"]}
    foreign = {**headers, "origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert visitor.post(f"{api}/submit", json={}, headers=foreign).status_code == 403
    sent = visitor.post(f"{api}/submit", json={}, headers=headers)
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    assert last_events(small, "submission.submitted")[-1].channel == "link"
    assert visitor.get(done.headers["location"].removesuffix("/edit")).status_code == 200


def test_the_pass_opens_this_draft_alone(
    small: Application, visitor: httpx2.Client, amina: User, link: str
) -> None:
    with writing(small) as session:
        other = Submission(author_id=amina.id, project_id=None)
        session.add(other)
        session.flush()
        other_id = other.id
    address = press(visitor, link, "draft", project="MA-MD-0001").headers["location"]
    own = address.split("/")[-2]
    before = dump(small)
    for path in ("me", "me/sessions", "tokens", "submissions", "due", "scorecard", "notifications",
                 f"submissions/{other_id}"):  # fmt: skip
        assert visitor.get(f"/api/v1/{path}").status_code == 401, path
    assert visitor.post("/api/v1/submissions", json={"project": None}).status_code == 401
    assert visitor.post("/api/v1/projects/MA-MD-0001/confirmation", json={"outcome": "confirmed"}
    ).status_code == 401  # fmt: skip
    assert visitor.get("/fr/workspace/").headers["location"].startswith("/fr/sign-in")
    said = visitor.post(f"/api/v1/submissions/{own}/comments", json={"body": "Bonjour"})
    assert said.status_code == 403
    for act in ("take", "approve", "reject"):
        refused = visitor.post(
            f"/api/v1/submissions/{own}/{act}", json={}, headers={"if-match": '"1"'}
        )
        assert refused.status_code == 403
    assert dump(small) == before
    assert visitor.get(f"/api/v1/submissions/{own}").status_code == 200


@pytest.mark.parametrize("end", ["pass", "link", "revoked", "disabled"])
def test_a_pass_ends_with_its_link(
    small: Application, visitor: httpx2.Client, amina: User, link: str, end: str
) -> None:
    address = press(visitor, link, "draft", project="MA-MD-0001").headers["location"]
    assert visitor.get(address).status_code == 200
    with writing(small) as session:
        if end == "pass":
            session.execute(update(DraftPass).values(expires_at=func.now()))
        elif end == "link":
            session.execute(update(ReminderLink).values(expires_at=func.now()))
        elif end == "revoked":
            session.execute(update(ReminderLink).values(revoked_at=func.now()))
        else:
            session.get_one(User, amina.id).disabled_at = datetime.now(UTC)
    assert visitor.get(address).headers["location"].startswith("/fr/sign-in")
    assert visitor.get(f"/api/v1/submissions/{address.split('/')[-2]}").status_code == 401
