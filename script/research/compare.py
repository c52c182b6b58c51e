"""Compare the catalogue with the researched input it comes from, value by value.

Prints every difference and the number of values compared; exits with 1 on any difference.
"""

import argparse
import json
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session
from stored import codelists, documents_from_revisions, documents_from_rows, organisations, regions
from unmap import (
    codelist_record,
    expected_additions,
    input_codelist,
    input_record,
    organisation_record,
    project_additions,
    project_record,
)

from app.codelists import Language
from app.projects.detail import get_detail
from app.projects.reference import read_reference

Record = dict[str, Any]


@dataclass
class Comparison:
    values: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, place: str, expected: object, found: object) -> None:
        if isinstance(expected, dict) and isinstance(found, dict):
            for key in sorted(expected.keys() | found.keys()):
                missing = object()
                self.compare(f"{place}.{key}", expected.get(key, missing), found.get(key, missing))
        elif isinstance(expected, list) and isinstance(found, list):
            self.values += 1
            if len(expected) != len(found):
                self.differences.append(f"{place}: {len(expected)} items, found {len(found)}")
            for index, (one, other) in enumerate(zip(expected, found, strict=False)):
                self.compare(f"{place}[{index}]", one, other)
        else:
            self.values += 1
            if not same(expected, found):
                self.differences.append(f"{place}: {expected!r}, found {found!r}")


def same(expected: object, found: object) -> bool:
    numbers = (int, float, Decimal)
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, numbers) and isinstance(found, numbers):
        return Decimal(str(expected)) == Decimal(str(found))
    return expected == found


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def compare_projects(
    comparison: Comparison, name: str, records: list[Record], documents: list[Record]
) -> None:
    by_identifier = {document["identifier"]: document for document in documents}
    comparison.compare(
        f"{name} identifiers",
        [record["identifier"] for record in records],
        [document["identifier"] for document in documents],
    )
    for record in records:
        document = by_identifier.get(record["identifier"])
        if document is None:
            continue
        place = f"{name} {record['identifier']}"
        comparison.compare(place, input_record(record), project_record(document))
        comparison.compare(place, expected_additions(record), project_additions(document))


def compare_reference(
    comparison: Comparison, name: str, input_dir: Path, entries: list[Record], lists: Record
) -> None:
    found = {entry["slug"]: organisation_record(entry) for entry in entries}
    expected = {record["slug"]: record for record in read(input_dir / "organisations.json")}
    comparison.compare(f"{name} organisations", expected, found)
    research = read(input_dir / "codelists.json")
    for title, items in research.items():
        if title == "note":
            continue
        ours = "location_level" if title == "location_reach" else title
        comparison.compare(
            f"{name} {ours}", input_codelist(items), codelist_record(ours, lists.get(ours, []))
        )


def compare_files(comparison: Comparison, input_dir: Path, data_dir: Path) -> None:
    documents = [read(path) for path in sorted((data_dir / "projects").glob("*.json"))]
    compare_projects(comparison, "file", read(input_dir / "projects.json"), documents)
    lists = {path.stem: read(path)["items"] for path in (data_dir / "codelists").glob("*.json")}
    entries = read(data_dir / "organisations.json")
    compare_reference(comparison, "file", input_dir, entries, lists)
    features = read(data_dir / "regions" / "regions.geojson")["features"]
    found = {feature["id"]: feature["properties"] for feature in features}
    compare_regions(comparison, "file", input_dir, found)


def compare_regions(
    comparison: Comparison, name: str, input_dir: Path, found: dict[str, Record]
) -> None:
    facts = {item["code"]: item for item in read(input_dir / "regions-facts.json")}
    comparison.compare(f"{name} regions", sorted(facts), sorted(found))
    for code in facts.keys() & found.keys():
        for key in ("chef_lieu", "population_2014", "population_2024"):
            comparison.compare(f"{name} {code}.{key}", facts[code][key], found[code][key])
        names = {lang: facts[code][f"name_{lang}"] for lang in ("fr", "ar", "en")}
        comparison.compare(f"{name} {code}.names", names, found[code]["names"])


def compare_database(comparison: Comparison, input_dir: Path, url: str) -> None:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    records = read(input_dir / "projects.json")
    with Session(engine) as session:
        compare_projects(comparison, "rows", records, documents_from_rows(session))
        compare_projects(comparison, "revision", records, documents_from_revisions(session))
        reference = read_reference(session)
        details = [
            get_detail(session, record["slug"], reference, Language.FR, "").model_dump(mode="json")
            for record in records
        ]
        compare_projects(comparison, "detail", records, details)
        entries, lists = organisations(session), codelists(session)
        compare_reference(comparison, "rows", input_dir, entries, lists)
        compare_regions(comparison, "rows", input_dir, regions(session))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input_dir", type=Path)
    parser.add_argument("database_url", nargs="?", help="compare the loaded database")
    parser.add_argument("--files", type=Path, metavar="DATA_DIR", help="compare the files")
    arguments = parser.parse_args()
    if not (arguments.database_url or arguments.files):
        parser.error("give a DATABASE_URL, --files DATA_DIR, or both")
    comparison = Comparison()
    if arguments.files:
        compare_files(comparison, arguments.input_dir, arguments.files)
    if arguments.database_url:
        compare_database(comparison, arguments.input_dir, arguments.database_url)
    for difference in comparison.differences:
        print(difference)
    print(f"{comparison.values} values compared, {len(comparison.differences)} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
