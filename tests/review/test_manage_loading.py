"""`kharita load` does not undo what was done here: each such edit is kept, or is a conflict."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import ConfirmationOutcome, OpenList
from app.errors import LoadError
from app.kit.versions import etag
from app.models import CodelistItem, Organisation, Project
from app.review.freshness.service import confirm_as
from app.review.manage.codelists.schemas import ItemEdit, NewItem
from app.review.manage.codelists.service import add_item, edit_item
from app.review.manage.organisations.schemas import NewOrganisation, OrganisationEdit
from app.review.manage.organisations.service import create, edit, merge
from app.review.manage.projects.service import (
    archive_project,
    change_slug,
    change_steward,
    take_down_document,
)
from tests.fixtures.data_files import item_id, write_project
from tests.fixtures.loading import Loading
from tests.fixtures.users import current_analyst

FIRST, SECOND = "MA-MD-0001", "MA-MD-0002"
PROJECT_FILE = f"projects/{FIRST}.json"


def retitle(content: dict[str, Any]) -> None:
    content["title"]["fr"] = "Titre du fichier"


def project(loading: Loading) -> Project:
    with Session(loading.engine) as session:
        return session.scalars(select(Project).where(Project.identifier == FIRST)).one()


def test_what_does_not_touch_the_document_stays_with_a_new_file(loading: Loading) -> None:
    with Session(loading.engine) as session, session.begin():
        user = current_analyst(session)
        confirm_as(session, user, FIRST, ConfirmationOutcome.CONFIRMED, 1)
        archive_project(session, user, FIRST, etag(1), "Doublon")
    before = project(loading)
    assert loading.load().updated == 0
    loading.edit(PROJECT_FILE, retitle)
    assert loading.load().updated == 1
    after = project(loading)
    assert after.revision == 2
    assert (after.archived_at, after.archive_reason) == (before.archived_at, "Doublon")
    assert after.last_confirmed_at == before.last_confirmed_at is not None


def change_name(session: Session) -> None:
    change_slug(session, current_analyst(session), FIRST, etag(1), "nouveau-nom")


def name_steward(session: Session) -> None:
    change_steward(session, current_analyst(session), FIRST, etag(1), "enabel")


@pytest.mark.parametrize("change", [change_name, name_steward])
def test_a_revision_of_ours_is_kept_or_a_conflict(loading: Loading, change: Any) -> None:
    with Session(loading.engine) as session, session.begin():
        change(session)
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    loading.edit(PROJECT_FILE, retitle)
    with pytest.raises(LoadError, match=FIRST):
        loading.load()
    assert loading.dump() == before
    assert loading.load(keep_live=True).conflicts == [FIRST]
    live = project(loading)
    assert (live.revision, live.title["fr"]) == (2, "Projet 1")


def test_a_document_taken_down_does_not_come_back(loading: Loading) -> None:
    content = loading.read(PROJECT_FILE)
    link = {"id": item_id(9), "title": "Rapport", "url": "https://example.org/r.pdf"}
    write_project(loading.directory, content | {"documents": [link]})
    assert loading.load().updated == 1
    with Session(loading.engine) as session, session.begin():
        user = current_analyst(session)
        take_down_document(session, user, FIRST, etag(2), UUID(item_id(9)), "Droits")
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    loading.edit(PROJECT_FILE, retitle)
    with pytest.raises(LoadError, match=FIRST):
        loading.load()


def organisation(loading: Loading, slug: str) -> Organisation:
    with Session(loading.engine) as session:
        return session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def rename(slug: str) -> Any:
    def change(entries: list[dict[str, Any]]) -> None:
        next(entry for entry in entries if entry["slug"] == slug)["names"]["fr"] = "Du fichier"

    return change


def test_an_organisation_edited_here(loading: Loading) -> None:
    with Session(loading.engine) as session, session.begin():
        user, seen = current_analyst(session), organisation(loading, "afd").version
        edit(session, user, "afd", etag(seen), OrganisationEdit(aliases=["Caisse centrale"]))
        create(session, user, NewOrganisation.model_validate({"names": {"fr": "Nouvelle"}}))
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    loading.edit("organisations.json", rename("afd"))
    with pytest.raises(LoadError, match="organisation afd"):
        loading.load()
    assert loading.load(keep_live=True).conflicts == ["organisation afd"]
    assert organisation(loading, "afd").aliases == ["Caisse centrale"]


def test_organisations_merged_here_stay_so(loading: Loading) -> None:
    with Session(loading.engine) as session, session.begin():
        seen = organisation(loading, "enabel").version
        merge(session, current_analyst(session), "enabel", etag(seen), "afd")
    aliases = organisation(loading, "afd").aliases
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    loading.edit("organisations.json", rename("enabel"))
    assert loading.load().updated == 1
    assert organisation(loading, "enabel").merged_into_id == organisation(loading, "afd").id
    loading.edit("organisations.json", rename("afd"))
    with pytest.raises(LoadError, match="organisation afd"):
        loading.load()
    assert organisation(loading, "afd").aliases == aliases


def item(loading: Loading, code: str) -> CodelistItem | None:
    with Session(loading.engine) as session:
        return session.get(CodelistItem, ("theme", code))


def test_codes_added_translated_and_retired_here(loading: Loading) -> None:
    labels = {"fr": "Climat", "ar": "المناخ", "en": "Climate"}
    with Session(loading.engine) as session, session.begin():
        user = current_analyst(session)
        new = NewItem.model_validate({"code": "climate", "labels": labels})
        add_item(session, user, OpenList.THEME, new)
        health = ItemEdit.model_validate({"labels": {"fr": "Santé publique"}, "retired": True})
        edit_item(session, user, OpenList.THEME, "health", etag(1), health)
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before

    def add(content: dict[str, Any]) -> None:
        content["items"].append({"code": "climate", "labels": {**labels, "fr": "Autre"}})

    loading.edit("codelists/theme.json", add)
    with pytest.raises(LoadError, match="theme climate"):
        loading.load()
    kept = item(loading, "climate")
    assert kept is not None
    assert kept.labels == labels

    def relabel(content: dict[str, Any]) -> None:
        content["items"].pop()
        next(each for each in content["items"] if each["code"] == "health")["labels"]["en"] = "X"

    loading.edit("codelists/theme.json", relabel)
    with pytest.raises(LoadError, match="theme health"):
        loading.load()
    assert loading.load(keep_live=True).conflicts == ["theme health"]
    retired = item(loading, "health")
    assert retired is not None
    assert (retired.labels["fr"], retired.retired_at is None) == ("Santé publique", False)
