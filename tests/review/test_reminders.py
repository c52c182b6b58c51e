"""Who is reminded of what, and what the links in their mails let them do."""

import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.codelists import Language, SubmissionState, UserRole
from app.i18n.formats import money
from app.models import (
    AuditEvent,
    Base,
    DraftPass,
    Membership,
    Notification,
    Organisation,
    OutboxMessage,
    Project,
    Reminder,
    ReminderLink,
    Submission,
    User,
)
from app.review.freshness.reminders.service import Reminded, remind
from tests.fixtures.commands import kharita
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS = [
    make_project(
        1,
        title=make_text("Accueil des retours", "استقبال العائدين"),
        steward="alpha",
        activity_status="2",
        start_date="2020",
        locations=[located("region", "MA-01")],
        participations=[takes_part("beta")],
        budget={"value": 1500, "currency": "EUR", "scope": "morocco", "note": None},
    ),
    make_project(2, steward="alpha"),
    make_project(3, steward="beta"),
    make_project(4),
    make_project(5, steward="old"),
]
MERGED = {"old": "alpha"}
WEEK = timedelta(weeks=1)
LINK = re.compile(r"https://kharita\.invalid(/(?:fr|ar|en)/reminders/\S+)")


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("alpha", "beta", "old")]


@pytest.fixture(autouse=True)
def _nobody_was_asked(small: Application) -> None:
    with writing(small) as session:
        session.execute(
            text(
                "TRUNCATE reminders, reminder_links, outbox_messages, notifications, memberships, "
                "field_changes, reviews, comments CASCADE"
            )
        )
        session.execute(text("UPDATE submissions SET state = 'withdrawn'"))
        session.execute(text("UPDATE users SET disabled_at = now() WHERE disabled_at IS NULL"))
        session.execute(text("UPDATE projects SET last_confirmed_at = now(), archived_at = NULL"))


def fall_due(session: Session, *numbers: int, days: int = 1000) -> None:
    names = [f"MA-MD-{number:04}" for number in numbers]
    session.execute(
        update(Project)
        .where(Project.identifier.in_(names))
        .values(last_confirmed_at=func.now() - timedelta(days=days))
    )


def focal_point(session: Session, *slugs: str, name: str, **over: Any) -> User:
    found = session.scalars(select(Organisation).where(Organisation.slug.in_(slugs))).all()
    return make_user(session, organisations=found, focal_point=True, name=name, **over)


def analyst(session: Session) -> User:
    return make_user(session, role=UserRole.ANALYST, name="Analyste")


def remind_all(small: Application) -> list[tuple[str, list[int]]]:
    """Names of the people mailed, with the numbers of the projects that they are asked about."""
    with writing(small) as session:
        done = remind(session)
        return mailed(done)


def mailed(done: Reminded) -> list[tuple[str, list[int]]]:
    return sorted((user.name, numbers(projects)) for user, projects in done.mails)


def numbers(projects: Sequence[Project]) -> list[int]:
    return [int(project.identifier[-4:]) for project in projects]


def grow_old(small: Application, age: timedelta) -> None:
    with writing(small) as session:
        session.execute(update(Reminder).values(sent_at=Reminder.sent_at - age))
        session.execute(update(ReminderLink).values(created_at=ReminderLink.created_at - age))


def told(small: Application, event: str) -> list[tuple[str, str | None]]:
    """Names of the users, with the identifiers of the projects."""
    with writing(small) as session:
        rows = session.execute(
            select(User.name, Notification.data)
            .join(User, User.id == Notification.user_id)
            .where(Notification.event == event)
            .order_by(User.name, Notification.created_at)
        )
        return [(name, (data.get("project") or {}).get("identifier")) for name, data in rows]


def link_of(small: Application, user: User) -> str:
    """Path of the page in the last mail to the user."""
    with writing(small) as session:
        body = session.scalars(
            select(OutboxMessage.body)
            .where(OutboxMessage.recipient == user.email)
            .order_by(OutboxMessage.created_at.desc())
            .limit(1)
        ).one()
        assert body is not None
        found = LINK.search(body)
        assert found is not None, body
        return found[1]


