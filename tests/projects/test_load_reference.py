"""Organisations and codelists follow the rules of loading that projects follow."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.errors import LoadError
from app.models import Organisation
from tests.fixtures.data_files import document
from tests.fixtures.loading import Loading


def rename(entries: list[dict[str, Any]], french: str) -> None:
    entries[0]["names"]["fr"] = french


def rename_live(loading: Loading, french: str) -> None:
    slug = loading.read("organisations.json")[0]["slug"]
    with Session(loading.engine) as session, session.begin():
        row = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
        row.names = {**row.names, "fr": french}


def test_organisations_follow_the_same_rules(loading: Loading) -> None:
    loading.edit("organisations.json", lambda entries: rename(entries, "Nom du fichier"))
    version = loading.version()
    assert loading.load().updated == 1
    assert loading.version() == version + 1
    rename_live(loading, "Nom en ligne")
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    loading.edit("organisations.json", lambda entries: rename(entries, "Autre nom du fichier"))
    with pytest.raises(LoadError, match="organisation "):
        loading.load()
    assert loading.dump() == before
    loading.edit("organisations.json", lambda entries: rename(entries, "Nom en ligne"))
    assert loading.load().conflicts == []


def test_a_renamed_organisation_is_found_by_its_new_name(loading: Loading) -> None:
    used = document(1)["participations"][0]["organisation"]

    def change(entries: list[dict[str, Any]]) -> None:
        next(entry for entry in entries if entry["slug"] == used)["names"]["fr"] = "Xylophone"

    loading.edit("organisations.json", change)
    loading.load()
    found = text("SELECT count(*) FROM project_listings WHERE search @@ 'xylophone'::tsquery")
    with loading.engine.connect() as connection:
        assert connection.scalar(found) == 2


def test_codelists_follow_the_same_rules(loading: Loading) -> None:
    def relabel(french: str) -> None:
        def change(content: dict[str, Any]) -> None:
            content["items"][0]["labels"]["fr"] = french

        loading.edit("codelists/theme.json", change)

    code = loading.read("codelists/theme.json")["items"][0]["code"]
    live = text("UPDATE codelist_items SET labels = labels || :labels WHERE code = :code")
    relabel("Libellé du fichier")
    assert loading.load().updated == 1
    with loading.engine.begin() as connection:
        connection.execute(live, {"labels": '{"fr": "Libellé en ligne"}', "code": code})
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before
    relabel("Autre libellé")
    with pytest.raises(LoadError, match=f"theme {code}"):
        loading.load()
    assert loading.dump() == before


def test_codes_keep_the_order_of_the_file(loading: Loading) -> None:
    loading.edit("codelists/theme.json", lambda content: content["items"].reverse())
    version = loading.version()
    loading.load()
    assert loading.version() == version + 1
    codes = [item["code"] for item in loading.read("codelists/theme.json")["items"]]
    order = text("SELECT code FROM codelist_items WHERE list = 'theme' ORDER BY position")
    with loading.engine.connect() as connection:
        assert connection.scalars(order).all() == codes
