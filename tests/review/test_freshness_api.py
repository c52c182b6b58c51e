"""What is due, confirmations and the scorecard, through the door."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, Project, Revision, User
from app.permissions.roles import Scope
from app.review.freshness.rules import GRACE_DAYS, add_months
from tests.fixtures.factories import located, make_organisation, make_project, takes_part
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS = [
    make_project(1, steward="alpha", activity_status="2", locations=[located("region", "MA-01")]),
    make_project(2, steward="alpha", activity_status="4"),
    make_project(3, steward="beta"),
    make_project(
        4, participations=[takes_part("beta", "funding"), takes_part("old", "implementing")]
    ),
    make_project(5, steward="old", end_date="2019"),
]
MERGED = {"old": "alpha"}


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("alpha", "beta", "old")]


@pytest.fixture(autouse=True)
def _as_loaded(small: Application) -> None:
    with writing(small) as session:
        session.execute(text("UPDATE projects SET last_confirmed_at = NULL, archived_at = NULL"))


def confirmed_ago(small: Application, number: int, days: int) -> None:
    with writing(small) as session:
        project = project_of(session, number)
        project.last_confirmed_at = datetime.now(UTC) - timedelta(days=days)


def project_of(session: Session, number: int) -> Project:
    query = select(Project).where(Project.identifier == f"MA-MD-{number:04}")
    return session.scalars(query).one()


@contextmanager
def someone(
    small: Application,
    *organisations: str,
    role: UserRole = UserRole.CONTRIBUTOR,
) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        query = select(Organisation).where(Organisation.slug.in_(organisations))
        user = make_user(session, role=role, organisations=session.scalars(query).all())
    with signed_in(small, user) as client:
        yield client


def due(client: httpx2.Client, **query: object) -> list[str]:
    response = client.get("/api/v1/due", params=query)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()
    items = [item["project"]["identifier"][-1] for item in answer["items"]]
    if answer["next"] is None and "cursor" not in query:
        assert answer["numberMatched"] == len(items)
    return items


def test_each_sees_what_their_organisations_answer_for(small: Application) -> None:
    for number in (1, 3, 5):
        confirmed_ago(small, number, 1000)
    with someone(small, "alpha") as client:
        assert due(client) == ["1", "5"]
        assert due(client, organisation="old") == ["1", "5"]
        assert due(client, organisation="beta") == []
        assert due(client, organisation="none") == []
        assert due(client, region="MA-01") == ["1"]
    with someone(small) as client:
        assert due(client) == []
    with someone(small, "beta", role=UserRole.ANALYST) as client:
        assert due(client) == ["1", "3", "5"]
        assert due(client, mine=True) == ["3"]
        assert due(client, organisation="none", when="all") == ["4"]


def test_when(small: Application) -> None:
    confirmed_ago(small, 1, 184 + 43)
    confirmed_ago(small, 2, 184 + 43)
    confirmed_ago(small, 3, 184)
    confirmed_ago(small, 5, 731)
    with someone(small, role=UserRole.ANALYST) as client:
        assert due(client) == ["1", "5", "3"]
        assert due(client, when="overdue") == ["1"]
        assert set(due(client, when="all")) == {"1", "2", "3", "4", "5"}
        item = client.get("/api/v1/due").json()["items"][0]
    assert item["overdue"]
    assert item["steward"]["slug"] == "alpha"
    assert item["suggested_steward"] is None
    assert item["reminder"] is None


def test_a_steward_is_suggested_where_there_is_none(small: Application) -> None:
    with someone(small, role=UserRole.ANALYST) as client:
        (item,) = client.get("/api/v1/due?when=all&organisation=none").json()["items"]
    assert (item["steward"], item["suggested_steward"]["slug"]) == (None, "alpha")


def test_page_by_page(small: Application) -> None:
    with someone(small, role=UserRole.ANALYST) as client:
        seen: list[str] = []
        cursor = None
        while True:
            query = "when=all&limit=2" + (f"&cursor={cursor}" if cursor else "")
            answer = client.get(f"/api/v1/due?{query}").json()
            seen += [item["project"]["identifier"] for item in answer["items"]]
            assert answer["numberMatched"] == 5
            cursor = answer["next"]
            if cursor is None:
                break
        assert seen == sorted(seen, key=lambda name: seen.index(name))
        assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    "query",
    ["when=never", "limit=0", "cursor=x", "cursor=WyJhIiwiYiJd", "organisation=nobody", "x=1",
     "organisation=%00", "region=MA-99"],
)  # fmt: skip
def test_a_bad_parameter_is_named(small: Application, query: str) -> None:
    with someone(small, role=UserRole.ANALYST) as client:
        response = client.get(f"/api/v1/due?{query}")
    assert response.status_code == 400, response.text
    assert response.json()["parameter"] == query.partition("=")[0]


def test_nobody_without_signing_in(small_client: httpx2.Client) -> None:
    assert small_client.get("/api/v1/due").status_code == 401
    assert small_client.get("/api/v1/scorecard").status_code == 401
    confirmation = small_client.post(
        "/api/v1/projects/MA-MD-0001/confirmation", json={"outcome": "confirmed"}
    )
    assert confirmation.status_code == 401


def confirm(client: httpx2.Client, number: int, **body: object) -> httpx2.Response:
    address = f"/api/v1/projects/MA-MD-{number:04}/confirmation"
    return client.post(address, json={"outcome": "confirmed", **body})


def version(small: Application) -> int:
    with writing(small) as session:
        found: int = session.execute(text("SELECT version FROM catalogue")).scalar_one()
        return found


@pytest.mark.parametrize("outcome", ["confirmed", "nothing_to_report"])
def test_a_confirmation_is_an_event_and_no_revision(small: Application, outcome: str) -> None:
    confirmed_ago(small, 1, 1000)
    before = version(small)
    with someone(small, "alpha") as client:
        response = confirm(client, 1, outcome=outcome, revision=1)
        assert response.status_code == 200, response.text
        assert due(client) == []
    answer = response.json()
    assert answer["outcome"] == outcome
    assert date.fromisoformat(answer["due_on"]) > datetime.now(UTC).date() + timedelta(days=180)
    assert version(small) == before + 1
    with writing(small) as session:
        project = project_of(session, 1)
        assert project.revision == 1
        assert len(session.scalars(select(Revision).filter_by(project_id=project.id)).all()) == 1
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.action, event.subject_id) == ("project.confirmed", "MA-MD-0001")
    assert event.channel == "session"
    assert event.data["outcome"] == outcome
    with small.client() as visitor:
        public = visitor.get("/api/v1/projects/projet-1").json()
        assert public["last_confirmed_at"][:10] == str(datetime.now(UTC).date())
        assert "confirmée le" in visitor.get("/fr/projects/projet-1").text


def test_the_members_of_a_merged_steward_confirm_too(small: Application) -> None:
    with someone(small, "old") as client:
        assert confirm(client, 5).status_code == 200
        assert confirm(client, 1).status_code == 200


def test_only_the_steward_or_an_analyst(small: Application) -> None:
    with someone(small, "beta") as client:
        assert confirm(client, 1).status_code == 403
        assert confirm(client, 4).status_code == 403
        assert confirm(client, 99).status_code == 404
        assert confirm(client, 3, revision=2).status_code == 409
        assert confirm(client, 3, outcome="maybe").status_code == 422
        assert confirm(client, 3, day="today").status_code == 422
    with someone(small, role=UserRole.ANALYST) as client:
        assert confirm(client, 4).status_code == 200
        assert client.post("/api/v1/projects/%00/confirmation", json={"outcome": "confirmed"}
        ).status_code == 404  # fmt: skip


def test_nothing_is_asked_about_an_archived_project(small: Application) -> None:
    with writing(small) as session:
        project_of(session, 1).archived_at = datetime.now(UTC)
    with someone(small, "alpha") as client:
        assert "1" not in due(client, when="all")
        assert confirm(client, 1).status_code == 409


@pytest.mark.parametrize(("scope", "status"), [(Scope.SUBMIT, 200), (Scope.READ, 403)])
def test_by_token(small: Application, scope: Scope, status: int) -> None:
    with writing(small) as session:
        steward = session.scalars(select(Organisation).where(Organisation.slug == "alpha")).one()
        token = token_for(session, make_user(session, organisations=[steward]), scope)
    with small.client() as client:
        client.headers["authorization"] = f"Bearer {token}"
        assert client.get("/api/v1/due").status_code == 200
        assert confirm(client, 1).status_code == status


def scores(client: httpx2.Client) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/v1/scorecard").json()
    return {item["organisation"]["slug"]: item for item in answer["items"]}


def forget_answers(small: Application) -> None:
    with writing(small) as session:
        session.execute(text("TRUNCATE audit_events CASCADE"))


def test_the_scorecard(small: Application) -> None:
    forget_answers(small)
    with someone(small, role=UserRole.ANALYST) as client:
        assert scores(client)["beta"]["share_in_time"] is None
    confirmed_ago(small, 1, 190)  # due a week ago: in time
    confirmed_ago(small, 2, 1000)  # due long ago: late
    confirmed_ago(small, 3, 1000)  # never answered
    with someone(small, "alpha") as client:
        assert scores(client)["alpha"]["waiting"] == 1
        assert confirm(client, 1, outcome="nothing_to_report").status_code == 200
        assert confirm(client, 2).status_code == 200
        found = scores(client)
    assert found.keys() == {"alpha"}
    alpha = found["alpha"]
    assert (alpha["projects"], alpha["waiting"], alpha["missed"]) == (3, 0, 0)
    assert (alpha["in_time"], alpha["late"], alpha["nothing_to_report"]) == (1, 1, 1)
    assert alpha["share_in_time"] == 0.5
    with someone(small, role=UserRole.ANALYST) as client:
        beta = scores(client)["beta"]
    assert (beta["missed"], beta["share_in_time"]) == (1, 0)


def test_in_time_until_the_grace_period_is_over(small: Application) -> None:
    today = datetime.now(UTC).date()
    last = today - timedelta(days=GRACE_DAYS)
    too_long_ago = next(
        days for days in range(400) if add_months(today - timedelta(days=days), 6) < last
    )
    for days, in_time in ((too_long_ago - 1, 1), (too_long_ago, 0)):
        forget_answers(small)
        confirmed_ago(small, 1, days)
        with someone(small, "alpha") as client:
            assert confirm(client, 1).status_code == 200
            alpha = scores(client)["alpha"]
        assert (alpha["in_time"], alpha["late"]) == (in_time, 1 - in_time)


def test_answers_often_given_count_once(small: Application) -> None:
    forget_answers(small)
    with someone(small, "beta") as client:
        for _ in range(3):
            assert confirm(client, 3).status_code == 200
        beta = scores(client)["beta"]
    assert (beta["in_time"], beta["late"], beta["share_in_time"]) == (1, 0, 1)


def test_users_are_never_named_in_public(small: Application) -> None:
    with writing(small) as session:
        steward = session.scalars(select(Organisation).where(Organisation.slug == "alpha")).one()
        user: User = make_user(session, organisations=[steward], name="Zineb Secrète")
    with signed_in(small, user) as client:
        assert confirm(client, 1).status_code == 200
    with small.client() as visitor:
        assert "Zineb" not in visitor.get("/fr/projects/projet-1").text
