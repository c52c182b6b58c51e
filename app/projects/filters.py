"""The filters of the catalogue, the same for every list, file, map and page address."""

import math
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from app.codelists import Language, LocationLevel, Role
from app.projects.apart import Apart
from app.projects.fields import Currency

MAX_LIMIT = 1000
MAX_OFFSET = 10_000_000
MAX_VALUES = 100
BBOX = r"minimum longitude, minimum latitude, maximum longitude, maximum latitude"

Status = Literal["1", "2", "3", "4", "5", "6", "unknown"]
SortKey = Literal[
    "title", "-title", "start", "-start", "end", "-end",
    "budget", "-budget", "confirmed", "-confirmed", "relevance", "-relevance",
]  # fmt: skip
Code = Annotated[str, Field(max_length=100)]
Codes = Annotated[list[Code], Field(max_length=MAX_VALUES)]
Year = Annotated[int, Field(ge=1900, le=2100)]
_YEAR_OR_UNKNOWN = "^(19[0-9]{2}|20[0-9]{2}|2100|unknown)$"


def _year_or_unknown(value: str) -> str:
    if re.fullmatch(_YEAR_OR_UNKNOWN, value) is None:
        raise ValueError("write a year from 1900 to 2100, or unknown")
    return value


YearOrUnknown = Annotated[
    str,
    AfterValidator(_year_or_unknown),
    WithJsonSchema({"type": "string", "pattern": _YEAR_OR_UNKNOWN}),
]
YearsOrUnknown = Annotated[list[YearOrUnknown], Field(max_length=MAX_VALUES)]
Box = tuple[float, float, float, float]


class Filters(BaseModel):
    """Values of one filter are alternatives; different filters are all required."""

    model_config = ConfigDict(extra="forbid")

    region: Codes = Field(
        [],
        description="Region, ISO 3166-2: `MA-01` to `MA-12`; `several`: in several of them; "
        "`national`, `abroad`; `unknown`: not stated.",
    )
    province: Codes = Field(
        [],
        description="Province or prefecture, such as `MA-TAR`, or a word as for `region`.",
    )
    level: list[LocationLevel] = Field(
        [], description="How precisely a location is known.", max_length=MAX_VALUES
    )
    funder: Codes = Field(
        [], description="Slug of an organisation that funds the project, or `unknown`."
    )
    implementer: Codes = Field(
        [], description="Slug of an organisation that implements the project, or `unknown`."
    )
    organisation: Codes = Field([], description="Slug of an organisation that takes part.")
    role: list[Role] = Field(
        [], description="In which role `organisation` takes part.", max_length=MAX_VALUES
    )
    with_organisation: Codes = Field(
        [], description="Slug of an organisation that takes part too, beside `organisation`."
    )
    theme: Codes = Field([], description="Codelist `theme`, or `unknown`.")
    target_group: Codes = Field([], description="Codelist `target_group`, or `unknown`.")
    migration_dimension: Codes = Field(
        [], description="Codelist `migration_dimension`, or `unknown`."
    )
    status: list[Status] = Field(
        [], description="IATI activity status, or `unknown`.", max_length=MAX_VALUES
    )
    residence_country: Codes = Field(
        [],
        description="Where the Moroccans abroad concerned live, ISO 3166-1 alpha-2, or `unknown`.",
    )
    good_practice: bool | None = Field(
        None, description="True: a source calls it a good practice; false: none does."
    )
    year_from: Year | None = Field(None, description="Active in this year or later.")
    year_to: Year | None = Field(None, description="Active in this year or earlier.")
    year_active: YearsOrUnknown = Field(
        [], description="Active in one of these years; `unknown`: neither start nor end is known."
    )
    year_started: YearsOrUnknown = Field(
        [], description="Started in one of these years; `unknown`: the start is not known."
    )
    budget_known: bool | None = Field(None, description="Whether a budget is known.")
    budget_min: float | None = Field(
        None, ge=0, le=1e16, allow_inf_nan=False, description="In `currency`, which it needs."
    )
    budget_max: float | None = Field(
        None, ge=0, le=1e16, allow_inf_nan=False, description="In `currency`, which it needs."
    )
    currency: Currency | None = Field(None, description="Budget stated in this currency, ISO 4217.")
    bbox: str | None = Field(
        None,
        max_length=200,
        description=f"{BBOX}, in degrees (WGS 84); meets the points, provinces or regions.",
        examples=["-10.2,29.5,-8.1,31.2"],
    )
    q: str | None = Field(
        None,
        max_length=200,
        description="Words, in French, Arabic or English; accents and small typos do not matter.",
    )

    @field_validator("bbox")
    @classmethod
    def _bbox_is_a_box(cls, value: str | None) -> str | None:
        if value is not None:
            parse_bbox(value)
        return value

    @field_validator("q")
    @classmethod
    def _no_null_character(cls, value: str | None) -> str | None:
        if value is not None and "\x00" in value:
            raise ValueError("the null character cannot be searched for")
        return value

    @model_validator(mode="after")
    def _intervals_are_in_order(self) -> "Filters":
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise ValueError("year_from: must not be after year_to")
        if self.budget_min is not None or self.budget_max is not None:
            if self.currency is None:
                raise ValueError("currency: is needed with budget_min and budget_max, as in `EUR`")
            low, high = self.budget_min, self.budget_max
            if low is not None and high is not None and low > high:
                raise ValueError("budget_min: must not be above budget_max")
        return self

    @property
    def box(self) -> Box | None:
        return parse_bbox(self.bbox) if self.bbox else None

    @property
    def has_period(self) -> bool:
        years = bool(self.year_active) and Apart.UNKNOWN not in self.year_active
        return years or self.year_from is not None or self.year_to is not None


