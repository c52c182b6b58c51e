"""Pages of administration as they are answered: who is let in, what each shows."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest
from sqlalchemy import func, select

from app.audit.events import Actor, record_event
from app.codelists import Channel, ReportState, UserRole
from app.models import Organisation, Project, Report
from app.notices.events import EVENTS
from app.settings import ROOT
from app.workspace.manage.audit.words import ACTIONS
from tests.fixtures.factories import Content, make_organisation, make_project, make_text
from tests.fixtures.html import Page
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

HOSTILE = "<script>alert(1)</script>\"'&\u202eevil"
HOME = "/fr/workspace/manage"
LINK = {
    "id": "11111111-0000-4000-8000-000000000001",
    "title": HOSTILE,
    "url": "https://example.org/rapport.pdf",
}
PROJECTS: list[Content] = [
    make_project(1, title=make_text(HOSTILE), steward="agence-a", documents=[LINK]),
    make_project(2),
]
OF_ANALYSTS = (
    "",
    "/reports",
    "/reports?state=closed",
    "/freshness",
    "/freshness?when=all&organisation=none",
    "/projects",
    "/projects?q=projet&state=archived",
    "/projects/MA-MD-0001",
    "/organisations",
    "/organisations?state=merged&q=x",
    "/organisations/agence-a",
    "/new-organisation",
    "/codelists",
    "/codelists/theme",
    "/codelists/role",
)
OF_ADMINISTRATORS = (
    "/users",
    "/users?q=salma&role=contributor&state=active&organisation=agence-a",
    "/audit",
    "/audit?action=report.&from=2026-01-01&to=2099-12-31&project=MA-MD-0001",
)


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


@dataclass(frozen=True)
class World:
    member: httpx2.Client
    analyst: httpx2.Client
    administrator: httpx2.Client
    person: str


@pytest.fixture(scope="module")
def world(small: Application) -> Iterator[World]:
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        project = session.scalars(select(Project).where(Project.identifier == "MA-MD-0001")).one()
        project.last_confirmed_at = func.make_timestamptz(2020, 1, 1, 0, 0, 0)
        person = make_user(
            session, organisations=[known["agence-a"]], focal_point=True, name=HOSTILE
        )
        analyst = make_user(session, role=UserRole.ANALYST, name="Nadia")
        administrator = make_user(session, role=UserRole.ADMINISTRATOR, name="Aïcha")
        for state in ReportState:
            closed = state is ReportState.CLOSED
            session.add(
                Report(
                    project_id=project.id,
                    message=HOSTILE,
                    source="javascript:alert(1)",
                    email=None if closed else "visitor@example.org",
                    language="fr",
                    state=state,
                    closed_at=func.now() if closed else None,
                    close_reason=HOSTILE if closed else None,
                )
            )
        record_event(
            session,
            Actor(person.id, Channel.SESSION),
            "report.closed",
            "report",
            HOSTILE,
            project_id=project.id,
            data={"reason": HOSTILE},
        )
    with (
        signed_in(small, person) as member,
        signed_in(small, analyst) as read_by_analyst,
        signed_in(small, administrator) as read_by_administrator,
    ):
        yield World(member, read_by_analyst, read_by_administrator, str(person.id))


@pytest.mark.parametrize("path", [*OF_ANALYSTS, *OF_ADMINISTRATORS, "/users/{person}"])
def test_each_page_is_for_its_role(world: World, path: str) -> None:
    address = HOME + path.format(person=world.person)
    assert world.member.get(address).status_code == 403
    expected = 200 if path in OF_ANALYSTS else 403
    assert world.analyst.get(address).status_code == expected
    answer = world.administrator.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_each_page_is_there_in_each_language(world: World, lang: str) -> None:
    for path in (*OF_ANALYSTS, *OF_ADMINISTRATORS, f"/users/{world.person}"):
        answer = world.administrator.get(f"/{lang}/workspace/manage{path}")
        assert answer.status_code == 200, path
        Page(answer.text)  # well formed, and each id that it names is there once


def test_cards_are_those_of_the_role(world: World) -> None:
    assert f'href="{HOME}/audit"' not in world.analyst.get(HOME).text
    assert f'href="{HOME}/audit"' in world.administrator.get(HOME).text


def test_who_is_not_signed_in_is_led_to_sign_in(small_client: httpx2.Client) -> None:
    answer = small_client.get(f"{HOME}/users")
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/projects/MA-MD-9999",
        "/projects/%00",
        "/organisations/nobody",
        "/codelists/nothing",
        "/users/nonsense",
        "/users/00000000-0000-4000-8000-000000000000",
        "/reports?state=x",
        "/audit?from=x",
        "/audit?to=9999-12-31",
    ],
)
def test_what_is_not_there_is_a_page(world: World, path: str) -> None:
    answer = world.administrator.get(HOME + path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/reports?cursor=x", "/users?cursor=x", "/audit?cursor=x", "/freshness?organisation=nobody"],
)
def test_a_wrong_address_is_told_on_a_page(world: World, path: str) -> None:
    answer = world.administrator.get(HOME + path)
    assert answer.status_code == 400
    assert "Cette adresse n’est pas juste" in answer.text
    assert "<h1>" in answer.text


def test_the_email_of_a_reporter_is_shown_while_it_serves(world: World) -> None:
    assert "visitor@example.org" in world.analyst.get(f"{HOME}/reports").text
    assert "visitor@example.org" not in world.analyst.get(f"{HOME}/reports?state=closed").text


def test_a_source_that_is_no_address_of_the_web_is_no_link(world: World) -> None:
    assert 'href="javascript:' not in world.analyst.get(f"{HOME}/reports").text


def test_a_filter_of_the_log_goes_to_its_next_page_and_its_csv(world: World) -> None:
    text = world.administrator.get(f"{HOME}/audit?action=report.&to=2099-12-31").text
    link = "/api/v1/manage/audit.csv?action=report.&amp;to=2100-01-01T00%3A00%3A00Z"
    assert link in text
    assert "Signalement clos" in text
    answer = world.administrator.get(link.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "report.closed" in answer.text


def test_only_administrators_are_led_to_the_accounts_and_the_log(world: World) -> None:
    text = world.analyst.get(f"{HOME}/organisations/agence-a").text
    assert "/workspace/manage/users" not in text
    assert "/workspace/manage/audit" not in world.analyst.get(f"{HOME}/projects/MA-MD-0001").text


def recorded_of_a_submission(node: ast.AST) -> set[str]:
    """The action of a call of `record(session, user, submission, done, …)`."""
    match node:
        case ast.Call(
            func=ast.Name(id="record"), args=[_, _, _, ast.Constant(value=str(done)), *_]
        ):
            return {f"submission.{done}"}
    return set()


def test_each_action_of_the_program_has_words() -> None:
    """Whatever is written as an action in the code, but for what people are told of alone."""
    kinds = {action.partition(".")[0] for action in ACTIONS}
    told_only = set(EVENTS) - set(ACTIONS)
    found = set()
    for module in (ROOT / "app").rglob("*.py"):
        if module.is_relative_to(ROOT / "app/workspace") or "models" in module.parts:
            continue
        for node in ast.walk(ast.parse(module.read_text())):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z]+(_[a-z]+)*", text):
                kind, _, done = text.partition(".")
                if kind in kinds and re.search(r"(ed|en|made|taken_down)$", done):
                    found.add(text)
            found |= recorded_of_a_submission(node)
    assert found - told_only - set(ACTIONS) == set()
    assert len(found) > 30
