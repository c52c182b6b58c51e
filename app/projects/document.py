"""The project document: the file in `data/projects`, the snapshot of a revision and the
detail of the API are this one shape. The descriptions become its JSON Schema."""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from app.codelists import ActivityStatus, Confidence
from app.projects.dates import bounds
from app.projects.fields import (
    Code,
    Country,
    Identifier,
    LanguageCode,
    PartialDate,
    ShortText,
    Slug,
    fail,
)
from app.projects.parts import (
    Budget,
    Contribution,
    DocumentLink,
    Location,
    Model,
    Participation,
    Source,
    Text,
    TextItem,
    describe,
    refuse_repeats,
)

__all__ = [
    "Budget",
    "Contribution",
    "DocumentLink",
    "Location",
    "Participation",
    "ProjectDocument",
    "Source",
    "Text",
    "TextItem",
    "canonical_json",
    "content_hash",
    "json_schema",
]

READ_ONLY = frozenset(("revision", "last_confirmed_at", "url", "labels"))
_READ_ONLY_SCHEMA: dict[str, Any] = {"readOnly": True}


class ProjectDocument(Model):
    """A Migration & Development project. Null means not known; nothing is guessed."""

    model_config = ConfigDict(title="Kharita project")

    identifier: Annotated[
        Identifier, describe("`MA-MD-0001`…; given once, never changed (IATI activity identifier).")
    ]
    slug: Annotated[Slug, describe("Name in the address of the page; ASCII, unique.")]
    acronym: Annotated[ShortText | None, describe("Acronym, null if there is none.")]
    title: Annotated[Text, describe("Title (IATI title).")]
    title_original: Annotated[
        ShortText | None, describe("Official title in its own language, when that is not French.")
    ]
    original_language: Annotated[
        LanguageCode | None, describe("ISO 639-1 language of `title_original`; null without it.")
    ]
    description: Annotated[
        Text | None, describe("What the project does (IATI description, type 1).")
    ]
    objectives: Annotated[list[TextItem], describe("Objectives (IATI description, type 2).")]
    results: Annotated[list[TextItem], describe("Results that a source reports (IATI result).")]
    activity_status: Annotated[
        ActivityStatus | None,
        describe(
            "IATI ActivityStatus: `1` pipeline, `2` implementation, `3` finalisation, `4` closed, "
            "`5` cancelled, `6` suspended; null: not known, never deduced from dates."
        ),
    ]
    start_date: Annotated[
        PartialDate | None,
        describe("Start: YYYY, YYYY-MM or YYYY-MM-DD, as precise as its source (IATI type 1, 2)."),
    ]
    end_date: Annotated[
        PartialDate | None,
        describe("End: YYYY, YYYY-MM or YYYY-MM-DD, as precise as its source (IATI type 3, 4)."),
    ]
    themes: Annotated[list[Code], describe("Codelist `theme` (IATI sector, DAC purpose code).")]
    target_groups: Annotated[list[Code], describe("Codelist `target_group`.")]
    migration_dimensions: Annotated[list[Code], describe("Codelist `migration_dimension`.")]
    residence_countries: Annotated[
        list[Country],
        describe("Where the Moroccans abroad concerned live, ISO 3166-1 alpha-2."),
    ]
    budget: Annotated[
        Budget | None, describe("Budget as a source states it (IATI budget); null: not known.")
    ]
    participations: Annotated[
        list[Participation],
        describe("Organisations and their roles (IATI participating-org)."),
    ]
    locations: Annotated[list[Location], describe("Where it takes place (IATI location).")]
    sources: Annotated[list[Source], describe("Where the facts come from.")]
    documents: Annotated[list[DocumentLink], describe("Documents (IATI document-link).")]
    good_practice: Annotated[
        StrictBool | None,
        describe("True only where a source calls it a good practice, a model, a pilot to repeat."),
    ]
    confidence: Annotated[
        Confidence | None,
        describe("How well the record is borne out, as its researcher judged it."),
    ]
    uncertain: Annotated[list[TextItem], describe("Known doubts, shown to readers.")]
    part_of: Annotated[
        Identifier | None,
        describe("Identifier of the larger programme it is a part of (IATI related-activity 1)."),
    ]
    steward: Annotated[Slug | None, describe("Slug of the organisation to ask about the project.")]

    revision: Annotated[
        int | None,
        Field(ge=1, description="Number of the revision.", json_schema_extra=_READ_ONLY_SCHEMA),
    ] = None
    last_confirmed_at: Annotated[
        datetime | None,
        Field(
            description="When it was last confirmed as true, RFC 3339.",
            json_schema_extra=_READ_ONLY_SCHEMA,
        ),
    ] = None
    url: Annotated[
        str | None, Field(description="Its page.", json_schema_extra=_READ_ONLY_SCHEMA)
    ] = None
    labels: Annotated[
        dict[str, dict[str, Any]] | None,
        Field(
            description="Names of the codes and organisations used, in the language asked for.",
            json_schema_extra=_READ_ONLY_SCHEMA,
        ),
    ] = None

    @model_validator(mode="after")
    def _lists_have_no_repeats(self) -> Self:
        for name in ("objectives", "results", "participations", "locations"):
            refuse_repeats(f"an id in `{name}`", [item.id for item in getattr(self, name)])
        for name in ("sources", "documents", "uncertain"):
            refuse_repeats(f"an id in `{name}`", [item.id for item in getattr(self, name)])
        for name in ("themes", "target_groups", "migration_dimensions", "residence_countries"):
            refuse_repeats(f"a code in `{name}`", getattr(self, name))
        refuse_repeats(
            "an organisation and role in `participations`",
            [f"{item.organisation} as {item.role}" for item in self.participations],
        )
        return self

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        if self.start_date is not None and self.end_date is not None:
            start, end = bounds(self.start_date), bounds(self.end_date)
            if end.upper < start.lower:
                raise fail(
                    "dates",
                    f"`end_date` {self.end_date} is before `start_date` {self.start_date}",
                )
        return self

    @model_validator(mode="after")
    def _title_has_french(self) -> Self:
        if self.title.fr is None:
            raise fail("title", "`title.fr` is missing: readers of other languages fall back on it")
        return self

    @model_validator(mode="after")
    def _references_make_sense(self) -> Self:
        if self.part_of == self.identifier:
            raise fail("part_of", "a project is not a part of itself: write null in `part_of`")
        if (self.title_original is None) != (self.original_language is None):
            raise fail(
                "title_original",
                "`title_original` and `original_language` are given together or both null",
            )
        return self


def canonical_json(document: ProjectDocument) -> str:
    """The one way a project file is written: order of the model, without read-only members."""
    content = document.model_dump(mode="json", exclude=set(READ_ONLY))
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def content_hash(document: ProjectDocument) -> str:
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ProjectDocument.model_json_schema(mode="validation"),
    }
