"""Someone of an agency corrects a project: by field, on the map, with others, without a network."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.codelists import UserRole
from app.models import User
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.sampling import full
from tests.fixtures.server import Application
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
PHONE, DESKTOP = (360, 780), (1280, 800)


@pytest.fixture(scope="module")
def salma(workspace: Application) -> User:
    return add_member(workspace, "Salma")


@pytest.fixture
def page(browser: Browser, workspace: Application, salma: User) -> Iterator[Page]:
    with browsing(browser, workspace, salma) as page:
        yield page


def field(path: str) -> str:
    return f"#{path.replace('.', '-')}"


def test_what_is_typed_survives_a_reload(page: Page) -> None:
    start_draft(page)
    page.fill(field("title.fr"), "PRIMO, corrigé")
    page.fill(field("title.ar"), "بريمو المصحح")
    page.fill(field("start_date"), "2014")
    page.locator("[data-path=start_date] [data-ref=month]").select_option("")
    page.get_by_label("Genre et femmes", exact=False).or_(
        page.locator("[data-codes=themes] .check:not(:has(:checked))").first
    ).first.click()
    expect(page.locator("[data-path='title.fr'] .former-value")).to_contain_text("initiatives MRE")
    expect_saved(page)
    ticked = page.locator("[data-codes=themes] :checked").count()
    page.reload()
    expect_saved(page)
    expect(page.locator(field("title.fr"))).to_have_value("PRIMO, corrigé")
    expect(page.locator(field("title.ar"))).to_have_value("بريمو المصحح")
    expect(page.locator(field("start_date"))).to_have_value("2014")
    expect(page.locator("[data-path=start_date] [data-ref=month]")).to_have_value("")
    expect(page.locator("[data-codes=themes] :checked")).to_have_count(ticked)
    expect(page.locator("[data-ref=changes-count]")).to_have_text("4")


def test_a_change_is_undone_and_leaves_nothing(page: Page) -> None:
    start_draft(page)
    acronym = page.locator(field("acronym"))
    acronym.fill("XYZ")
    expect_saved(page)
    page.locator("[data-path=acronym]").get_by_role("button", name="Rétablir").click()
    expect(acronym).to_have_value("PRIMO")
    expect(acronym).to_be_focused()
    expect_saved(page)
    expect(page.locator("[data-ref=changes-count]")).to_have_text("")
    expect(page.locator("[data-ref=submit]")).to_be_disabled()


@pytest.mark.parametrize("size", [PHONE, full(DESKTOP)], ids=["360px", "1280px"])
def test_a_place_is_picked_on_the_map_and_sent(
    browser: Browser, workspace: Application, salma: User, size: tuple[int, int]
) -> None:
    with browsing(browser, workspace, salma, size) as page:
        start_draft(page)
        open_section(page, "places")
        page.locator("[data-items=locations] [data-ref=add]").click()
        card = page.locator("[data-items=locations] .item").last
        card.locator("[data-member=level]").select_option("commune")
        container = card.locator(".map")
        expect(container.locator("path.area")).to_have_count(75)
        container.scroll_into_view_if_needed()
        box = container.bounding_box()
        assert box is not None
        container.click(position={"x": box["width"] * 0.55, "y": box["height"] * 0.35})
        expect(card.locator("[data-ref=map-hint]")).to_contain_text("région")
        expect(card.locator("[data-member=region]")).not_to_have_value("")
        expect(card.locator("[data-member=province]")).not_to_have_value("")
        latitude = float(card.locator("[data-member=latitude]").input_value())
        assert 28 < latitude < 36
        card.locator("[data-member=name]").fill("Un douar")
        card.get_by_role("button", name="Ajouter une source").click()
        page.locator("dialog [data-member=url]").fill("https://exemple.org/rapport")
        page.get_by_role("button", name="Garder la source").click()
        expect(card.locator(".has-source")).to_contain_text("exemple.org")
        expect_saved(page)
        expect_no_overflow(page)
        page.locator("[data-ref=to-submit]").click()
        page.fill("#note", "Vu sur place.")
        page.locator("[data-ref=submit]").click()
        page.wait_for_url(re.compile(r"/workspace/submissions/[0-9a-f-]+\?sent"))
        expect(page.locator("main")).to_contain_text("Merci, votre proposition est envoyée")
        expect(page.locator(".shown-change")).to_contain_text("Un douar")
        expect(page.locator(".steps")).to_contain_text("Vu sur place.")
        page.get_by_role("button", name="Retirer la proposition").click()
        expect(page.locator(".submission-head .state")).to_have_text("Retirée")


def test_a_place_is_chosen_without_the_map_by_keyboard(page: Page) -> None:
    start_draft(page)
    page.locator("[data-items=locations] [data-ref=add]").focus()
    page.keyboard.press("Enter")
    card = page.locator("[data-items=locations] .item").last
    expect(card.locator("[data-member=level]")).to_be_focused()
    card.locator("[data-member=region]").select_option("MA-02")
    card.locator("[data-member=province]").select_option("MA-BER")
    expect(card.locator("[data-member=name]")).to_have_value("Berkane")
    expect(card.locator("path.area.is-chosen")).to_have_count(1)
    card.locator("[data-member=level]").select_option("commune")
    card.locator("[data-member=latitude]").fill("33.5731")
    card.locator("[data-member=longitude]").fill("-7.5898")
    card.locator("[data-member=longitude]").press("Tab")
    expect(card.locator("[data-member=province]")).to_have_value("MA-CAS")
    card.locator("[data-member=province]").select_option("MA-SET")
    expect(card.get_by_text("pas dans cette région")).to_be_visible()
    expect(card.get_by_text("Nom du lieu : à remplir.")).to_be_visible()
    card.get_by_role("button", name="Retirer").click()
    expect(page.locator("#locations-label")).to_be_focused()


def test_the_rules_are_told_at_the_field_and_before_sending(page: Page) -> None:
    start_draft(page)
    page.fill(field("end_date"), "2010")
    end = page.locator("[data-path=end_date]")
    expect(end.locator(".field-problem")).to_contain_text("La fin précède le début")
    expect(page.locator(field("end_date"))).to_have_attribute("aria-invalid", "true")
    page.locator("[data-ref=submit]").click()
    expect(page.locator("[data-ref=faults]")).to_be_focused()
    page.locator("[data-ref=faults] button").click()
    expect(page.locator(field("end_date"))).to_be_focused()
    end.get_by_role("button", name="Rétablir").click()
    expect(page.locator("[data-ref=faults]")).to_be_hidden()


def test_an_amount_is_shown_as_it_was_understood(page: Page) -> None:
    start_draft(page)
    amount = page.locator("#budget")
    amount.fill("2500000,5")
    amount.press("Tab")
    assert re.sub(r"\s", " ", amount.input_value()) == "2 500 000,5"
    expect_saved(page)
    expect(page.locator("[data-path=budget] .field-problem")).to_have_count(0)
    expect(page.locator(".changes-list ins")).to_contain_text(re.compile(r"2\s500\s000,5 EUR"))
    amount.fill("beaucoup")
    expect(page.locator("[data-path=budget] .field-problem")).to_contain_text("un montant")


def test_a_new_project_shows_what_it_resembles(page: Page) -> None:
    start_draft(page, None)
    expect(page.locator("h1")).to_have_text("Nouveau projet")
    page.fill(field("title.fr"), "PRIMO – Programme régional initiatives MRE dans l'Oriental")
    box = page.locator("[data-items=participations]")
    box.locator("[data-ref=add]").click()
    page.keyboard.type("Union euro")
    expect(box.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box.locator(".item-title")).to_contain_text("Bailleur")
    expect(page.locator("[data-ref=duplicates] a").first).to_contain_text("PRIMO")
    expect(page.locator("[data-ref=meter-text]")).to_contain_text("sur")


def test_two_members_lose_no_text(browser: Browser, workspace: Application, page: Page) -> None:
    address = start_draft(page)
    jan = add_member(workspace, "Jan")
    with browsing(browser, workspace, jan) as other:
        other.goto(address)
        expect_saved(other)
        page.fill(field("title.fr"), "Le titre de Salma")
        page.fill(field("acronym"), "SALMA")
        expect_saved(page)
        other.fill(field("title.fr"), "Le titre de Jan")
        other.fill(field("title.en"), "Jan was here")
        state = other.locator("[data-ref=save-state]")
        expect(state).to_have_attribute("data-state", "undecided")
        collision = other.locator("[data-path='title.fr'] .collision")
        expect(collision).to_contain_text("Le titre de Salma")
        expect(other.locator(field("title.fr"))).to_have_value("Le titre de Jan")
        expect(other.locator(field("acronym"))).to_have_value("SALMA")
        collision.get_by_role("button", name="Garder la mienne").click()
        expect_saved(other)
    page.reload()
    expect_saved(page)
    expect(page.locator(field("title.fr"))).to_have_value("Le titre de Jan")
    expect(page.locator(field("title.en"))).to_have_value("Jan was here")
    expect(page.locator(field("acronym"))).to_have_value("SALMA")


def test_without_a_network_nothing_is_lost(page: Page) -> None:
    start_draft(page)
    page.context.set_offline(True)
    page.fill(field("acronym"), "HORS LIGNE")
    state = page.locator("[data-ref=save-state]")
    expect(state).to_have_attribute("data-state", "unsaved")
    expect(page.locator("[data-ref=save-help]")).to_contain_text("Pas de connexion")
    page.fill(field("acronym"), "HORS LIGNE 2")
    page.context.set_offline(False)
    expect_saved(page)
    page.reload()
    expect_saved(page)
    expect(page.locator(field("acronym"))).to_have_value("HORS LIGNE 2")


def test_a_session_that_ended_costs_no_text(page: Page, workspace: Application) -> None:
    start_draft(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill(field("acronym"), "TENU")
    expect(page.locator("[data-ref=save-state]")).to_have_attribute("data-state", "unsaved")
    expect(page.locator("[data-ref=save-help]")).to_contain_text("session est terminée")
    page.context.add_cookies(
        [{"name": one["name"], "value": one["value"], "url": workspace.address} for one in cookies]
    )
    page.fill(field("acronym"), "TENU BON")
    expect_saved(page)


def test_a_project_is_confirmed_in_one_press(browser: Browser, workspace: Application) -> None:
    analyst = add_member(workspace, "Youssef", UserRole.ANALYST)
    with browsing(browser, workspace, analyst) as page:
        page.goto(f"/fr/workspace/projects/{PROJECT}")
        due = page.get_by_text("À confirmer")
        expect(due).to_be_visible()
        page.get_by_role("button", name="Oui, tout est exact").click()
        expect(due).to_have_count(0)
        expect(page.locator(".confirmed")).to_contain_text("Prochaine confirmation")
        expect(page.locator(".confirmed")).to_be_focused()
