import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from app.projects.document import ProjectDocument, canonical_json, content_hash, json_schema
from app.projects.fields import COUNTRIES, CURRENCIES, LANGUAGES
from tests.fixtures.data_files import DATA, commune, document, item_id, participation, source, text

PROJECT_FILES = sorted((DATA / "projects").glob("*.json"))


def messages(content: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        ProjectDocument.model_validate(content)
    return str(caught.value)


def test_a_document_is_read_and_written_the_same() -> None:
    written = canonical_json(ProjectDocument.model_validate(document()))
    assert json.loads(written) == document()
    assert written.endswith("}\n")
    assert ProjectDocument.model_validate_json(written) == ProjectDocument.model_validate(
        document()
    )


@pytest.mark.parametrize("path", PROJECT_FILES, ids=lambda path: path.stem)
def test_every_project_file_is_canonical(path: Any) -> None:
    written = path.read_text(encoding="utf-8")
    assert canonical_json(ProjectDocument.model_validate_json(written)) == written


def test_the_schema_is_current_and_holds_for_every_file() -> None:
    schema = json_schema()
    committed = json.loads((DATA / "project.schema.json").read_text(encoding="utf-8"))
    assert committed == schema, "run `kharita schema > data/project.schema.json`"
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in PROJECT_FILES:
        assert list(validator.iter_errors(json.loads(path.read_bytes()))) == [], path.name


def test_the_schema_describes_every_field() -> None:
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), f"{part['title']}.{name}"


def test_what_the_server_writes_is_read_only_and_not_in_the_hash() -> None:
    seen = ProjectDocument.model_validate(document())
    seen.revision, seen.url = 3, "https://example.org/fr/projects/projet-1"
    assert "revision" not in canonical_json(seen)
    assert content_hash(seen) == content_hash(ProjectDocument.model_validate(document()))
    properties = json_schema()["properties"]
    assert {name for name, field in properties.items() if field.get("readOnly")} == {
        "revision",
        "last_confirmed_at",
        "url",
        "labels",
    }


def test_the_hash_follows_the_content() -> None:
    one = ProjectDocument.model_validate(document())
    other = ProjectDocument.model_validate(document(acronym="PRIMO"))
    assert content_hash(one) != content_hash(other)
    assert len(content_hash(one)) == 64


@pytest.mark.parametrize(
    ("value", "written"), [(1000, "1000"), (1000.5, "1000.5"), (10**15 + 1, "1000000000000001")]
)
def test_amounts_are_exact_numbers(value: float, written: str) -> None:
    content = document(budget=document()["budget"] | {"value": value})
    read = ProjectDocument.model_validate(content)
    assert read.budget is not None
    assert read.budget.value == Decimal(str(value))
    assert f'"value": {written},' in canonical_json(read)


@pytest.mark.parametrize(
    "value", [0, -5, 0.001, "1000", True, None, 10**16, float("nan"), float("inf"), 1e300]
)
def test_other_amounts_are_refused(value: object) -> None:
    assert "amount" in messages(document(budget=document()["budget"] | {"value": value}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"unknown": 1}, "Extra inputs"),
        ({"identifier": "MD-1"}, "pattern"),
        ({"slug": "Projet Été"}, "pattern"),
        ({"acronym": " PRIMO"}, "pattern"),
        ({"acronym": ""}, "at least 1"),
        ({"activity_status": "7"}, "'1', '2'"),
        ({"start_date": "2014-13"}, "the month must be"),
        ({"start_date": 2014}, "valid string"),
        ({"start_date": "2015"}, "is before"),
        ({"residence_countries": ["XX"]}, "ISO 3166-1"),
        ({"residence_countries": ["FR", "FR"]}, "2 times: FR"),
        ({"themes": ["health", "health"]}, "2 times: health"),
        ({"title_original": "Ein Titel"}, "given together"),
        ({"title_original": "Ein Titel", "original_language": "xx"}, "ISO 639-1"),
        ({"good_practice": "yes"}, "valid boolean"),
        ({"good_practice": 1}, "valid boolean"),
        ({"part_of": "MA-MD-0001"}, "part of itself"),
        ({"title": text() | {"fr": None, "ar": "نص", "states": {"ar": "draft"}}}, "title.fr"),
        ({"title": text() | {"fr": None, "states": {}}}, "at least one language"),
        ({"title": text() | {"en": "A text"}}, "states.en"),
        ({"title": text() | {"states": {"fr": "original", "ar": "draft"}}}, "has no text"),
        ({"title": text() | {"states": {"fr": "final"}}}, "'original', 'draft'"),
        ({"participations": [participation(1), participation(2)]}, "afd as funding"),
        ({"participations": [participation(1, role="partner")]}, "needs a `partner_kind`"),
        ({"participations": [participation(1, partner_kind="research")]}, "only the role"),
        ({"objectives": [{"id": item_id(1), "text": text()}] * 2}, "an id in `objectives`"),
        ({"sources": [source(1, url=None)]}, "needs a `url`"),
        ({"sources": [source(1, url="javascript:alert(1)")]}, "pattern"),
        ({"sources": [source(1, supports=["dates"])]}, "path of a field"),
        ({"sources": [source(1, supports=["budget", "budget"])]}, "2 times: budget"),
        ({"sources": [source(1, accessed_at=1700000000)]}, "YYYY-MM-DD"),
        ({"sources": [source(1, accessed_at="2026-02-30")]}, "date"),
        ({"sources": [source(1) | {"id": "1"}]}, "UUID"),
        ({"sources": [source(1) | {"id": item_id(1).replace("-", "")}]}, "UUID"),
    ],
)
def test_a_wrong_document_is_refused(changes: dict[str, Any], message: str) -> None:
    assert message in messages(document(**changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"point": None}, "needs `point`"),
        ({"exactness": None}, "needs `exactness`"),
        ({"province": None}, "needs `province`"),
        ({"region": None}, "needs `region`"),
        ({"country": "FR"}, "`country` is `MA`"),
        ({"point": [-2.2]}, "Field required"),
        ({"point": [-2.2, 95.0]}, "less than or equal to 90"),
        ({"point": ["-2.2", "35"]}, "valid number"),
        ({"level": "province"}, "has no `point`"),
        ({"level": "region", "point": None, "exactness": None}, "has no"),
        ({"level": "national"}, "has no `region`"),
        ({"level": "ville"}, "'commune', 'province'"),
        (
            {
                "level": "abroad",
                "region": None,
                "province": None,
                "point": None,
                "exactness": None,
                "point_source": None,
            },
            "unless the level is `abroad`",
        ),
    ],
)
def test_a_location_fits_its_level(changes: dict[str, Any], message: str) -> None:
    found = messages(document(locations=[commune(1, **changes)]))
    assert message in found


@pytest.mark.parametrize(
    "path",
    [
        "title",
        "title.ar",
        "start_date",
        "themes[health]",
        "residence_countries[FR]",
        "participations[funding]",
        f"participations[{item_id(2)}]",
        f"locations[{item_id(3)}]",
    ],
)
def test_a_source_supports_fields_by_their_paths(path: str) -> None:
    ProjectDocument.model_validate(document(sources=[source(1, supports=[path])]))


def test_codes_are_those_of_the_standards() -> None:
    assert len(COUNTRIES) == 248
    assert {"MA", "FR", "ML"} < COUNTRIES
    assert not {"EU", "XK", "UN"} & COUNTRIES
    assert {"MAD", "EUR", "XOF", "FRF"} < CURRENCIES
    assert "XXX" not in CURRENCIES  # what ISO 4217 writes for no currency
    assert {"ca", "de", "nl"} < LANGUAGES
