"""The rules of loading, from files on disk to committed rows."""

import json
import shutil
import threading
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.errors import LoadError
from app.models import FormerSlug, Project, Revision
from app.projects.document import ProjectDocument
from app.projects.load_report import LoadReport
from app.publication.queries import read_version
from app.settings import ROOT
from tests.fixtures.data_files import document, item_id, write_project
from tests.fixtures.factories import make_text
from tests.fixtures.loading import Loading, load_into


def title(french: str) -> dict[str, Any]:
    return make_text(french)


def test_the_real_catalogue_is_loaded_whole(catalogue_url: str) -> None:
    engine = create_engine(catalogue_url)
    with Session(engine) as session:
        files = {
            path.stem: json.loads(path.read_bytes())
            for path in (ROOT / "data" / "projects").glob("*.json")
        }
        rows = session.execute(select(Project.identifier, Revision).join(Revision)).all()
        assert len(rows) == len(files) == 221
        for identifier, revision in rows:
            assert (revision.number, revision.author) == (1, "catalogue")
            assert revision.snapshot == files[identifier]
        counts = {
            name: session.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608
            for name in ("organisations", "regions", "project_listings", "sources", "locations")
        }
        assert counts == {
            "organisations": 347,
            "regions": 87,
            "project_listings": 221,
            "sources": sum(len(file["sources"]) for file in files.values()),
            "locations": sum(len(file["locations"]) for file in files.values()),
        }
        assert read_version(session) == 2
    engine.dispose()


def test_a_second_load_changes_nothing(loading: Loading) -> None:
    before = loading.dump()
    report = loading.load()
    assert (report.created, report.updated, report.conflicts) == (0, 0, [])
    assert report.unchanged == 2 + 2 + 87 + sum(
        len(loading.read(f"codelists/{path.name}")["items"])
        for path in (loading.directory / "codelists").iterdir()
    )
    assert loading.dump() == before


def test_an_edited_file_is_a_new_revision_of_that_project_alone(loading: Loading) -> None:
    before, version = loading.dump(), loading.version()
    changes = {"title": title("Autre titre"), "participations": [], "themes": ["gender"]}
    write_project(loading.directory, document(1, **changes))
    report = loading.load()
    assert (report.created, report.updated) == (0, 1)
    assert loading.revisions(1) == [(1, "catalogue", "Projet 1"), (2, "catalogue", "Autre titre")]
    assert loading.revisions(2) == [(1, "catalogue", "Projet 2")]
    assert loading.version() == version + 1
    after = loading.dump()
    assert len(after["participations"]) == len(before["participations"]) - 1
    changed = set(after["project_listings"]) - set(before["project_listings"])
    assert ["Autre titre" in row for row in changed] == [True]
    assert loading.load().updated == 0


def test_a_new_file_is_a_new_project(loading: Loading) -> None:
    write_project(loading.directory, document(3, part_of="MA-MD-0001"))
    loading.edit(
        "organisations.json",
        lambda entries: entries.append({**entries[0], "slug": "toute-nouvelle"}),
    )
    write_project(loading.directory, document(4, steward="toute-nouvelle", part_of="MA-MD-0003"))
    assert loading.load().created == 3
    assert loading.revisions(4) == [(1, "catalogue", "Projet 4")]
    with Session(loading.engine) as session:
        whole = session.scalars(
            select(Project).where(Project.identifier.in_(["MA-MD-0003", "MA-MD-0004"]))
        ).all()
        assert all(project.part_of_id for project in whole)


def test_a_live_edit_is_not_overwritten_by_an_unchanged_file(loading: Loading) -> None:
    loading.publish_live(1, title=title("Corrigé en ligne"))
    before = loading.dump()
    assert loading.load().updated == 0
    assert loading.dump() == before


def test_changed_on_both_sides_is_a_listed_conflict_and_nothing_is_loaded(
    loading: Loading,
) -> None:
    loading.publish_live(1, title=title("Corrigé en ligne"))
    write_project(loading.directory, document(1, title=title("Corrigé dans le fichier")))
    write_project(loading.directory, document(2, title=title("Aussi corrigé")))
    write_project(loading.directory, document(3))
    before = loading.dump()
    with pytest.raises(LoadError) as failure:
        loading.load()
    assert "MA-MD-0001" in failure.value.detail
    assert "MA-MD-0002" not in failure.value.detail
    assert "--keep-live" in failure.value.detail
    assert loading.dump() == before


def test_keep_live_skips_the_conflicts_and_loads_the_rest(loading: Loading) -> None:
    loading.publish_live(1, title=title("Corrigé en ligne"))
    write_project(loading.directory, document(1, title=title("Corrigé dans le fichier")))
    write_project(loading.directory, document(2, title=title("Aussi corrigé")))
    report = loading.load(keep_live=True)
    assert (report.updated, report.conflicts) == (1, ["MA-MD-0001"])
    assert [row[2] for row in loading.revisions(1)] == ["Projet 1", "Corrigé en ligne"]
    assert [row[2] for row in loading.revisions(2)] == ["Projet 2", "Aussi corrigé"]
    with pytest.raises(LoadError):  # skipped is not forgotten
        loading.load()


