"""Turn the researched catalogue (INPUT_DIR) into the files of the product (OUTPUT_DIR).

Ids are derived from what they identify, so that a second run writes the same files.
"""

import argparse
import json
import uuid
from pathlib import Path
from typing import Any

from labels import EXTRA_CODELISTS

from app.codelists import ClosedList, OpenList
from app.projects.document import ProjectDocument, canonical_json

Record = dict[str, Any]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "kharita")
STATUS = {"planned": "1", "ongoing": "2", "completed": "4", None: None}
BUDGET_SCOPE = {"morocco": "morocco", "regional": "several_countries", "unknown": "unknown"}
ORGANISATION_SCOPE = {"INT": "international", "EU": "eu"}
RENAMED_LISTS = {"location_level": "location_reach"}
SUPPORTS = {
    "title": ["title"],
    "acronym": ["acronym"],
    "summary": ["description"],
    "objectives": ["objectives"],
    "results": ["results"],
    "status": ["activity_status"],
    "dates": ["start_date", "end_date"],
    "start": ["start_date"],
    "end": ["end_date"],
    "budget": ["budget"],
    "funders": ["participations[funding]"],
    "implementers": ["participations[implementing]"],
    "partners": ["participations[partner]"],
    "places": ["locations"],
    "target_groups": ["target_groups"],
    "good_practice": ["good_practice"],
}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def item_id(identifier: str, *parts: str | None) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join([identifier, *(part or "" for part in parts)])))


def text(french: str, arabic: str | None = None, english: str | None = None) -> Record:
    states = {"fr": "original"}
    states |= {"ar": "draft"} if arabic else {}
    states |= {"en": "draft"} if english else {}
    return {"fr": french, "ar": arabic, "en": english, "states": states}


def text_items(record: Record, name: str) -> list[Record]:
    """Objectives or results: the translations are in the order of the French."""
    columns = (record[f"{name}_fr"], *(record["translations"][lang][name] for lang in ("ar", "en")))
    return [
        {
            "id": item_id(record["identifier"], name, french),
            "text": text(french, arabic, english),
        }
        for french, arabic, english in zip(*columns, strict=True)
    ]


def participation(identifier: str, item: Record) -> Record:
    return {
        "id": item_id(identifier, "participations", item["organisation"], item["role"]),
        **item,
    }


def location(identifier: str, place: Record) -> Record:
    key = ("locations", *(place[name] for name in ("level", "region", "province", "name")))
    located = place["lat"] is not None
    return {
        "id": item_id(identifier, *key),
        "level": place["level"],
        "region": place["region"],
        "province": place["province"],
        "country": place["country"],
        "name": place["name"],
        "point": [place["lon"], place["lat"]] if located else None,
        "exactness": "2" if located else None,
        "point_source": place["coordinates_source"],
    }


def source(identifier: str, item: Record) -> Record:
    paths = [path for word in item["supports"] for path in SUPPORTS[word]]
    return {
        "id": item_id(identifier, "sources", item["url"], item["title"]),
        "url": item["url"],
        "title": item["title"],
        "supports": list(dict.fromkeys(paths)),
        "evidence": item["evidence"],
        "accessed_at": None,
        "archive_url": None,
    }


def budget(record: Record) -> Record | None:
    if record["budget"] is None:
        return None
    return {
        "value": record["budget"]["amount"],
        "currency": record["budget"]["currency"],
        "scope": BUDGET_SCOPE[record["budget_scope"]],
        "note": record["budget"]["note"],
    }


def project(record: Record) -> Record:
    identifier = record["identifier"]
    arabic, english = record["translations"]["ar"], record["translations"]["en"]
    return {
        "identifier": identifier,
        "slug": record["slug"],
        "acronym": record["acronym"],
        "title": text(record["title_fr"], arabic["title"], english["title"]),
        "title_original": record["title_original"],
        "original_language": record["lang"],
        "description": text(record["summary_fr"], arabic["summary"], english["summary"]),
        "objectives": text_items(record, "objectives"),
        "results": text_items(record, "results"),
        "activity_status": STATUS[record["status"]],
        "start_date": record["start"],
        "end_date": record["end"],
        "themes": record["themes"],
        "target_groups": record["target_groups"],
        "migration_dimensions": record["dimension"],
        "residence_countries": record["residence_countries"],
        "budget": budget(record),
        "participations": [participation(identifier, item) for item in record["participations"]],
        "locations": [location(identifier, place) for place in record["places"]],
        "sources": [source(identifier, item) for item in record["sources"]],
        "documents": [
            {"id": item_id(identifier, "documents", item["url"]), **item}
            for item in record["documents"]
        ],
        "good_practice": record["good_practice"],
        "confidence": record["confidence"],
        "uncertain": [
            {"id": item_id(identifier, "uncertain", doubt), "text": text(doubt)}
            for doubt in record["uncertain"]
        ],
        "part_of": record["part_of"],
        "steward": None,
    }


def organisation(record: Record) -> Record:
    scope = ORGANISATION_SCOPE.get(record["country"])
    return {
        "slug": record["slug"],
        "names": {lang: record[f"name_{lang}"] for lang in ("fr", "ar", "en")},
        "acronym": record["acronym"],
        "aliases": record["aliases"],
        "organisation_type": record["type"],
        "country": None if scope else record["country"],
        "scope": scope,
        "website": None,
        "iati_ref": record["iati_ref"],
    }


def codelist(name: str, lists: Record) -> Record:
    if name in EXTRA_CODELISTS:
        return {"list": name, "items": EXTRA_CODELISTS[name]}
    items = []
    for entry in lists[RENAMED_LISTS.get(name, name)]:
        code = BUDGET_SCOPE[entry["code"]] if name == "budget_scope" else entry["code"]
        item = {"code": code, "labels": {lang: entry[lang] for lang in ("fr", "ar", "en")}}
        items.append(item | {key: entry[key] for key in ("dac", "iati") if entry.get(key)})
    return {"list": name, "items": items}


def convert(source_dir: Path, target_dir: Path) -> None:
    for record in read(source_dir / "projects.json"):
        document = ProjectDocument.model_validate(project(record))
        path = target_dir / "projects" / f"{document.identifier}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical_json(document), encoding="utf-8")
    organisations = read(source_dir / "organisations.json")
    write(target_dir / "organisations.json", [organisation(record) for record in organisations])
    lists = read(source_dir / "codelists.json")
    for name in (*OpenList, *ClosedList):
        write(target_dir / "codelists" / f"{name}.json", codelist(name, lists))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input_dir", type=Path)
    parser.add_argument("output_dir", type=Path)
    arguments = parser.parse_args()
    convert(arguments.input_dir, arguments.output_dir)
