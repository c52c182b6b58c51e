"""What people are told in the application and by mail, as each has chosen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, update

from app.codelists import Language, UserRole
from app.models import Notification, Organisation, OutboxMessage, Project, Submission, User
from app.notices.digest import post_digests
from app.notices.events import EVENTS
from app.notices.notify import about_project, about_submission, notify
from tests.fixtures import agencies
from tests.fixtures.agencies import PROJECTS, People, add_people, add_submission
from tests.fixtures.commands import kharita
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

__all__ = ["PROJECTS"]
LIST = "/api/v1/notifications"
CHOICES = "/api/v1/me/mail-choices"


def organisations() -> list[Organisation]:
    return agencies.organisations()


@pytest.fixture
def people(small: Application) -> People:
    with writing(small) as session:
        return add_people(session)


@pytest.fixture
def amina(small: Application, people: People) -> Iterator[httpx2.Client]:
    with signed_in(small, people.amina) as client:
        yield client


def tell(
    small: Application, users: list[User], event: str, by: User | None = None, count: int = 1
) -> None:
    with writing(small) as session:
        project = session.scalars(select(Project).where(Project.slug == "projet-1")).one()
        submission = session.get_one(Submission, add_submission(session, users[0]))
        data = about_submission(submission, project, actor=by.id if by else None, message="Voilà")
        for _ in range(count):
            notify(session, [user.id for user in users], event, {**data, "thread": "workspace/"})


def mails(small: Application, user: User) -> list[OutboxMessage]:
    with writing(small) as session:
        query = select(OutboxMessage).where(OutboxMessage.recipient == user.email)
        return list(session.scalars(query.order_by(OutboxMessage.created_at)))


def choose(client: httpx2.Client, **choices: str) -> httpx2.Response:
    named = {name.replace("__", "."): value for name, value in choices.items()}
    return client.put(CHOICES, json={"choices": named})


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("language", Language)
def test_each_event_has_a_sentence_in_each_language(
    small: Application, event: str, language: Language
) -> None:
    with writing(small) as session:
        reader = make_user(session, language=language, role=UserRole.ADMINISTRATOR)
        actor = make_user(session, name="Nadia")
    tell(small, [reader], event, actor)
    with signed_in(small, reader) as client:
        (item,) = client.get(LIST).json()["items"]
        label = {each["event"]: each["label"] for each in client.get(CHOICES).json()["items"]}
    assert item["url"].startswith(f"/{language}/workspace/")
    assert "%(" not in item["text"]
    assert "Projet 1" in item["text"] or event == "report.received"
    if language == Language.AR:
        assert any("\u0600" <= character <= "\u06ff" for character in item["text"])
        assert any("\u0600" <= character <= "\u06ff" for character in label[event])
    if language == Language.EN:
        assert item["text"] != sentence_in(small, reader, Language.FR)


def sentence_in(small: Application, reader: User, language: Language) -> str:
    with writing(small) as session:
        session.execute(update(User).where(User.id == reader.id).values(language=language))
    with signed_in(small, reader) as client:
        text: str = client.get(LIST).json()["items"][0]["text"]
    return text


def test_read_and_unread(small: Application, people: People, amina: httpx2.Client) -> None:
    tell(small, [people.amina], "submission.taken", people.analyst, count=3)
    tell(small, [people.badr], "submission.taken", people.analyst)
    page = amina.get(LIST).json()
    assert page["unread"] == 3
    first = page["items"][0]
    with signed_in(small, people.badr) as badr:
        badr.post(f"{LIST}/read", json={"ids": [first["id"]]})
        assert badr.get(LIST).json()["unread"] == 1
    assert amina.post(f"{LIST}/read", json={"ids": [first["id"]]}).json() == {"unread": 2}
    assert len(amina.get(LIST, params={"unread": "true"}).json()["items"]) == 2
    assert amina.post(f"{LIST}/read", json={"ids": None}).json() == {"unread": 0}
    assert amina.get(LIST).json()["items"][0]["read_at"] is not None


def test_pages(small: Application, people: People, amina: httpx2.Client) -> None:
    tell(small, [people.amina], "submission.taken", people.analyst, count=5)
    seen: list[str] = []
    params: dict[str, Any] = {"limit": 2}
    while True:
        page = amina.get(LIST, params=params).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        params["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == 5


def test_by_default_what_asks_for_an_answer_is_mailed_at_once(
    small: Application, people: People
) -> None:
    tell(small, [people.amina], "submission.changes_requested", people.analyst)
    tell(small, [people.amina], "submission.taken", people.analyst)
    (mail,) = mails(small, people.amina)
    assert mail.subject.startswith("Nadia demande des modifications de la proposition n° ")
    assert mail.body is not None
    assert "> Voilà" in mail.body
    assert "https://kharita.invalid/fr/workspace/submissions/" in mail.body


def test_choices(small: Application, people: People, amina: httpx2.Client) -> None:
    known = {item["event"]: item for item in amina.get(CHOICES).json()["items"]}
    assert "report.received" not in known  # of no concern to a contributor
    assert known["submission.taken"]["mail"] == known["submission.taken"]["default"] == "off"
    assert choose(amina, submission__taken="now", comment__added="off").status_code == 200
    tell(small, [people.amina], "submission.taken", people.analyst)
    tell(small, [people.amina], "comment.added", people.analyst)
    assert len(mails(small, people.amina)) == 1
    back = choose(amina, submission__taken="off").json()
    assert {item["event"]: item["mail"] for item in back["items"]}["comment.added"] == "off"
    with writing(small) as session:
        assert session.get_one(User, people.amina.id).mail_choices == {"comment.added": "off"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/choices"),
        ({"choices": {"comment.added": "never"}}, "#/choices/comment.added"),
        ({"choices": {"comment/x": "off"}}, "#/choices/comment~1x"),
        ({"choices": {}, "email": "x"}, "#/email"),
    ],
)
def test_bad_choices(amina: httpx2.Client, body: dict[str, object], pointer: str) -> None:
    answer = amina.put(CHOICES, json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_nobody_is_told_of_what_they_did_nor_twice(small: Application, people: People) -> None:
    told = [people.amina, people.amina, people.analyst]
    tell(small, told, "submission.changes_requested", people.analyst)
    assert len(mails(small, people.amina)) == 1
    assert mails(small, people.analyst) == []


def test_a_closed_account_is_told_nothing(small: Application, people: People) -> None:
    with writing(small) as session:
        disabled = update(User).where(User.id == people.aziz.id)
        session.execute(disabled.values(disabled_at=people.aziz.created_at))
    tell(small, [people.aziz], "comment.added", people.analyst)
    assert mails(small, people.aziz) == []


def test_a_weekly_digest_once_from_many_places(small: Application, people: People) -> None:
    database = small.app.state.database
    post_digests(database)
    tell(small, [people.analyst, people.administrator], "submission.submitted", people.amina)
    tell(small, [people.analyst], "thread.resolved", people.amina)
    with ThreadPoolExecutor(6) as pool:
        counts = list(pool.map(lambda _: post_digests(database), range(6)))
    assert sum(counts) == 2
    (mail,) = mails(small, people.analyst)
    assert mail.subject == "Votre semaine sur Kharita : 2 nouvelles"
    assert mail.body is not None
    assert mail.body.count("• ") == 2
    # What comes later waits for the next week.
    tell(small, [people.analyst], "submission.submitted", people.amina)
    assert post_digests(database) == 0
    with writing(small) as session:
        a_week_ago = select(User.last_digest_at).where(User.id == people.analyst.id)
        last = session.scalars(a_week_ago).one()
        assert last is not None
        earlier = update(User).values(last_digest_at=last.replace(year=last.year - 1))
        session.execute(earlier.where(User.id == people.analyst.id))
    url = small.app.state.settings.database_url
    done = kharita("mail", "digest", KHARITA_DATABASE_URL=url)
    assert (done.returncode, done.stdout) == (0, "1 digests\n")
    assert len(mails(small, people.analyst)) == 2


def test_what_was_read_is_not_repeated_by_mail(small: Application, people: People) -> None:
    post_digests(small.app.state.database)
    tell(small, [people.analyst], "submission.submitted", people.amina)
    with signed_in(small, people.analyst) as client:
        client.post(f"{LIST}/read", json={"ids": None})
    assert post_digests(small.app.state.database) == 0
    assert mails(small, people.analyst) == []


def test_hostile_names_stay_in_their_place(small: Application, people: People) -> None:
    with writing(small) as session:
        eve = make_user(session, name="Eve\u202e gro\r\nBcc: all@example.org\x07")
        project = session.scalars(select(Project).where(Project.slug == "projet-1")).one()
        data = about_project(project, actor=eve.id, message="\u202eoui\r\n.\r\nnon")
        notify(session, [people.amina.id], "comment.added", {**data, "thread": "workspace/"})
    (mail,) = mails(small, people.amina)
    assert mail.body is not None
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert "\u202e" not in mail.subject + mail.body
    assert mail.subject.startswith("Eve gro Bcc: all@example.org a écrit")


def test_names_are_not_kept_in_notifications(small: Application, people: People) -> None:
    tell(small, [people.amina], "submission.taken", people.analyst)
    with writing(small) as session:
        query = select(Notification.data).where(Notification.user_id == people.amina.id)
        assert "Nadia" not in str(session.scalars(query).one())


def test_what_is_told_in_one_transaction_keeps_its_order(small: Application) -> None:
    with writing(small) as session:
        reader = make_user(session)
    tell(small, [reader], "submission.submitted", count=4)
    with writing(small) as session:
        query = select(Notification.created_at).where(Notification.user_id == reader.id)
        assert len(set(session.scalars(query))) == 4
