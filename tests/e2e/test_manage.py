"""Analysts and administrators at work on the pages of administration, in a real browser."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy import select

from app.codelists import ReportState, UserRole
from app.models import CodelistItem, Invitation, Membership, Organisation, Project, Report, User
from tests.fixtures.axe import find_violations
from tests.fixtures.explorer import expect_no_overflow
from tests.fixtures.factories import make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import writing
from tests.fixtures.workspace import PROJECT, add_member, browsing, workspace

pytestmark = pytest.mark.e2e
__all__ = ["workspace"]
PHONE, DESKTOP = (360, 780), (1280, 800)
HOME = "/fr/workspace/manage"


@pytest.fixture(scope="module")
def administrator(workspace: Application) -> User:
    return add_member(workspace, "Aïcha", UserRole.ADMINISTRATOR)


@pytest.fixture
def page(browser: Browser, workspace: Application, administrator: User) -> Iterator[Page]:
    with browsing(browser, workspace, administrator) as page:
        page.on("dialog", _accept)
        yield page


def _accept(dialog: Dialog) -> None:
    dialog.accept()


def report(workspace: Application, message: str) -> UUID:
    with writing(workspace) as session:
        project = session.scalars(select(Project).where(Project.identifier == PROJECT)).one()
        made = Report(
            project_id=project.id, message=message, email="visitor@example.org", language="fr"
        )
        session.add(made)
        session.flush()
        return made.id


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-ref=said]")).to_contain_text(text)


def choose(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.fill(words)
    page.locator(".combobox-option:visible").first.click()


def fold_out(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).first.click()


def test_a_report_is_closed_with_a_reason_and_forgets_who_sent_it(
    page: Page, workspace: Application
) -> None:
    found = report(workspace, "La date est fausse")
    page.goto(f"{HOME}/reports")
    card = page.locator(f"[id='{found}']")
    expect(card).to_contain_text("visitor@example.org")
    card.locator("summary").click()
    card.get_by_label("Raison").fill("Déjà corrigé")
    card.get_by_role("button", name="Clore le signalement").click()
    said(page, "clos")
    page.goto(f"{HOME}/reports?state=closed")
    expect(page.locator(f"[id='{found}']")).to_contain_text("Déjà corrigé")
    with writing(workspace) as session:
        kept = session.get_one(Report, found)
        assert (kept.state, kept.email) == (ReportState.CLOSED, None)


def test_one_click_starts_a_submission_from_a_report(page: Page, workspace: Application) -> None:
    found = report(workspace, "Le budget est faux")
    page.goto(f"{HOME}/reports")
    page.locator(f"[id='{found}']").get_by_role("button", name="Corriger la fiche").click()
    page.wait_for_url(re.compile(r"/fr/workspace/submissions/[0-9a-f-]{36}/edit$"))
    page.goto(f"{HOME}/reports")
    expect(page.locator(f"[id='{found}']")).to_contain_text("Voir la proposition")


def test_someone_is_invited_reminded_and_no_longer_invited(
    page: Page, workspace: Application
) -> None:
    page.goto(f"{HOME}/users")
    fold_out(page, "Inviter quelqu’un")
    form = page.locator("#invite form")
    send = form.get_by_role("button", name="Envoyer l’invitation")
    send.click()
    expect(form.locator("#invite-email-problem")).to_contain_text("Remplissez")
    form.get_by_label("Adresse électronique").fill("nowhere")
    send.click()
    expect(form.locator("#invite-email-problem")).to_contain_text("n’est pas complète")
    form.get_by_label("Adresse électronique").fill("new@example.org")
    choose(page, "Ajouter un organisme", "enabel")
    form.locator("[data-ref=chosen] input").check()
    form.get_by_label("Langue du mail").select_option("ar")
    send.click()
    said(page, "Invitation envoyée")
    row = page.locator(".row", has_text="new@example.org")
    expect(row).to_contain_text("point focal")
    with writing(workspace) as session:
        first = session.scalars(
            select(Invitation).where(Invitation.email == "new@example.org")
        ).one()
        assert (first.role, first.language) == ("contributor", "ar")
    row.get_by_role("button", name="Renvoyer").click()
    said(page, "renvoyée")
    row.get_by_role("button", name="Révoquer").click()
    said(page, "révoquée")
    expect(row).to_have_count(0)


def test_a_user_changes_role_organisations_and_access_and_is_forgotten(
    page: Page, workspace: Application
) -> None:
    person = add_member(workspace, "Zineb Oubliée")
    page.goto(f"{HOME}/users?q=zineb")
    page.get_by_role("link", name="Zineb Oubliée").click()
    page.get_by_label("Ce que cette personne peut faire").select_option("analyst")
    page.get_by_role("button", name="Changer le rôle").click()
    said(page, "Rôle changé")
    page.get_by_role("button", name="Nommer point focal").click()
    said(page, "Enregistré")
    choose(page, "Ajouter un organisme", "GIZ")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    said(page, "Organisme ajouté")
    with writing(workspace) as session:
        rows = session.scalars(select(Membership).where(Membership.user_id == person.id)).all()
        assert sorted(row.focal_point for row in rows) == [False, True]
    fold_out(page, "Désactiver le compte")
    page.get_by_role("button", name="Désactiver", exact=True).click()
    said(page, "désactivé")
    page.get_by_role("button", name="Réactiver le compte").click()
    said(page, "réactivé")
    fold_out(page, "Anonymiser le compte")
    page.get_by_role("button", name="Anonymiser pour toujours").click()
    expect(page.locator("#anonymise-sure-problem")).to_contain_text("Cochez")
    page.get_by_label("J’ai compris").check()
    page.get_by_role("button", name="Anonymiser pour toujours").click()
    said(page, "anonymisé")
    expect(page.locator("main")).not_to_contain_text("Zineb")


def test_the_last_administrator_stays(page: Page, administrator: User) -> None:
    page.goto(f"{HOME}/users/{administrator.id}")
    page.get_by_label("Ce que cette personne peut faire").select_option("analyst")
    page.get_by_role("button", name="Changer le rôle").click()
    expect(page.locator("[data-ref=form-problem]").first).to_contain_text("dernier administrateur")


def test_an_organisation_is_added_edited_and_merged(page: Page, workspace: Application) -> None:
    page.goto(f"{HOME}/new-organisation")
    add = page.get_by_role("button", name="Ajouter", exact=True)
    page.get_by_label("français").fill("Agence belge de développement")
    add.click()
    expect(page.locator("[data-ref=form-problem]")).to_contain_text("a déjà ce nom")
    page.get_by_label("français").fill("Agence bis")
    page.get_by_label("Pays ou portée").select_option(label="Belgique")
    page.get_by_label("Autres noms").fill("Bis\n\n Encore \n")
    page.get_by_label("Site web").fill("nulle part")
    add.click()
    expect(page.locator("#website-problem")).to_contain_text("adresse complète")
    page.get_by_label("Site web").fill("https://example.org")
    add.click()
    page.wait_for_url(f"**{HOME}/organisations/agence-bis")
    said(page, "ajouté")
    page.get_by_label("arabe").fill("الوكالة")
    page.get_by_label("Pays ou portée").select_option(label="International")
    page.get_by_role("button", name="Enregistrer").click()
    said(page, "Enregistré")
    with writing(workspace) as session:
        made = session.scalars(select(Organisation).filter_by(slug="agence-bis")).one()
        assert made.names["ar"] == "الوكالة"
        assert (made.country, made.scope) == (None, "international")
        assert made.aliases == ["Bis", "Encore"]
    fold_out(page, "Fusionner dans un autre organisme")
    expect(page.locator("#merge")).to_contain_text("ses noms et son sigle")
    merge = page.get_by_role("button", name="Fusionner", exact=True)
    merge.click()
    expect(page.locator("#merge-into-problem")).to_contain_text("Choisissez")
    choose(page, "Celui qui reste", "enabel")
    page.get_by_label("J’ai vérifié").check()
    merge.click()
    page.wait_for_url(f"**{HOME}/organisations/enabel")
    expect(page.get_by_label("Autres noms")).to_have_value(re.compile("Agence bis"))


def test_who_edits_what_has_changed_is_told_so(page: Page, workspace: Application) -> None:
    with writing(workspace) as session:
        session.add(make_organisation("two-editors"))
    page.goto(f"{HOME}/organisations/two-editors")
    with writing(workspace) as session:
        row = session.scalars(select(Organisation).filter_by(slug="two-editors")).one()
        row.acronym = "OTHER"
    page.get_by_label("Sigle").fill("MINE")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("[data-ref=form-problem]").first).to_contain_text("Quelqu’un d’autre")
    expect(page.get_by_label("Sigle")).to_have_value("MINE")


def test_a_value_is_added_translated_retired_and_offered_again(
    page: Page, workspace: Application
) -> None:
    page.goto(f"{HOME}/codelists")
    page.get_by_role("link", name="Publics").click()
    fold_out(page, "Ajouter une valeur")
    new = page.locator("#add")
    for label, text in (("français", "Pêcheurs"), ("arabe", "الصيادون"), ("anglais", "Fishers")):
        new.get_by_label(label).fill(text)
    new.get_by_label("Code").fill("Pêcheurs")
    new.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#new-code-problem")).to_contain_text("tirets bas")
    new.get_by_label("Code").fill("fishers")
    new.get_by_role("button", name="Ajouter").click()
    said(page, "Valeur ajoutée")
    fold_out(page, "Pêcheurs")
    page.locator("#label-fishers-en").fill("Fishing people")
    page.get_by_role("button", name="Enregistrer : Pêcheurs").click()
    said(page, "Libellés enregistrés")
    fold_out(page, "Pêcheurs")
    page.get_by_role("button", name="Retirer de la liste : Pêcheurs").click()
    said(page, "Valeur retirée")
    with writing(workspace) as session:
        item = session.get_one(CodelistItem, ("target_group", "fishers"))
        assert item.labels["en"] == "Fishing people"
        assert item.retired_at is not None
    fold_out(page, "Pêcheurs")
    page.get_by_role("button", name="Proposer de nouveau : Pêcheurs").click()
    said(page, "rétablie")


def test_a_project_is_archived_restored_renamed_and_given_a_steward(page: Page) -> None:
    page.goto(f"{HOME}/projects?q=primo")
    page.locator(".rows a", has_text="PRIMO").first.click()
    fold_out(page, "Archiver la fiche")
    page.locator("#archive").get_by_label("Raison").fill("Doublon")
    page.get_by_role("button", name="Archiver", exact=True).click()
    said(page, "archivée")
    expect(page.locator(".archived")).to_contain_text("Doublon")
    page.get_by_role("button", name="Sortir des archives").click()
    said(page, "de nouveau dans le catalogue")
    page.get_by_label("Nom dans l’adresse").fill("primo-oriental")
    page.get_by_role("button", name="Changer l’adresse").click()
    said(page, "Adresse changée")
    page.get_by_role("button", name="Nommer cet organisme").click()
    said(page, "référent changé")
    choose(page, "En nommer un autre", "enabel")
    page.get_by_role("button", name="Changer", exact=True).click()
    said(page, "référent changé")
    fold_out(page, "Retirer…")
    page.get_by_role("button", name="Retirer le document").click()
    expect(page.locator(".inline-form .field-problem").first).to_contain_text("Remplissez")
    page.locator(".inline-form").get_by_label("Raison").fill("Droits")
    page.get_by_role("button", name="Retirer le document").click()
    said(page, "Document retiré")
    page.goto("/fr/projects/primo")
    expect(page).to_have_url(re.compile("/fr/projects/primo-oriental$"))


def test_an_analyst_confirms_what_is_due(page: Page) -> None:
    page.goto(f"{HOME}/freshness?when=all")
    row = page.locator("[data-due]").first
    row.get_by_role("button").first.click()
    expect(row).to_contain_text("Prochaine confirmation")
    page.goto(f"{HOME}/audit?action=project.confirmed")
    expect(page.locator(".events .row").first).to_contain_text("Fiche confirmée")
    page.get_by_label("Du", exact=True).fill("2001-01-01")
    page.get_by_label("Au", exact=True).fill("2001-01-02")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.locator(".empty")).to_be_visible()


PAGES = (
    "",
    "/reports",
    "/freshness?when=all",
    f"/projects/{PROJECT}",
    "/projects",
    "/organisations",
    "/organisations/enabel",
    "/new-organisation",
    "/codelists",
    "/codelists/theme",
    "/users",
    "/users/{user}",
    "/audit",
)


WAYS = list(product(("fr", "ar"), (PHONE, DESKTOP)))
# Each page in one of the ways; all of them in each way takes a minute.
DEALT = [(*way, PAGES[number :: len(WAYS)]) for number, way in enumerate(WAYS)]


@pytest.mark.parametrize(
    ("lang", "size", "paths"),
    [*DEALT, *(pytest.param(*way, PAGES, marks=pytest.mark.full) for way in WAYS)],
)
def test_pages_of_administration_are_accessible(
    browser: Browser,
    workspace: Application,
    administrator: User,
    lang: str,
    size: tuple[int, int],
    paths: Sequence[str],
) -> None:
    report(workspace, "Un signalement")
    scheme = "dark" if lang == "ar" else "light"
    with browsing(browser, workspace, administrator, size, scheme=scheme) as page:
        for path in paths:
            page.goto(f"/{lang}/workspace/manage{path.format(user=administrator.id)}")
            page.evaluate(
                "document.querySelectorAll('main details').forEach((part) => { part.open = true })"
            )
            expect_no_overflow(page)
            assert find_violations(page) == [], path
