"""Texts that try to break out of their place, in the private pages: of a submission, its review,
its discussion, reports of visitors, names of people and organisations."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.codelists import UserRole
from app.db.cluster import Cluster
from app.models import Organisation, User
from app.settings import Settings
from tests.e2e.conftest import DESKTOP, PHONE
from tests.fixtures.database import clone
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.factories import fill
from tests.fixtures.hostile import (
    ADDRESS,
    SHORT,
    TEXTS,
    hostile_organisations,
    hostile_projects,
)
from tests.fixtures.server import Application, run_application
from tests.fixtures.submissions import Api, change, done
from tests.fixtures.users import elsewhere, make_user, signed_in, writing
from tests.fixtures.workspace import browsing

pytestmark = pytest.mark.e2e
SCRIPTED = "<script>window.broken = 1</script>"
KEY = "00000000-0000-4000-8000-{:012}"
NAME = 120
# What the API takes of each: names refuse what turns the direction of a line.
NOTE, COMMENT, REPORT = 4000, 8000, 2000


@dataclass(frozen=True)
class Scene:
    application: Application
    people: dict[UserRole, User]
    submissions: dict[str, str]


@pytest.fixture(scope="module")
def scene(cluster: Cluster, migrated_template: str, worker_name: str) -> Iterator[Scene]:
    url = clone(cluster, migrated_template, f"hostile_workspace_{worker_name}")
    fill(url, hostile_organisations(), hostile_projects(), {})
    with run_application(Settings(database_url=url)) as application:
        with writing(application) as session:
            agency = session.scalars(
                select(Organisation).where(Organisation.slug == "organisation-3")
            ).one()
            people = {
                role: make_user(
                    session,
                    role=role,
                    name=SHORT[number][:NAME].strip(),
                    organisations=[agency] if role is UserRole.CONTRIBUTOR else [],
                    focal_point=True,
                )
                for number, role in enumerate(UserRole)
            }
        with (
            signed_in(application, people[UserRole.CONTRIBUTOR]) as author,
            signed_in(application, people[UserRole.ANALYST]) as analyst,
        ):
            submissions = _write(Api(author), Api(analyst))
        yield Scene(application, people, submissions)


def _write(author: Api, analyst: Api) -> dict[str, str]:
    """One submission that waits, one that is to be changed, one that is published."""
    waiting = author.act(
        author.start(
            "MA-MD-0002", patch=_patch(1), sources=_sources(2), note=TEXTS[0][:NOTE]
        ),
        "submit",
    )  # fmt: skip
    for number, text in enumerate(TEXTS):
        speaker = author if number % 2 else analyst
        body = {"body": text[:COMMENT]}
        done(speaker.client.post(f"/api/v1/submissions/{waiting['id']}/comments", json=body), 201)
        done(speaker.client.post("/api/v1/projects/MA-MD-0002/comments", json=body), 201)
        report = {"project": "MA-MD-0002", "message": text[:REPORT], "source": SHORT[number]}
        done(speaker.client.post("/api/v1/reports", json=report, headers=elsewhere()), 201)
    waiting = done(
        analyst.decide(waiting, "acronym", decision="rejected", reason=TEXTS[0][:NOTE])
    )  # fmt: skip
    returned = author.act(author.start("MA-MD-0003", patch=_patch(3)), "submit")
    returned = analyst.act(returned, "request-changes", message=TEXTS[1][:NOTE])
    published = author.act(
        author.start("MA-MD-0001", patch=_patch(5), sources=_sources(4)), "submit"
    )
    published = analyst.act(published, "approve", accept_all=True, message=TEXTS[0][:NOTE])
    assert change(published, "description.fr")["decision"] == "accepted"
    return {
        "waiting": waiting["id"], "returned": returned["id"], "published": published["id"],
    }  # fmt: skip


def _patch(start: int) -> dict[str, Any]:
    """Each field that takes a text gets one."""
    text, short = TEXTS[start % len(TEXTS)], SHORT[start % len(TEXTS)]
    key = KEY.format(9000 + start)
    return {
        "title": {"fr": f"{SCRIPTED} {text}", "ar": TEXTS[(start + 2) % len(TEXTS)], "en": text},
        "acronym": f"{start} {short}",
        "title_original": f"{start} {short}",
        "description": {"fr": f"{text} {SCRIPTED}", "en": f"{text} {start}"},
        "objectives": {key: {"text": {"fr": text, "ar": None, "en": None}}},
        "results": {key: {"text": {"fr": text, "ar": None, "en": None}}},
        "budget": {"value": 5, "currency": "EUR", "scope": "morocco", "note": f"{start} {text}"},
        "documents": {key: {"title": short, "url": ADDRESS}},
    }


def _sources(start: int) -> dict[str, Any]:
    text, short = TEXTS[start % len(TEXTS)], SHORT[start % len(TEXTS)]
    source = {"url": ADDRESS, "title": short, "evidence": text}
    return {"title.fr": source, "description.fr": source, "budget": source}


AUTHOR, ANALYST, ADMINISTRATOR = UserRole.CONTRIBUTOR, UserRole.ANALYST, UserRole.ADMINISTRATOR
PAGES = [
    (AUTHOR, "workspace/"),
    (AUTHOR, "workspace/submissions"),
    (AUTHOR, "workspace/submissions/{waiting}"),
    (AUTHOR, "workspace/submissions/{returned}"),
    (AUTHOR, "workspace/submissions/{returned}/edit"),
    (AUTHOR, "workspace/submissions/{published}"),
    (AUTHOR, "workspace/projects?q=script"),
    (AUTHOR, "workspace/projects/MA-MD-0002"),
    (AUTHOR, "workspace/notifications"),
    (AUTHOR, "workspace/account"),
    (ANALYST, "workspace/"),
    (ANALYST, "workspace/queue"),
    (ANALYST, "workspace/queue/{waiting}"),
    (ANALYST, "workspace/submissions/{published}"),
    (ANALYST, "workspace/notifications"),
    (ANALYST, "projects/hostile-0/history"),
    (ANALYST, "projects/hostile-0/history/2"),
    (ANALYST, "workspace/manage/reports"),
    (ANALYST, "workspace/manage/organisations"),
    (ANALYST, "workspace/manage/projects"),
    (ADMINISTRATOR, "workspace/manage/users"),
    (ADMINISTRATOR, "workspace/manage/audit"),
]
WAYS = (("fr", DESKTOP), ("ar", PHONE))
VIEWS = [(*page, *WAYS[number % len(WAYS)]) for number, page in enumerate(PAGES)]
REST = [(*page, *way) for page in PAGES for way in WAYS if (*page, *way) not in VIEWS]
# What others wrote stands on these; the others show what is one's own, or short.
TELLING = ("{waiting}", "{published}", "queue", "notifications", "history/2", "reports")


@pytest.mark.parametrize(
    ("who", "path", "language", "size"),
    [*VIEWS, *(pytest.param(*view, marks=pytest.mark.full) for view in REST)],
    ids=lambda value: str(value).replace("/", "-"),
)
def test_hostile_texts_stay_texts(
    browser: Browser,
    scene: Scene,
    who: UserRole,
    path: str,
    language: str,
    size: tuple[int, int],
) -> None:
    with browsing(browser, scene.application, scene.people[who], size) as page:
        response = page.goto(f"/{language}/{path.format(**scene.submissions)}")
        assert response is not None
        assert response.status == 200
        if any(part in path for part in TELLING):
            expect(page.locator("body")).to_contain_text("<script>window.broken")
        expect_harmless(page)


def test_what_a_reviewer_opens_stays_text(browser: Browser, scene: Scene) -> None:
    """Each change in turn, by the keys that go through them."""
    analyst = scene.people[ANALYST]
    with browsing(browser, scene.application, analyst, DESKTOP) as page:
        page.goto(f"/fr/workspace/queue/{scene.submissions['waiting']}")
        for opened in page.locator("main details > summary").all():
            opened.click()
        for _, key in product(range(4), ("j", "n")):
            page.keyboard.press(key)
        expect_harmless(page)


def expect_harmless(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.broken") is None
    assert page.locator("img[src=x], main style, main [onerror]").count() == 0
    scripts = page.locator("script:not([src]):not([type='application/json'])")
    assert all(kind for kind in (each.get_attribute("type") for each in scripts.all())), "inline"
    expect_no_overflow(page)