def dump(small: Application) -> dict[str, list[str]]:
    """All that the database holds; of mails only how many, as they are sent meanwhile."""
    with writing(small) as session:
        found = {
            table.name: sorted(
                json.dumps(row, sort_keys=True)
                for row in session.scalars(text(f"SELECT to_jsonb(t) FROM {table.name} t"))  # noqa: S608
            )
            for table in Base.metadata.sorted_tables
        }
    return found | {"outbox_messages": [str(len(found["outbox_messages"]))]}


def last_events(small: Application, action: str) -> list[AuditEvent]:
    with writing(small) as session:
        query = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
        return list(session.scalars(query))


# Who is asked


def test_one_mail_lists_all_that_is_due(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 5)
        amina = focal_point(session, "alpha", name="Amina")
        focal_point(session, "beta", name="Badr")
        make_user(session, organisations=[], name="Personne")
    assert remind_all(small) == [("Amina", [1, 2, 5]), ("Badr", [3])]
    assert remind_all(small) == []
    with writing(small) as session:
        message = session.scalars(select(OutboxMessage).filter_by(recipient=amina.email)).one()
        assert message.subject == "Kharita : 3 projets à confirmer"
        assert message.body is not None
        assert "Accueil des retours" in message.body
        token = link_of(small, amina).rpartition("/")[2]
        kept = session.scalars(select(ReminderLink).filter_by(user_id=amina.id)).one()
        assert token.encode() not in kept.token_hash
        assert kept.expires_at > datetime.now(UTC) + timedelta(days=59)
    assert told(small, "project.due") == [
        ("Amina", "MA-MD-0001"),
        ("Amina", "MA-MD-0002"),
        ("Amina", "MA-MD-0005"),
        ("Badr", "MA-MD-0003"),
    ]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        (Language.EN, "Kharita: 1 project to confirm"),
        (Language.AR, "Kharita: مشروع واحد في انتظار التأكيد"),
    ],
)
def test_in_the_language_of_the_reader(
    small: Application, language: Language, subject: str
) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        user = focal_point(session, "alpha", name="Amina", language=language)
    remind_all(small)
    with writing(small) as session:
        message = session.scalars(select(OutboxMessage).filter_by(recipient=user.email)).one()
    assert subject in message.subject
    assert link_of(small, user).startswith(f"/{language}/reminders/")


def test_then_the_colleagues_then_the_analysts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        focal_point(session, "alpha", name="Amina")
    with writing(small) as session:
        focal_point(session, "old", name="Brahim")
        analyst(session)
    assert remind_all(small) == [("Amina", [1])]
    grow_old(small, 3 * WEEK - timedelta(hours=1))
    assert remind_all(small) == []
    grow_old(small, timedelta(hours=2))
    assert remind_all(small) == [("Brahim", [1])]
    assert told(small, "project.overdue") == []
    grow_old(small, 3 * WEEK)
    assert remind_all(small) == []
    assert told(small, "project.overdue") == [("Analyste", "MA-MD-0001")]
    grow_old(small, 30 * WEEK)
    assert remind_all(small) == []
    assert len(told(small, "project.overdue")) == 1


def test_without_steward_or_focal_point_the_analysts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 3, 4)
        make_user(session, organisations=[], role=UserRole.ADMINISTRATOR, name="Admin")
        assert remind(session).analysts == 1
    assert told(small, "project.without_steward") == [
        ("Admin", "MA-MD-0003"),
        ("Admin", "MA-MD-0004"),
    ]
    assert remind_all(small) == []
    with writing(small) as session:
        focal_point(session, "beta", name="Badr")
    assert remind_all(small) == [("Badr", [3])]


def test_nobody_at_all(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 4)
        assert remind(session).unheard == 1
        assert session.scalars(select(Reminder)).all() == []