def test_a_missing_file_deletes_nothing(loading: Loading) -> None:
    before = loading.dump()
    (loading.directory / "projects" / "MA-MD-0002.json").unlink()
    loading.edit("organisations.json", lambda entries: entries.pop())
    loading.load()
    assert loading.dump() == before


def test_a_file_that_says_the_same_as_the_live_edit_is_adopted(loading: Loading) -> None:
    loading.publish_live(1, title=title("Corrigé"))
    write_project(loading.directory, document(1, title=title("Corrigé")))
    version = loading.version()
    report = loading.load()
    assert (report.updated, report.conflicts) == (0, [])
    assert len(loading.revisions(1)) == 2
    assert loading.version() == version
    write_project(loading.directory, document(1, title=title("Corrigé encore")))
    assert loading.load().updated == 1  # no conflict: the file was adopted
    assert loading.revisions(1)[-1] == (3, "catalogue", "Corrigé encore")


def test_a_live_edit_that_was_taken_back_leaves_the_file_free(loading: Loading) -> None:
    loading.publish_live(1, title=title("Corrigé"))
    loading.publish_live(1)
    write_project(loading.directory, document(1, title=title("Dans le fichier")))
    assert loading.load().updated == 1
    assert loading.revisions(1)[-1] == (4, "catalogue", "Dans le fichier")


def test_the_former_slug_of_a_renamed_project_is_kept(loading: Loading) -> None:
    write_project(loading.directory, document(1, slug="nouveau-nom"))
    loading.load()
    with Session(loading.engine) as session:
        former = session.scalars(select(FormerSlug)).one()
        assert former.slug == "projet-1"
        assert session.get_one(Project, former.project_id).slug == "nouveau-nom"
    write_project(loading.directory, document(1))  # and back
    loading.load()
    with Session(loading.engine) as session:
        assert session.scalars(select(FormerSlug.slug)).all() == ["nouveau-nom"]


def test_two_files_that_swap_their_slugs_are_told_what_to_do(loading: Loading) -> None:
    before = loading.dump()
    write_project(loading.directory, document(1, slug="projet-2"))
    write_project(loading.directory, document(2, slug="projet-1"))
    with pytest.raises(LoadError, match=r"projet-2.*give it the name that is free by then"):
        loading.load()
    assert loading.dump() == before


def test_every_problem_is_told_and_nothing_changes(loading: Loading) -> None:
    before = loading.dump()
    write_project(loading.directory, document(3))  # this one would be right
    bad = document(1, start_date="2015-13", themes=["no_such_theme"], steward="nobody")
    write_project(loading.directory, bad)
    other = document(2)
    other["locations"][0]["region"] = "MA-99"
    write_project(loading.directory, other)
    with pytest.raises(LoadError) as failure:
        loading.load()
    for told in ("MA-MD-0001.json", "start_date", "2015-13", "no_such_theme", "nobody",
                 "MA-MD-0002.json", "MA-99"):  # fmt: skip
        assert told in failure.value.detail
    assert loading.dump() == before


def test_two_loads_at_once_load_once(loading: Loading, fresh_database_url: str) -> None:
    engine = create_engine(fresh_database_url)
    reports: list[LoadReport] = []
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        reports.append(load_into(engine, loading.directory))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    everything = loading.load().unchanged
    assert sorted(report.created for report in reports) == [0, everything]
    assert sorted(report.unchanged for report in reports) == [0, everything]


def test_a_load_that_fails_half_way_leaves_nothing(loading: Loading) -> None:
    """The database refuses the very last project, after all the others were written."""
    with loading.engine.begin() as connection:
        connection.execute(
            text("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'refused'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON projects FOR EACH ROW
            WHEN (NEW.identifier = 'MA-MD-0009') EXECUTE FUNCTION refuse();
            """)
        )
    loading.edit("codelists/theme.json", lambda content: content["items"].reverse())
    write_project(loading.directory, document(1, title=title("Autre titre")))
    write_project(loading.directory, document(9))
    before = loading.dump()
    with pytest.raises(DBAPIError, match="refused"):
        loading.load()
    assert loading.dump() == before


def test_a_wrong_record_is_refused_by_the_loader_even_if_it_looks_like_the_live_one(
    loading: Loading,
) -> None:
    """Ids are unique over the whole catalogue, and a copied file is not a new project."""
    copied = deepcopy(document(1)) | {"identifier": "MA-MD-0007"}
    write_project(loading.directory, copied)
    with pytest.raises(LoadError) as failure:
        loading.load()
    assert "slug" in failure.value.detail
    assert item_id(103) in failure.value.detail


def test_an_empty_folder_is_an_error_not_an_empty_catalogue(
    loading: Loading, tmp_path: Path
) -> None:
    before = loading.dump()
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError):
        load_into(loading.engine, tmp_path / "empty")
    shutil.rmtree(tmp_path / "empty")
    with pytest.raises(LoadError):
        load_into(loading.engine, tmp_path / "empty")
    assert loading.dump() == before


def test_a_snapshot_is_the_document_of_the_file(loading: Loading) -> None:
    with Session(loading.engine) as session:
        for row in session.scalars(select(Revision)):
            identifier = row.snapshot["identifier"]
            assert row.snapshot == loading.read(f"projects/{identifier}.json")
            assert ProjectDocument.model_validate(row.snapshot).identifier == identifier
