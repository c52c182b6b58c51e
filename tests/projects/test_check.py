"""Each kind of mistake, made in a tiny catalogue, is found, placed and explained."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.projects.catalogue_files import entry_hash
from app.projects.check import check_catalogue
from app.projects.problems import Problem
from tests.fixtures.commands import kharita
from tests.fixtures.data_files import (
    DATA,
    commune,
    document,
    item_id,
    participation,
    source,
    text,
    write_catalogue,
    write_json,
    write_project,
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return write_catalogue(tmp_path)


def problems(data_dir: Path) -> list[Problem]:
    return check_catalogue(data_dir).problems


def the_problem(data_dir: Path) -> Problem:
    found = problems(data_dir)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def test_the_real_catalogue_is_in_order() -> None:
    files = check_catalogue(DATA)
    assert files.problems == []
    assert len(files.projects) == 221
    assert len(files.organisations) == 347
    assert sum(len(project.sources) for project in files.projects) == 534
    assert sum(project.part_of is not None for project in files.projects) == 23
    assert sum(bool(project.uncertain) for project in files.projects) == 147


def test_a_tiny_catalogue_is_in_order(data_dir: Path) -> None:
    files = check_catalogue(data_dir)
    assert files.problems == []
    assert [project.identifier for project in files.projects] == ["MA-MD-0001", "MA-MD-0002"]


@pytest.mark.parametrize(
    ("content", "field", "message"),
    [
        (b'{\n  "identifier" "MA-MD-0003"}', "line 2, column 16", "not JSON"),
        (b"", "line 1, column 1", "not JSON"),
        (b'{"a": 1, "a": 2}', "", "given twice"),
        (b'{"a": NaN}', "", "NaN is not JSON"),
        (b'{\n"acronym": "caf\xe9"}', "line 2", "not UTF-8"),
        (b"\xef\xbb\xbf{}", "line 1, column 1", "BOM"),
        (b"[" * 100_000, "", "nested too deeply"),
        (b"[]", "", "write an object"),
    ],
)
def test_an_unreadable_file(data_dir: Path, content: bytes, field: str, message: str) -> None:
    (data_dir / "projects" / "MA-MD-0003.json").write_bytes(content)
    problem = the_problem(data_dir)
    assert problem.file == "projects/MA-MD-0003.json"
    assert problem.field == field
    assert message in problem.message


@pytest.mark.parametrize(
    ("changes", "field", "message", "allowed"),
    [
        ({"start": "2014"}, "start", "no such field", ["start_date"]),
        ({"revision": 2}, "revision", "the server writes this field", []),
        ({"slug": "Été"}, "slug", "small letters", []),
        ({"confidence": "sure"}, "confidence", "not a code", ["high", "medium", "low"]),
        ({"end_date": "12/2014"}, "end_date", "YYYY-MM", []),
        ({"good_practice": "oui"}, "good_practice", "true, false or null", []),
        ({"themes": "health"}, "themes", "write a list", []),
        ({"description": "Un texte"}, "description", "write an object", []),
        ({"acronym": 5}, "acronym", "between quotes", []),
        (
            {"migration_dimensions": ["exil"]},
            "migration_dimensions[0]",
            "not a code of the list migration_dimension",
            ["emigration", "immigration", "transit", "return"],
        ),
        (
            {"participations": [participation(1, organisation="enabell")]},
            "participations[0].organisation",
            "no such slug",
            ["enabel"],
        ),
        ({"steward": "afdd"}, "steward", "no such slug", ["afd"]),
        (
            {"participations": [participation(1, role="partner", partner_kind="friend")]},
            "participations[0].partner_kind",
            "partner_kind",
            ["ministerial", "local_authority", "civil_society", "research", "private"],
        ),
        ({"part_of": "MA-MD-0009"}, "part_of", "no project file", ["MA-MD-0001"]),
        (
            {"locations": [commune(1, region="MA-01")]},
            "locations[0].province",
            "lies in MA-02, not in MA-01",
            ["MA-CHE", "MA-FAH"],
        ),
        (
            {"locations": [commune(1, province="MA-ZZZ")]},
            "locations[0].province",
            "no such province",
            ["MA-BER", "MA-DRI"],
        ),
        (
            {"locations": [commune(1, point=[-5.8, 35.7])]},
            "locations[0].point",
            "outside Province de Berkane: correct",
            [],
        ),
        (
            {"locations": [commune(1, point=[35.08195, -2.22897])]},
            "locations[0].point",
            "write the longitude first",
            [],
        ),
        ({"sources": [source(1, url="leconomiste.com")]}, "sources[0].url", "http://", []),
        ({"title": text(" Projet")}, "title.fr", "without space", []),
    ],
)
def test_a_mistake_in_a_project(
    data_dir: Path, changes: dict[str, Any], field: str, message: str, allowed: list[str]
) -> None:
    write_project(data_dir, document(3, **changes))
    problem = the_problem(data_dir)
    assert (problem.file, problem.field) == ("projects/MA-MD-0003.json", field)
    assert message in problem.message
    assert set(allowed) <= set(problem.allowed)
    assert bool(allowed) == bool(problem.allowed)


def test_a_missing_field(data_dir: Path) -> None:
    content = document(3)
    del content["steward"]
    write_project(data_dir, content)
    assert "is missing" in the_problem(data_dir).message


def test_a_point_just_off_the_coast_is_let_through(data_dir: Path) -> None:
    write_project(data_dir, document(3, locations=[commune(1, point=[-2.229, 35.1])]))
    assert problems(data_dir) == []


def test_all_mistakes_of_a_file_come_at_once(data_dir: Path) -> None:
    wrong = {
        "themes": ["nothing"],
        "activity_status": "9",
        "participations": [participation(1, organisation="nobody")],
        "locations": [commune(2, region="MA-12")],
        "part_of": "MA-MD-0008",
    }
    write_project(data_dir, document(3, **wrong))
    write_project(data_dir, document(4, slug="Bad Slug"))
    assert sorted(problem.field for problem in problems(data_dir)) == [
        "activity_status",
        "locations[0].province",
        "part_of",
        "participations[0].organisation",
        "slug",
        "themes[0]",
    ]


def test_what_is_unique_is_in_one_file_only(data_dir: Path) -> None:
    write_project(data_dir, document(3, slug="projet-1", objectives=document(2)["objectives"]))
    found = {problem.field: problem for problem in problems(data_dir)}
    assert found.keys() == {"slug", "id"}
    assert "projects/MA-MD-0001.json" in found["slug"].message
    assert found["id"].value == f'"{item_id(201)}"'


def test_an_id_is_used_once_in_a_file(data_dir: Path) -> None:
    same = document(3)["objectives"]
    write_project(data_dir, document(3, results=same))
    assert the_problem(data_dir).field == "id"


def test_a_file_is_named_by_its_identifier(data_dir: Path) -> None:
    write_json(data_dir / "projects" / "MA-MD-0007.json", document(1))
    found = problems(data_dir)
    assert {problem.field for problem in found} == {"identifier", "slug", "id"}
    assert "named MA-MD-0007.json" in found[0].message


def test_a_project_is_not_a_part_of_its_parts(data_dir: Path) -> None:
    write_project(data_dir, document(1, part_of="MA-MD-0002"))
    write_project(data_dir, document(2, part_of="MA-MD-0001"))
    found = problems(data_dir)
    assert [problem.field for problem in found] == ["part_of", "part_of"]
    assert "MA-MD-0001 → MA-MD-0002 → MA-MD-0001" in found[0].message


def test_files_that_do_not_belong(data_dir: Path) -> None:
    (data_dir / "projects" / "notes.txt").write_text("…")
    (data_dir / "projects" / ".DS_Store").write_text("…")
    assert the_problem(data_dir).file == "projects/notes.txt"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda entries: entries.append(entries[0]), "two organisations"),
        (lambda entries: entries[0].update(organisation_type="99"), "organisation_type"),
        (lambda entries: entries[0].update(scope="eu"), "not both"),
        (lambda entries: entries[0].update(country="EUR"), "ISO 3166-1"),
        (lambda entries: entries[0]["names"].update(fr=None), "between quotes"),
    ],
)
def test_a_mistake_in_the_organisations(
    data_dir: Path, spoil: Callable[[list[dict[str, Any]]], None], message: str
) -> None:
    path = data_dir / "organisations.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    spoil(entries)
    write_json(path, entries)
    assert message in " ".join(problem.message for problem in problems(data_dir))


@pytest.mark.parametrize(
    ("name", "spoil", "message"),
    [
        ("role", lambda items: items.pop(), "is missing: add its labels"),
        ("role", lambda items: items.append(items[0] | {"code": "friend"}), "list is closed"),
        ("theme", lambda items: items.append(items[0]), "given twice"),
        ("theme", lambda items: items[0]["labels"].pop("ar"), "is missing"),
    ],
)
def test_a_mistake_in_a_codelist(
    data_dir: Path, name: str, spoil: Callable[[list[dict[str, Any]]], object], message: str
) -> None:
    path = data_dir / "codelists" / f"{name}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    spoil(content["items"])
    write_json(path, content)
    assert message in the_problem(data_dir).message


def test_a_missing_file_or_folder(tmp_path: Path) -> None:
    found = {problem.file for problem in problems(tmp_path)}
    assert {"organisations.json", "projects", "codelists/theme.json"} < found
    assert "regions/provinces.geojson" in found


def test_an_entry_is_told_from_a_changed_one(data_dir: Path) -> None:
    files = check_catalogue(data_dir)
    entry = files.organisations[0]
    assert entry_hash(entry) == entry_hash(entry.model_copy())
    assert entry_hash(entry) != entry_hash(entry.model_copy(update={"acronym": "X"}))
    hashes = {entry_hash(region) for region in files.regions.values()}
    assert len(hashes) == 87


def test_the_command_lists_problems_and_fails(data_dir: Path) -> None:
    done = kharita("check", str(data_dir))
    assert done.returncode == 0, done.stderr
    assert "2 projects" in done.stdout
    write_project(data_dir, document(3, themes=["nothing"]))
    done = kharita("check", str(data_dir))
    assert done.returncode == 1
    assert 'projects/MA-MD-0003.json: themes[0] = "nothing": not a code' in done.stdout
    assert "1 problem in" in done.stdout


def test_the_command_prints_the_schema() -> None:
    done = kharita("schema")
    assert json.loads(done.stdout) == json.loads((DATA / "project.schema.json").read_bytes())
