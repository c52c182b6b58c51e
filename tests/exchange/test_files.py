"""The files of the catalogue, written from the database, are those that it was loaded from."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.exchange.files import write_files
from app.exchange.selection import Selection, make_selection
from app.models import Organisation
from app.projects import listing
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from app.settings import ROOT, Settings
from tests.fixtures.data_files import participation
from tests.fixtures.database import engine_of
from tests.fixtures.factories import merge
from tests.fixtures.loading import Loading, load_into

DATA = ROOT / "data"


def export(engine: Any, folder: Path, **filters: Any) -> Selection:
    folder.mkdir()
    with Session(engine) as session:
        query = FileQuery.model_validate(filters)
        selection = make_selection(session, query, read_reference(session), "", Settings())
        write_files(selection, folder)
    return selection


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_real_catalogue_comes_out_as_it_went_in(catalogue_url: str, tmp_path: Path) -> None:
    with engine_of(catalogue_url) as engine:
        export(engine, tmp_path / "data")
    written = contents(tmp_path / "data")
    assert len(written) > 221
    assert written == {name: (DATA / name).read_bytes() for name in written}
    assert {name for name in written if name.startswith("projects/")} == {
        f"projects/{file.name}" for file in (DATA / "projects").iterdir()
    }


def test_what_was_changed_here_can_be_loaded_elsewhere(
    loading: Loading, fresh_database_url: str, tmp_path: Path
) -> None:
    """Edited, an organisation merged and another renamed: export, load, export are the same."""
    loading.publish_live(1, title={"fr": "Édité", "ar": None, "en": None,
                                   "states": {"fr": "original"}})  # fmt: skip
    parts = [participation(7), participation(8, organisation="enabel", contribution=None)]
    loading.publish_live(2, participations=parts)
    with Session(loading.engine) as session, session.begin():
        session.get_one(Organisation, 1).names = {"fr": "Renommée", "ar": None, "en": None}
        merge(session, "enabel", "afd")
        listing.refresh(session)
    first = export(loading.engine, tmp_path / "first")
    assert first.notes == []
    organisations = (tmp_path / "first" / "organisations.json").read_text()
    assert "Renommée" in organisations
    assert "enabel" not in organisations
    with engine_of(fresh_database_url) as engine:
        report = load_into(engine, tmp_path / "first")
        assert report.created > 2
        export(engine, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def test_organisations_that_each_gave_stay_two_when_they_were_merged(
    loading: Loading, fresh_database_url: str, tmp_path: Path
) -> None:
    parts = [participation(7, organisation="enabel"), participation(8)]
    loading.publish_live(2, participations=parts)
    with Session(loading.engine) as session, session.begin():
        merge(session, "enabel", "afd")
    selection = export(loading.engine, tmp_path / "out")
    assert [note.split()[0] for note in selection.notes] == ["MA-MD-0002"]
    assert "enabel" in (tmp_path / "out" / "organisations.json").read_text()
    with engine_of(fresh_database_url) as engine:
        load_into(engine, tmp_path / "out")


def test_a_part_without_its_programme_is_told(loading: Loading, tmp_path: Path) -> None:
    loading.publish_live(2, part_of="MA-MD-0001", themes=["youth_education"])
    selection = export(loading.engine, tmp_path / "out", theme=["youth_education"])
    assert [file.name for file in (tmp_path / "out" / "projects").iterdir()] == ["MA-MD-0002.json"]
    assert selection.notes == [
        "MA-MD-0002 is a part of MA-MD-0001, which is not in this folder: `kharita load` will ask "
        "for it"
    ]


def test_an_empty_selection_is_a_folder_that_loads(
    loading: Loading, fresh_database_url: str, tmp_path: Path
) -> None:
    export(loading.engine, tmp_path / "none", year_to=1900)
    assert list((tmp_path / "none" / "projects").iterdir()) == []
    with engine_of(fresh_database_url) as engine:
        load_into(engine, tmp_path / "none")
