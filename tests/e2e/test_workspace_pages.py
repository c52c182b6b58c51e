"""Private pages: axe-core, narrow screens, right to left, the menu by keyboard."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.codelists import UserRole
from app.models import User
from app.settings import ROOT
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.sampling import full
from tests.fixtures.server import Application
from tests.fixtures.users import signed_in
from tests.fixtures.workspace import (
    PROJECT,
    add_member,
    browsing,
    expect_saved,
    open_section,
    start_draft,
    workspace,
)

pytestmark = pytest.mark.e2e
__all__ = ["workspace"]
PROGRAM = ROOT / "static/map/node_modules/.bin/html-validate"
RULES = ROOT / "tests/fixtures/html-validate.mjs"
LANGUAGES = ("fr", "ar", "en")
WAYS = list(product(LANGUAGES, ((360, 740), (1280, 800)), ("light", "dark")))


def _edited(page: Page) -> None:
    """Each kind of field once in its busiest state."""
    expect_saved(page)
    page.locator("#title-fr").fill("Un autre titre")
    page.locator("#end_date").fill("1999")
    expect(page.locator("[data-path=end_date] .field-problem")).to_be_visible()
    for section, field in (("places", "locations"), ("organisations", "participations")):
        open_section(page, section)
        page.locator(f"[data-items={field}] .item summary").first.click()
    expect(page.locator("path.area").first).to_be_attached()
    expect_saved(page)


def _source_asked(page: Page) -> None:
    expect_saved(page)
    page.locator("#acronym").fill("SIGLE")
    page.locator("[data-path=acronym] .former button").last.click()
    expect(page.locator("dialog[open]")).to_be_visible()


@dataclass(frozen=True)
class Kind:
    name: str
    path: str
    prepare: Callable[[Page], None] | None = None
    role: UserRole = UserRole.CONTRIBUTOR
    status: int = 200


KINDS = (
    Kind("work", "/workspace/"),
    Kind("work-of-analyst", "/workspace/", role=UserRole.ANALYST),
    Kind("projects", "/workspace/projects"),
    Kind("projects-none", "/workspace/projects?q=zzzzzz"),
    Kind("project", f"/workspace/projects/{PROJECT}"),
    Kind("project-to-confirm", f"/workspace/projects/{PROJECT}", role=UserRole.ANALYST),
    Kind("submissions", "/workspace/submissions"),
    Kind("submissions-none", "/workspace/submissions?state=rejected"),
    Kind("submission", "/workspace/submissions/{draft}"),
    Kind("edit", "/workspace/submissions/{draft}/edit", _edited),
    Kind("source", "/workspace/submissions/{draft}/edit", _source_asked),
    Kind("not-found", "/workspace/projects/MA-MD-9999", status=404),
)
VIEWS = [(kind, *WAYS[number * 5 % len(WAYS)]) for number, kind in enumerate(KINDS)]
REST = [(kind, *way) for kind in KINDS for way in WAYS if (kind, *way) not in VIEWS]


def _name(value: object) -> str:
    return value.name if isinstance(value, Kind) else str(value)


@pytest.fixture(scope="module")
def people(workspace: Application) -> dict[UserRole, User]:
    return {
        role: add_member(workspace, role.title(), role)
        for role in (UserRole.CONTRIBUTOR, UserRole.ANALYST)
    }


@pytest.fixture(scope="module")
def draft(browser: Browser, workspace: Application, people: dict[UserRole, User]) -> str:
    with browsing(browser, workspace, people[UserRole.CONTRIBUTOR]) as page:
        address = start_draft(page)
    return address.rstrip("/").split("/")[-2]


@pytest.mark.parametrize(
    ("kind", "language", "size", "scheme"),
    [*VIEWS, *(pytest.param(*view, marks=pytest.mark.full) for view in REST)],
    ids=_name,
)
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser,
    workspace: Application,
    people: dict[UserRole, User],
    draft: str,
    kind: Kind,
    language: str,
    size: tuple[int, int],
    scheme: str,
) -> None:
    with browsing(browser, workspace, people[kind.role], size, scheme=scheme) as page:
        response = page.goto(f"/{language}{kind.path.format(draft=draft)}")
        assert response is not None
        assert response.status == kind.status
        if kind.prepare is not None:
            kind.prepare(page)
        assert page.evaluate("getComputedStyle(document.body).direction") == (
            "rtl" if language == "ar" else "ltr"
        )
        expect_no_overflow(page, kind.name)
        found = find_violations(page)
        assert found == [], "\n".join(found)


def test_the_menu_of_a_phone_is_used_by_keyboard(
    browser: Browser, workspace: Application, people: dict[UserRole, User]
) -> None:
    with browsing(browser, workspace, people[UserRole.CONTRIBUTOR], (360, 740)) as page:
        page.goto("/fr/workspace/")
        summary = page.locator("[data-ref=menu] summary")
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".menu-body")).to_be_visible()
        expect(page.locator(".menu-sections a").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".menu-body")).to_be_hidden()
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        page.locator(".menu-languages").get_by_role("link", name="English").click()
        expect(page.locator("h1")).to_have_text("Hello Contributor")


@pytest.mark.parametrize("language", ["fr", full("ar"), full("en")])
def test_the_menu_of_a_desktop_is_one_line_and_unfolds_by_keyboard(
    browser: Browser, workspace: Application, people: dict[UserRole, User], language: str
) -> None:
    with browsing(browser, workspace, people[UserRole.ANALYST], (1280, 800)) as page:
        page.goto(f"/{language}/workspace/views")
        tops = "links => new Set(links.map(link => link.getBoundingClientRect().top | 0)).size"
        assert page.locator(".workspace-nav > ul > li").evaluate_all(tops) == 1
        group = page.locator(".workspace-nav summary")
        group.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(".workspace-nav .menu a").first).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".workspace-nav .menu a[aria-current=page]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(group).to_be_focused()
        expect(page.locator(".workspace-nav .menu-body")).to_be_hidden()


@pytest.mark.parametrize("language", ["ar", full("fr")])
def test_the_names_of_languages_are_whole_in_the_menu_of_a_phone(
    browser: Browser, workspace: Application, people: dict[UserRole, User], language: str
) -> None:
    with browsing(browser, workspace, people[UserRole.CONTRIBUTOR], (360, 740)) as page:
        page.goto(f"/{language}/workspace/")
        page.locator("[data-ref=menu] summary").click()
        names = page.locator(".menu-languages a")
        assert names.evaluate_all("links => links.map(link => link.offsetHeight)") == [44] * 3
        expect_no_overflow(page, "menu")


def test_one_signs_out_and_is_out(
    browser: Browser, workspace: Application, people: dict[UserRole, User]
) -> None:
    with browsing(browser, workspace, people[UserRole.CONTRIBUTOR]) as page:
        page.goto("/fr/workspace/projects?q=primo")
        page.locator("[data-ref=menu] summary").click()
        page.get_by_role("button", name="Se déconnecter").click()
        page.wait_for_url("**/fr/sign-in")
        page.goto("/fr/workspace/projects?q=primo")
        assert page.url.endswith("/fr/sign-in?next=/fr/workspace/projects%3Fq%3Dprimo")


@pytest.mark.parametrize(
    "pages",
    [
        [(kind, LANGUAGES[number % 3]) for number, kind in enumerate(KINDS)],
        pytest.param(list(product(KINDS, LANGUAGES)), marks=pytest.mark.full),
    ],
)
def test_html_validate_finds_nothing(
    workspace: Application,
    people: dict[UserRole, User],
    draft: str,
    tmp_path: Path,
    pages: Sequence[tuple[Kind, str]],
) -> None:
    files = []
    for role, user in people.items():
        with signed_in(workspace, user) as client:
            for kind, language in pages:
                if kind.role is role:
                    answer = client.get(f"/{language}{kind.path.format(draft=draft)}")
                    assert answer.status_code == kind.status, answer.url
                    files.append(tmp_path / f"{kind.name}-{language}.html")
                    files[-1].write_text(answer.text)
    found = subprocess.run(  # noqa: S603
        [PROGRAM, "--config", RULES, *files], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