class LanguageParameter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lang: Language = Field(Language.FR, description="Language of names and texts.")


class Sorting(BaseModel):
    sort: SortKey | None = Field(
        None, description="Order; `-` for descending. Default: `relevance` with `q`, else `title`."
    )

    @model_validator(mode="after")
    def _relevance_needs_words(self) -> "Sorting":
        if self.sort in ("relevance", "-relevance") and not getattr(self, "q", None):
            raise ValueError("sort: relevance needs q")
        return self


class ListQuery(Filters, Sorting, LanguageParameter):
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="How many items at most.")
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description="How many items to pass over.")
    facets: bool = Field(False, description="Add counts by value for each filter.")


class FileQuery(Filters, Sorting, LanguageParameter):
    limit: int | None = Field(
        None, ge=1, le=MAX_LIMIT, description="How many projects at most; all of them if absent."
    )
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description="How many projects to pass over.")


class GeoJsonQuery(FileQuery):
    geometry: Literal["auto", "points", "regions", "locations"] = Field(
        "auto",
        description="`auto`: the points, else the provinces, else the regions; `points`: points "
        "or null; `regions`: the regions it touches; `locations`: one feature per location.",
    )


class FacetsQuery(Filters, LanguageParameter):
    pass


class RegionsQuery(Filters, LanguageParameter):
    admin_level: int = Field(
        1, ge=1, le=2, description="1: the 12 regions; 2: the 75 provinces and prefectures."
    )


def parse_bbox(value: str) -> Box:
    """Four finite numbers in range and in order. Raises ValueError saying which rule is broken."""
    parts = value.split(",")
    if len(parts) != 4:
        raise ValueError(f"needs 4 numbers: {BBOX}")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        raise ValueError(f"needs 4 numbers: {BBOX}") from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValueError("the numbers must be finite")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise ValueError("longitudes (1st and 3rd number) lie between -180 and 180")
    if not (-90 <= south <= 90 and -90 <= north <= 90):
        raise ValueError("latitudes (2nd and 4th number) lie between -90 and 90")
    if west > east or south > north:
        raise ValueError(f"minimum above maximum; the order is {BBOX}")
    return west, south, east, north