def test_who_confirmed_last_is_asked_first(small: Application) -> None:
    with writing(small) as session:
        focal_point(session, "alpha", name="Amina")
    with writing(small) as session:
        brahim = focal_point(session, "alpha", name="Brahim")
    with signed_in(small, brahim) as client:
        answer = client.post(
            "/api/v1/projects/MA-MD-0001/confirmation", json={"outcome": "confirmed"}
        )
        assert answer.status_code == 200
    with writing(small) as session:
        fall_due(session, 1, 2)
    assert remind_all(small) == [("Amina", [2]), ("Brahim", [1])]


def test_at_most_one_mail_a_week(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        focal_point(session, "alpha", name="Amina")
    assert remind_all(small) == [("Amina", [1])]
    with writing(small) as session:
        fall_due(session, 2)
    assert remind_all(small) == []
    grow_old(small, WEEK)
    assert remind_all(small) == [("Amina", [2])]


def test_what_the_steward_has_proposed_waits_for_the_ministry(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1)
        amina = focal_point(session, "alpha", name="Amina")
        project = session.scalars(select(Project).filter_by(identifier="MA-MD-0001")).one()
        merged = session.scalars(select(Organisation).filter_by(slug="old")).one()
        submission = Submission(
            project_id=project.id,
            author_id=amina.id,
            organisation_id=merged.id,
            state=SubmissionState.SUBMITTED,
            submitted_at=func.now(),
        )
        session.add(submission)
    assert remind_all(small) == []
    with writing(small) as session:
        session.execute(text("UPDATE submissions SET state = 'withdrawn'"))
    assert remind_all(small) == [("Amina", [1])]


def test_nothing_about_archived_projects_or_closed_accounts(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 3)
        session.execute(text("UPDATE projects SET archived_at = now() WHERE slug = 'projet-1'"))
        focal_point(session, "alpha", name="Amina")
        badr = focal_point(session, "beta", name="Badr")
        badr.disabled_at = datetime.now(UTC)
        session.flush()
        done = remind(session)
    assert (done.mails, done.unheard) == ([], 1)


# The command


def command(small: Application, *arguments: str) -> str:
    url = small.app.state.settings.database_url
    done = kharita("remind", *arguments, KHARITA_DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return done.stdout


def outbox(small: Application) -> int:
    with writing(small) as session:
        return session.scalars(select(func.count()).select_from(OutboxMessage)).one()


def test_a_dry_run_sends_nothing(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2)
        focal_point(session, "alpha", name="Amina")
    before = dump(small)
    output = command(small, "--dry-run")
    assert output.startswith("1 mails would be sent, about 2 projects")
    assert "Amina: MA-MD-0001, MA-MD-0002" in output
    assert dump(small) == before


def test_two_at_once_ask_each_once(small: Application) -> None:
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 4, 5)
        for number in range(10):
            focal_point(session, "alpha", "beta", name=f"Point focal {number}")
        analyst(session)
    with ThreadPoolExecutor(3) as pool:
        outputs = list(pool.map(lambda _: command(small), range(3)))
    assert outbox(small) == 1, outputs
    assert sum("0 mails sent" in output for output in outputs) == 2
    assert len(told(small, "project.without_steward")) == 1


# The link


@pytest.fixture
def amina(small: Application) -> User:
    """Asked about projects 1, 2 and 5."""
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 5)
        user = focal_point(session, "alpha", name="Amina")
        focal_point(session, "beta", name="Badr")
    remind_all(small)
    return user


@pytest.fixture
def link(small: Application, amina: User) -> str:
    return link_of(small, amina)


