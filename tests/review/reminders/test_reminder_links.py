"""What the link in the mail of a reminder shows, and lets its holder answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx2
import pytest
from sqlalchemy import func, select, update

from app.codelists import Language, UserRole
from app.i18n.formats import money
from app.models import (
    Membership,
    Notification,
    Organisation,
    Project,
    ReminderLink,
    User,
)
from tests.fixtures.factories import (
    publish_projects,
)
from tests.fixtures.reminders import (
    MERGED,
    PROJECTS,
    analyst,
    dump,
    focal_point,
    last_events,
    organisations,
    press,
    read_of,
    remind_all,
)
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

__all__ = ["MERGED", "PROJECTS", "organisations"]


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
