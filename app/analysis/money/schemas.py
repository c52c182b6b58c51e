"""Shapes of the analysis of money: what may be asked, what is answered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, PlainSerializer, WithJsonSchema

from app.analysis.dimensions import Share
from app.codelists import Language, Role
from app.projects.fields import Currency
from app.projects.filters import Filters, LanguageParameter
from app.projects.money import Explained, LeftOut, Line


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


Value = Annotated[
    Decimal,
    PlainSerializer(_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]


class MoneyFilters(Filters):
    share: Share = Field(
        Share.ONCE,
        description="By region, a budget for several of them: `once` under `several`, or in "
        "`equal` parts to each.",
    )
    convert_to: Currency | None = Field(
        None,
        description="Adds amounts converted to this currency, beside the original ones, by the "
        "table of exchange rates that is loaded, if one is.",
    )


class MoneyQuery(MoneyFilters, LanguageParameter):
    pass


class Amount(BaseModel):
    """In one currency, as stated; `projects` are those whose amounts are added in it."""

    value: Value
    currency: str
    projects: int


class Converted(BaseModel):
    """Of the amounts that are added, `amounts` of the `stated` ones are in the currency, or were
    converted to it. `value` is null where none was: not known is not zero."""

    value: Value | None
    currency: str
    amounts: int
    stated: int


class MoneyLine(BaseModel):
    """Never to be added to another line. `converted` is null unless it is asked for."""

    line: Line
    amounts: list[Amount]
    converted: Converted | None


class Row(BaseModel):
    """`known` of the `matched` projects state an amount; `left_out` amounts are not added, for
    another that is added holds them. The addresses are those of the lists of exactly these
    projects, null where there is none."""

    value: str
    label: str
    matched: int
    known: int
    left_out: int
    lines: list[MoneyLine]
    url: str | None
    known_url: str | None


class CurrencyCount(BaseModel):
    """How many projects state a budget in a currency."""

    currency: str
    projects: int
    url: str


class ProjectRef(BaseModel):
    identifier: str
    title: str
    title_lang: Language
    url: str


class ComparedLine(BaseModel):
    """`budget` + `excess` = `contributions` + `rest`, over the projects whose contributions can be
    compared with their budget."""

    line: Line
    currency: str
    projects: int
    budget: Value
    contributions: Value
    rest: Value = Field(description="Of the budgets, what no stated contribution explains.")
    excess: Value = Field(description="What contributions are above their budgets.")


class ComparedProject(BaseModel):
    project: ProjectRef
    state: Explained
    line: Line
    currency: str
    budget: Value
    contributions: Value = Field(description="Of its funders, in the currency of the budget.")
    rest: Value | None = Field(description="Below 0: a contradiction; null: not comparable.")
    included: bool = Field(description="The budget of a programme above holds this one.")


class Comparison(BaseModel):
    """Contributions against budgets. `states` counts the projects that state a budget; `listed`
    are contradictions, then what cannot be compared, then rests, the largest first."""

    states: dict[Explained, int]
    lines: list[ComparedLine]
    listed: list[ComparedProject]


class LeftOutContribution(BaseModel):
    project: ProjectRef
    organisation: str
    name: str
    role: Role
    value: Value
    currency: str
    reason: LeftOut


class NotAdded(BaseModel):
    """Contributions that are not added, for they are counted at another funder or programme."""

    count: int
    listed: list[LeftOutContribution]


class UsedRate(BaseModel):
    """What one unit of `currency` was worth in the reference currency of the table."""

    currency: str
    first: date
    last: date
    rate: Value
    source_title: str | None
    source_url: str | None


class NotConverted(BaseModel):
    project: ProjectRef
    value: Value
    currency: str
    reason: Literal["no_start", "no_rate"]


class Conversion(BaseModel):
    """Of the budgets that are added. `numberRates` of the table bear on them."""

    currency: str
    reference: str
    file: str
    loaded_at: datetime
    already: int = Field(description="Stated in this currency.")
    converted: int
    no_start: int = Field(description="The start of the project is not known.")
    no_rate: int = Field(description="The table has no rate for that currency at that time.")
    not_converted: list[NotConverted]
    numberRates: int  # noqa: N815 - as in the other lists
    rates: list[UsedRate]


class Money(BaseModel):
    """Lists are cut after 100 of each kind; the CSV holds all of them."""

    numberMatched: int  # noqa: N815 - OGC name
    numberUndated: int | None  # noqa: N815 - beside the OGC names
    share: Share
    currencies: list[str] = Field(description="What `convert_to` takes today.")
    budgets: Row
    stated_in: list[CurrencyCount]
    regions: list[Row]
    themes: list[Row]
    contributions: Row
    funders: list[Row]
    not_added: NotAdded
    comparison: Comparison
    conversion: Conversion | None
    rules: dict[str, str] = Field(description="How each table is counted, in words.")
