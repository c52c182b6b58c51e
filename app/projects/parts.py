"""The parts of a project document: texts, budget, participations, locations, sources."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.codelists import BudgetScope, Exactness, Language, LocationLevel, Role, TextState
from app.projects.fields import (
    Amount,
    Code,
    Country,
    Currency,
    Day,
    FieldPath,
    ItemId,
    LongText,
    Point,
    ProvinceCode,
    RegionCode,
    ShortText,
    Slug,
    Url,
    fail,
)

MOROCCO = "MA"
COASTAL_TOLERANCE = 0.02  # degrees: a harbour may lie off a coast that is drawn coarsely


def describe(text: str) -> Any:
    return Field(description=text)


def refuse_repeats(what: str, values: Sequence[Hashable]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise fail("repeated", f"{what} is given {count} times: {value}; keep one")


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Text(Model):
    """A text in up to three languages. A language that has a text has a state, and no other."""

    fr: Annotated[LongText | None, describe("The text in French.")]
    ar: Annotated[LongText | None, describe("The text in Arabic.")]
    en: Annotated[LongText | None, describe("The text in English.")]
    states: Annotated[
        dict[Language, TextState],
        describe(
            "For each language that has a text: `original` (written in this language), `draft` "
            "(translated, not yet confirmed), `confirmed` (checked by someone who may), `stale` "
            "(another language changed since)."
        ),
    ]

    @model_validator(mode="after")
    def _a_state_for_each_text(self) -> Self:
        written = [language for language in Language if getattr(self, language) is not None]
        if not written:
            raise fail("text_empty", "a text needs at least one language")
        for language in written:
            if language not in self.states:
                raise fail("text_state", f"add the state of the text in `states.{language}`")
        for language in self.states:
            if language not in written:
                raise fail("text_state", f"`states.{language}` has no text: remove the state")
        self.states = {language: self.states[language] for language in written}
        return self


class TextItem(Model):
    id: Annotated[ItemId, describe("UUID, unique in the catalogue; it never changes.")]
    text: Annotated[Text, describe("The text, in up to three languages.")]


class Contribution(Model):
    value: Annotated[
        Amount, describe("The amount, in units of `currency`, at most 2 decimals; never converted.")
    ]
    currency: Annotated[Currency, describe("ISO 4217, as the source states it.")]


class Budget(Contribution):
    scope: Annotated[
        BudgetScope,
        describe(
            "What the amount covers: `morocco`; `several_countries` (one amount for several "
            "countries, Morocco's share unknown); `unknown`."
        ),
    ]
    note: Annotated[
        LongText | None, describe("What the amount is: a total, a grant, a part of another budget.")
    ]


class Participation(Model):
    id: Annotated[ItemId, describe("UUID, unique in the catalogue; it never changes.")]
    organisation: Annotated[Slug, describe("Slug of an organisation of `organisations.json`.")]
    role: Annotated[
        Role,
        describe(
            "IATI OrganisationRole by name (`funding` 1, `accountable` 2, `extending` 3: passes on "
            "the money of another, `implementing` 4); `partner` is ours, for any other part."
        ),
    ]
    partner_kind: Annotated[
        Code | None, describe("Codelist `partner_kind`: given for each `partner`, and only then.")
    ]
    contribution: Annotated[
        Contribution | None,
        describe("What the organisation paid, where a source states it; null if not known."),
    ]

    @model_validator(mode="after")
    def _partner_kind_goes_with_partner(self) -> Self:
        if self.role is Role.PARTNER and self.partner_kind is None:
            raise fail("partner_kind", "the role `partner` needs a `partner_kind`")
        if self.role is not Role.PARTNER and self.partner_kind is not None:
            raise fail("partner_kind", "only the role `partner` has a `partner_kind`: write null")
        return self


_LEVEL_NEEDS: dict[LocationLevel, tuple[str, ...]] = {
    LocationLevel.COMMUNE: ("region", "province", "point", "exactness"),
    LocationLevel.PROVINCE: ("region", "province"),
    LocationLevel.REGION: ("region",),
    LocationLevel.NATIONAL: (),
    LocationLevel.ABROAD: (),
}
_LEVEL_ALLOWS = {**_LEVEL_NEEDS}
_LEVEL_ALLOWS[LocationLevel.COMMUNE] += ("point_source",)


class Location(Model):
    """A place where the project takes place (IATI location)."""

    id: Annotated[ItemId, describe("UUID, unique in the catalogue; it never changes.")]
    level: Annotated[
        LocationLevel,
        describe(
            "How precisely the place is known. `commune` has region, province, point and "
            "exactness; `province` has region and province; `region` has region; `national` and "
            "`abroad` have none of them. The others are null."
        ),
    ]
    region: Annotated[RegionCode | None, describe("ISO 3166-2 code of the region, `MA-01`…")]
    province: Annotated[
        ProvinceCode | None,
        describe("Code of the province or prefecture, `MA-BER`…; it lies in `region`."),
    ]
    country: Annotated[Country, describe("ISO 3166-1 alpha-2: `MA`, another one if `abroad`.")]
    name: Annotated[ShortText, describe("Name of the place, in its usual French form.")]
    point: Annotated[
        Point | None,
        describe("[longitude, latitude] in degrees, WGS 84 (EPSG:4326); it lies in `region`."),
    ]
    exactness: Annotated[
        Exactness | None,
        describe("IATI GeographicExactness: `1` the very place, `2` the commune it is in."),
    ]
    point_source: Annotated[
        ShortText | None, describe("Who is to be credited for the point, such as `GeoNames`.")
    ]

    @model_validator(mode="after")
    def _fields_fit_the_level(self) -> Self:
        for name in ("region", "province", "point", "exactness", "point_source"):
            given = getattr(self, name) is not None
            if name in _LEVEL_NEEDS[self.level] and not given:
                raise fail("level", f"a location of level `{self.level}` needs `{name}`")
            if name not in _LEVEL_ALLOWS[self.level] and given:
                raise fail("level", f"a location of level `{self.level}` has no `{name}`: null")
        if (self.level is LocationLevel.ABROAD) == (self.country == MOROCCO):
            raise fail("level", "`country` is `MA`, unless the level is `abroad`")
        return self


class Source(Model):
    id: Annotated[ItemId, describe("UUID, unique in the catalogue; it never changes.")]
    url: Annotated[Url | None, describe("Address of the page; null if only a title is known.")]
    title: Annotated[ShortText | None, describe("Title; null if only the address is known.")]
    supports: Annotated[
        list[FieldPath],
        describe(
            "Paths of the fields that the source bears out: `start_date`, `locations`, `title.fr`, "
            "`participations[funding]` (all of this role), `locations[<id>]` (one of them)…"
        ),
    ]
    evidence: Annotated[
        LongText | None, describe("A short quotation, in the language of the source.")
    ]
    accessed_at: Annotated[Day | None, describe("When it was read, YYYY-MM-DD; null: not noted.")]
    archive_url: Annotated[Url | None, describe("Address of an archived copy.")]

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.title is None:
            raise fail("source", "a source needs a `url`, or a `title` where there is none")
        refuse_repeats("a path in `supports`", self.supports)
        return self


class DocumentLink(Model):
    id: Annotated[ItemId, describe("UUID, unique in the catalogue; it never changes.")]
    title: Annotated[ShortText, describe("Title of the document.")]
    url: Annotated[Url, describe("Address of the document.")]
