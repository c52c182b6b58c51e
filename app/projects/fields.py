"""The validated scalars of a project document. Every message says how to mend the value."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

from babel import Locale
from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.projects.dates import PARTIAL_DATE, bounds

_ENGLISH = Locale("en")
# Babel adds exceptional and private-use codes to ISO 3166-1. EH is left out too: the regions
# MA-10 to MA-12 cover it.
_NOT_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EH", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
COUNTRIES = frozenset(
    code for code in map(str, _ENGLISH.territories) if re.fullmatch("[A-Z]{2}", code)
).difference(_NOT_COUNTRIES)
LANGUAGES = frozenset(
    code for code in map(str, _ENGLISH.languages) if re.fullmatch("[a-z]{2}", code)
)
# Former currencies stay allowed (older projects), codes for tests, metals and funds do not.
CURRENCIES = frozenset(code for code in list_currencies() if not code.startswith("X")) | frozenset(
    ("XAF", "XCD", "XOF", "XPF", "XEU")
)

UUID_PATTERN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PLAIN_PATHS = (
    "title",
    "acronym",
    "title_original",
    "original_language",
    "description",
    "objectives",
    "results",
    "activity_status",
    "start_date",
    "end_date",
    "themes",
    "target_groups",
    "migration_dimensions",
    "residence_countries",
    "budget",
    "participations",
    "locations",
    "documents",
    "good_practice",
    "part_of",
)
FIELD_PATH = (
    rf"^(?:{'|'.join(PLAIN_PATHS)}"
    rf"|(?:title|description)\.(?:fr|ar|en)"
    rf"|(?:themes|target_groups|migration_dimensions)\[[a-z][a-z0-9_]*\]"
    rf"|residence_countries\[[A-Z]{{2}}\]"
    rf"|participations\[(?:funding|accountable|extending|implementing|partner)\]"
    rf"|(?:participations|locations|objectives|results|documents)\[{UUID_PATTERN}\])$"
)


def fail(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message})


def _one_of(kind: str, what: str, codes: frozenset[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in codes:
            raise fail(kind, f"not {what}")
        return value

    return check


def _partial_date(value: str) -> str:
    try:
        bounds(value)
    except ValueError as error:
        raise fail("partial_date", str(error)) from None
    return value


def _day(value: object) -> object:
    """Pydantic alone would also take a number (as seconds) or a date with a time."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise fail("day", "write the day as YYYY-MM-DD")
    if not isinstance(value, str | date):
        raise fail("day", "write the day as a text YYYY-MM-DD")
    return value


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise fail("amount", "write the amount as a plain number, such as 1250000 or 1250000.5")
    try:
        amount = Decimal(str(value))
        cents = amount.quantize(Decimal("0.01")) if amount.is_finite() else None
    except InvalidOperation:
        cents = None
    if cents is None or cents != amount or amount <= 0 or amount >= Decimal(10) ** 16:
        raise fail("amount", "an amount is above 0, with at most 18 digits, 2 of them decimals")
    if amount != amount.to_integral_value() and Decimal(str(float(amount))) != amount:
        raise fail("amount", "too many digits for a JSON number: leave out the decimals")
    return amount


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _field_path(value: str) -> str:
    if not re.fullmatch(FIELD_PATH, value):
        raise fail(
            "field_path",
            "not the path of a field: write one such as start_date, budget, locations, "
            "participations[funding], title.fr, themes[health] or locations[<id>]",
        )
    return value


def _uuid_text(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(UUID_PATTERN, value):
        raise fail("uuid", "write the id as a UUID in lower case with hyphens")
    return value


NO_OUTER_SPACE = r"^\S(?:[\s\S]*\S)?$"
SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
IDENTIFIER = r"^MA-MD-[0-9]{4,}$"
CODE = r"^[a-z][a-z0-9_]*$"
URL = r"^https?://[^\s/]+\S*$"
REGION = r"^MA-(?:0[1-9]|1[0-2])$"
PROVINCE = r"^MA-[A-Z]{3}$"

ShortText = Annotated[str, Field(min_length=1, max_length=500, pattern=NO_OUTER_SPACE)]
LongText = Annotated[str, Field(min_length=1, max_length=20_000, pattern=NO_OUTER_SPACE)]
Slug = Annotated[str, Field(max_length=100, pattern=SLUG)]
Identifier = Annotated[str, Field(max_length=20, pattern=IDENTIFIER)]
Code = Annotated[str, Field(max_length=60, pattern=CODE)]
Url = Annotated[str, Field(max_length=2000, pattern=URL)]
RegionCode = Annotated[str, Field(pattern=REGION)]
ProvinceCode = Annotated[str, Field(pattern=PROVINCE)]
Country = Annotated[
    str,
    Field(json_schema_extra={"pattern": "^[A-Z]{2}$"}),
    AfterValidator(
        _one_of("country", "an ISO 3166-1 code of two capital letters, such as FR", COUNTRIES)
    ),
]
LanguageCode = Annotated[
    str,
    Field(json_schema_extra={"pattern": "^[a-z]{2}$"}),
    AfterValidator(
        _one_of("language", "an ISO 639-1 code of two small letters, such as es", LANGUAGES)
    ),
]
Currency = Annotated[
    str,
    Field(json_schema_extra={"pattern": "^[A-Z]{3}$"}),
    AfterValidator(
        _one_of("currency", "an ISO 4217 code of three capital letters, such as EUR", CURRENCIES)
    ),
]
PartialDate = Annotated[
    str,
    Field(json_schema_extra={"pattern": f"^{PARTIAL_DATE.pattern}$"}),
    AfterValidator(_partial_date),
]
Day = Annotated[date, BeforeValidator(_day)]
ItemId = Annotated[UUID, BeforeValidator(_uuid_text)]
FieldPath = Annotated[
    str, Field(json_schema_extra={"pattern": FIELD_PATH}), AfterValidator(_field_path)
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    PlainSerializer(_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 10**16}),
]
Longitude = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
Point = tuple[Longitude, Latitude]
