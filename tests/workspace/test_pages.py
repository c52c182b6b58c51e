"""Private pages as they are answered: who is let in, what each sees, what is kept by nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest
from sqlalchemy import select

from app.codelists import SubmissionState, UserRole
from app.models import Organisation, Project, User
from tests.fixtures.factories import Content, make_organisation, make_project, make_text, takes_part
from tests.fixtures.html import Page
from tests.fixtures.server import Application
from tests.fixtures.submissions import Api, make_submission
from tests.fixtures.users import make_user, signed_in, writing

HOSTILE = "<script>alert(1)</script>\"'&\u202eevil"
PROJECTS: list[Content] = [
    make_project(1, participations=[takes_part("agence-a")], title=make_text("Un", ar="واحد")),
    make_project(2, title=make_text(HOSTILE), steward="agence-a"),
    make_project(3, title=make_text("Autre")),
]
PAGES = ("/fr/workspace/", "/ar/workspace/projects", "/en/workspace/submissions")


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


@dataclass(frozen=True)
class World:
    member: httpx2.Client
    stranger: httpx2.Client
    analyst: httpx2.Client
    draft: str
    sent: str


@pytest.fixture(scope="module")
def world(small: Application) -> Iterator[World]:
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        project = session.scalars(select(Project).where(Project.identifier == "MA-MD-0001")).one()
        author = make_user(session, organisations=[known["agence-a"]], name="Salma")
        people: list[User] = [
            make_user(session, organisations=[known["agence-a"]], name=HOSTILE),
            make_user(session, organisations=[known["agence-b"]]),
            make_user(session, role=UserRole.ANALYST),
        ]
        draft, sent = (
            make_submission(
                session,
                author,
                project=project,
                organisation=known["agence-a"],
                state=state,
                values={"title.fr": HOSTILE, "start_date": "2014-04", "themes[health]": True},
            )
            for state in (SubmissionState.DRAFT, SubmissionState.SUBMITTED)
        )
    with (
        signed_in(small, people[0]) as member,
        signed_in(small, people[1]) as stranger,
        signed_in(small, people[2]) as analyst,
    ):
        yield World(member, stranger, analyst, str(draft.id), str(sent.id))


@pytest.mark.parametrize("path", [*PAGES, "/fr/workspace/projects/MA-MD-0001"])
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(
    small_client: httpx2.Client, path: str
) -> None:
    answer = small_client.get(f"{path}?page=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{path[:3]}/sign-in?next={path}%3Fpage%3D2"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_kept_by_nobody_and_found_by_no_search_engine(world: World, path: str) -> None:
    answer = world.member.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    assert 'name="robots" content="noindex' in answer.text


def test_the_language_switch_keeps_the_page_and_its_query(world: World) -> None:
    page = Page(world.member.get("/fr/workspace/projects?q=autre&scope=all").text)
    links = {
        link.get("hreflang"): link.get("href") for link in page.root.iter("a") if link.get("lang")
    }
    assert links["ar"] == "/ar/workspace/projects?q=autre&scope=all"


def test_the_menu_is_that_of_the_role(world: World) -> None:
    assert "/fr/workspace/queue" not in world.member.get("/fr/workspace/").text
    assert "/fr/workspace/queue" in world.analyst.get("/fr/workspace/").text


def test_texts_of_others_are_texts(world: World) -> None:
    for path in (
        "/fr/workspace/",
        "/fr/workspace/projects",
        f"/fr/workspace/submissions/{world.sent}",
    ):
        text = world.member.get(path).text
        assert "<script>alert" not in text, path
        assert "alert(1)" in text, path


def test_a_draft_is_there_for_its_organisation_only(world: World) -> None:
    for page in ("", "/edit"):
        path = f"/fr/workspace/submissions/{world.draft}{page}"
        assert world.member.get(path).status_code == 200
        for other in (world.stranger, world.analyst):
            answer = other.get(path)
            assert answer.status_code == 404
            assert "<h1>Page introuvable</h1>" in answer.text


def test_a_draft_that_is_begun_is_continued(world: World) -> None:
    path = "/fr/workspace/projects/MA-MD-0001"
    assert f"/fr/workspace/submissions/{world.draft}/edit" in world.member.get(path).text
    assert "data-propose" not in world.member.get(path).text
    assert "data-propose" in world.stranger.get(path).text


def test_what_was_sent_is_shown_and_no_longer_edited(world: World) -> None:
    path = f"/fr/workspace/submissions/{world.sent}"
    assert world.analyst.get(path).status_code == 200
    assert world.stranger.get(path).status_code == 404
    page = world.member.get(path)
    assert 'data-act="withdraw"' in page.text
    assert "avril 2014" in page.text
    assert "Thème : \u2066Santé\u2069" in page.text
    answer = world.member.get(f"{path}/edit")
    assert (answer.status_code, answer.headers["location"]) == (303, path)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["MA-MD-0001", "MA-MD-0002"]),
        ("?scope=all", ["MA-MD-0001", "MA-MD-0002", "MA-MD-0003"]),
        ("?q=autre", ["MA-MD-0003"]),
        ("?q=autre&scope=mine", []),
        ("?q=%00", ["MA-MD-0001", "MA-MD-0002"]),
    ],
)
def test_own_projects_come_first_and_all_can_be_searched(
    world: World, query: str, found: list[str]
) -> None:
    page = Page(world.member.get(f"/fr/workspace/projects{query}").text)
    links = [link.get("href", "") for link in page.root.iter("a")]
    shown = {link.rpartition("/")[2] for link in links if "/workspace/projects/MA-MD" in link}
    assert sorted(shown) == found


def test_only_the_steward_and_analysts_are_asked_to_confirm(world: World) -> None:
    for client, path, asked in (
        (world.member, "MA-MD-0002", True),
        (world.member, "MA-MD-0003", False),
        (world.stranger, "MA-MD-0002", False),
        (world.analyst, "MA-MD-0003", True),
    ):
        text = client.get(f"/fr/workspace/projects/{path}").text
        assert ("data-confirm" in text) == asked, path
    moved = world.member.get("/fr/workspace/projects/projet-2")
    assert moved.headers["location"] == "/fr/workspace/projects/MA-MD-0002"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/workspace/submissions/nonsense",
        "/fr/workspace/projects/MA-MD-9999",
        "/fr/workspace/projects?page=0",
        "/fr/workspace/submissions?state=x",
    ],
)
def test_what_is_not_there_is_a_page(world: World, path: str) -> None:
    answer = world.member.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_who_acts_for_no_organisation_is_told_what_to_do(small: Application) -> None:
    with writing(small) as session:
        lonely = make_user(session)
    with signed_in(small, lonely) as client:
        for path in ("", "submissions", "projects", "projects/MA-MD-0001"):
            page = client.get(f"/fr/workspace/{path}").text
            assert "membre d’aucun organisme" in page
            assert "data-propose" not in page


def test_who_acts_for_several_organisations_chooses_one(small: Application) -> None:
    with writing(small) as session:
        author = make_user(session, organisations=session.scalars(select(Organisation)).all())
    with signed_in(small, author) as client:
        assert 'data-ref="on-behalf"' in client.get("/fr/workspace/submissions").text


def test_each_sending_of_a_submission_is_told(small: Application) -> None:
    with writing(small) as session:
        agency = session.scalars(select(Organisation).where(Organisation.slug == "agence-b")).one()
        author = make_user(session, organisations=[agency])
    with signed_in(small, author) as client:
        api = Api(client)
        submission = api.start("MA-MD-0003", patch={"acronym": "ENCORE"})
        for act in ("submit", "withdraw", "reopen", "submit"):
            submission = api.act(submission, act)
        page = client.get(f"/fr/workspace/submissions/{submission['id']}")
    assert page.text.count("Envoyée au ministère") == 2