@pytest.fixture
def visitor(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client


def read_of(page: str) -> list[str]:
    return re.findall(r'name="read" value="([^"]+)"', page)


def press(visitor: httpx2.Client, link: str, button: str, **form: str) -> httpx2.Response:
    return visitor.post(f"{link}/{button}", data=form)


def test_opening_it_changes_nothing(small: Application, visitor: httpx2.Client, link: str) -> None:
    before = dump(small)
    for _ in range(2):
        page = visitor.get(link)
        assert page.status_code == 200
        visitor.head(link)
        for button in ("confirmation", "draft", "successor"):
            assert visitor.get(f"{link}/{button}").status_code in (404, 405)
    assert dump(small) == before
    assert page.headers["cache-control"] == "private, no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in page.text
    assert "3 projets à confirmer" in page.text
    for shown in (
        "Accueil des retours",
        "Côte Verte",
        "Beta",
        money(1500, "EUR", Language.FR),
        "Projet 2",
    ):
        assert shown in page.text
    assert "Projet 3" not in page.text
    assert "set-cookie" not in page.headers


def test_confirm_one(small: Application, visitor: httpx2.Client, amina: User, link: str) -> None:
    events = len(last_events(small, "project.confirmed"))
    for _ in range(2):  # the second time, the button of a page that was left open
        done = press(
            visitor, link, "confirmation", read="MA-MD-0001:1", outcome="nothing_to_report"
        )
        assert (done.status_code, done.headers["location"]) == (303, f"{link}?told=confirmed")
    (event,) = last_events(small, "project.confirmed")[events:]
    assert (event.channel, event.actor_id) == ("link", amina.id)
    assert event.data["outcome"] == "nothing_to_report"
    page = visitor.get(done.headers["location"]).text
    assert "C’est noté" in page
    assert "2 projets à confirmer" in page
    today = datetime.now(UTC).date().isoformat()
    public = visitor.get("/api/v1/projects/projet-1").json()
    assert public["last_confirmed_at"].startswith(today)
    assert remind_all(small) == []


def test_confirm_all(small: Application, visitor: httpx2.Client, link: str) -> None:
    together = read_of(visitor.get(link).text)[-1]
    assert together == "MA-MD-0001:1 MA-MD-0002:1 MA-MD-0005:1"
    with ThreadPoolExecutor(4) as pool:
        events = len(last_events(small, "project.confirmed"))
        answers = list(
            pool.map(lambda _: press(visitor, link, "confirmation", read=together), range(4))
        )
    assert {answer.status_code for answer in answers} == {303}
    assert len(last_events(small, "project.confirmed")) == events + 3
    assert "Il n’y a plus rien à confirmer" in visitor.get(link).text


def test_only_what_it_asks_about(small: Application, visitor: httpx2.Client, link: str) -> None:
    before = dump(small)
    for read in ("MA-MD-0003:1", "MA-MD-0004:1", "", "x", "MA-MD-0001", "MA-MD-9999:1"):
        assert press(visitor, link, "confirmation", read=read).status_code == 303
    assert press(visitor, link, "draft", project="MA-MD-0003").status_code == 404
    assert press(visitor, link, "draft", project="\x00").status_code == 404
    assert press(visitor, link, "successor", organisation="beta").status_code == 404
    assert visitor.post(f"{link}/confirmation", json={"read": "MA-MD-0001:1"}).status_code == 415
    assert dump(small) == before


def test_what_changed_meanwhile_is_read_again(
    small: Application, visitor: httpx2.Client, link: str
) -> None:
    with writing(small) as session:
        publish_projects(session, [PROJECTS[0]])
    done = press(visitor, link, "confirmation", read="MA-MD-0001:1 MA-MD-0002:1")
    assert done.headers["location"].endswith("told=changed")
    page = visitor.get(done.headers["location"]).text
    assert "Une fiche a changé" in page
    revision = next(read for read in read_of(page) if read.startswith("MA-MD-0001"))
    assert "MA-MD-0002" not in " ".join(read_of(page))
    assert press(visitor, link, "confirmation", read=revision).status_code == 303
    assert visitor.get(link).text.count("Oui, tout est exact</button>") == 1


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


def test_no_longer_me(small: Application, visitor: httpx2.Client, amina: User, link: str) -> None:
    with writing(small) as session:
        analyst(session)
    for _ in range(2):
        done = press(
            visitor, link, "successor", organisation="alpha", successor=" Brahim, b@example.org "
        )
        assert (done.status_code, done.headers["location"]) == (303, f"{link}?told=declined")
    page = visitor.get(done.headers["location"]).text
    assert "Les analystes en sont prévenus" in page
    assert "demandé à quelqu’un d’autre" in page
    with writing(small) as session:
        (kept,) = session.scalars(select(Membership).filter_by(user_id=amina.id))
        assert not kept.focal_point
        (notification,) = session.scalars(
            select(Notification).filter_by(event="focal_point.declined")
        )
        assert notification.data["message"] == "Brahim, b@example.org"
    event = last_events(small, "focal_point.declined")[-1]
    assert event.channel == "link"
    assert "example.org" not in json.dumps(event.data)
    before = dump(small)
    press(visitor, link, "confirmation", read="MA-MD-0001:1")
    assert dump(small) == before
    with writing(small) as session:
        focal_point(session, "alpha", name="Brahim")
    assert remind_all(small) == [("Brahim", [1, 2, 5])]


@pytest.mark.parametrize("end", ["expired", "revoked", "disabled", "unknown"])
def test_an_ended_link_does_nothing(
    small: Application, visitor: httpx2.Client, amina: User, link: str, end: str
) -> None:
    with writing(small) as session:
        if end == "expired":
            session.execute(update(ReminderLink).values(expires_at=func.now()))
        elif end == "disabled":
            session.get_one(User, amina.id).disabled_at = datetime.now(UTC)
    if end == "revoked":
        with signed_in(small, amina) as client:
            assert client.delete("/api/v1/me/reminder-links").json() == {"revoked": 1}
    if end == "unknown":
        link = link[:-1] + ("A" if link[-1] != "A" else "B")
    before = dump(small)
    page = visitor.get(link)
    assert page.status_code == 410
    assert "Ce lien n’est plus valable" in page.text
    assert "Accueil" not in page.text
    for button in ("confirmation", "draft", "successor"):
        form = {"read": "MA-MD-0001:1", "project": "MA-MD-0001", "organisation": "alpha"}
        assert press(visitor, link, button, **form).status_code == 410
    assert dump(small) == before


def test_an_administrator_takes_the_links_of_someone_back(
    small: Application, visitor: httpx2.Client, amina: User, link: str
) -> None:
    with writing(small) as session:
        admin = make_user(session, role=UserRole.ADMINISTRATOR)
        other = analyst(session)
    address = f"/api/v1/manage/users/{amina.id}/reminder-links"
    with signed_in(small, other) as client:
        assert client.delete(address).status_code == 403
    assert visitor.get(link).status_code == 200
    with signed_in(small, admin) as client:
        assert client.delete(address).json() == {"revoked": 1}
        assert client.delete(address.replace(str(amina.id), str(other.id))).json() == {"revoked": 0}
        missing = "00000000-0000-4000-8000-000000000000"
        assert client.delete(address.replace(str(amina.id), missing)).status_code == 404
    assert visitor.get(link).status_code == 410


def test_another_steward_ends_the_question(
    small: Application, visitor: httpx2.Client, link: str
) -> None:
    with writing(small) as session:
        beta = session.scalars(select(Organisation).filter_by(slug="beta")).one()
        session.execute(
            update(Project).where(Project.slug == "projet-2").values(steward_id=beta.id)
        )
    try:
        before = dump(small)
        assert press(visitor, link, "confirmation", read="MA-MD-0002:1").status_code == 303
        assert dump(small) == before
    finally:
        with writing(small) as session:
            alpha = session.scalars(select(Organisation).filter_by(slug="alpha")).one()
            session.execute(
                update(Project).where(Project.slug == "projet-2").values(steward_id=alpha.id)
            )
