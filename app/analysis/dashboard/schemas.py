"""Shapes of the dashboard."""

from copy import copy
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError, create_model, model_validator

from app.kit.schemas import Link
from app.projects.filters import Filters, LanguageParameter
from app.projects.money import Line
from app.publication.public import OTHER


class DashboardValue(BaseModel):
    value: str = Field(description="A value of the filter of this name; `unknown`: not stated.")
    label: str
    projects: int
    query: str = Field(description="To add to `projects?`: selects exactly these projects.")


class DashboardAmount(BaseModel):
    line: Line = Field(description="What the amounts cover; nothing is added across two lines.")
    currency: str = Field(description="ISO 4217; nothing is added across two currencies.")
    value: float
    projects: int = Field(description="How many amounts are added.")


class DashboardBudget(BaseModel):
    """Of `numberMatched` projects, `known` state a budget; `included` of these are not added: a
    programme of the same selection holds them."""

    known: int
    included: int
    query: str = Field(description="Selects the projects that state a budget.")
    amounts: list[DashboardAmount]
    currencies: list[DashboardValue] = Field(description="Projects that state a budget in each.")


class DashboardSelection(BaseModel):
    """A project counts once in each of its values, so that the values of one dimension may add up
    to more than `numberMatched`. Where a filter chooses among the values of a dimension, only the
    chosen ones are given."""

    numberMatched: int  # noqa: N815 - beside the OGC names
    numberUndated: int = Field(  # noqa: N815 - beside the OGC names
        description="Projects with neither start nor end, which a period leaves out."
    )
    query: str
    undatedQuery: str  # noqa: N815 - beside the OGC names
    organisations: int = Field(description="That take part, in whichever role.")
    regions: int = Field(description="In which a project is located.")
    budget: DashboardBudget
    dimensions: dict[str, list[DashboardValue]]


class DashboardDifference(BaseModel):
    dimension: str
    value: str
    label: str
    first: int
    other: int


class DashboardAnswer(BaseModel):
    """`other` and `differences` are null without a second selection. The differences are those of
    the shares of the two selections, the widest first."""

    selection: DashboardSelection
    other: DashboardSelection | None
    differences: list[DashboardDifference] | None
    links: list[Link]


def _other_fields() -> dict[str, Any]:
    fields = {}
    for name, field in Filters.model_fields.items():
        other = copy(field)
        other.description = f"As `{name}`, of a second selection to compare with."
        fields[OTHER + name] = (field.annotation, other)
    return fields


class _Compared(Filters):
    """The second selection keeps the same rules as the first."""

    @model_validator(mode="after")
    def _other_is_a_selection(self) -> "_Compared":
        try:
            other_filters(self)
        except ValidationError as error:
            raise ValueError(_told(error)) from None
        return self


def _told(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    message = str(fault["msg"]).removeprefix("Value error, ")
    place = f"{fault['loc'][0]}: " if fault["loc"] else ""
    return f"{OTHER}{place}{message}"


if TYPE_CHECKING:

    class TwoSelections(_Compared):
        """Filters, and the same ones behind `other_`."""

    class DashboardQuery(TwoSelections, LanguageParameter):
        pass
else:
    TwoSelections = create_model("TwoSelections", __base__=_Compared, **_other_fields())
    DashboardQuery = create_model("DashboardQuery", __base__=(TwoSelections, LanguageParameter))


def first_filters(query: Filters) -> Filters:
    return Filters.model_validate(query.model_dump(include=set(Filters.model_fields)))


def other_filters(query: Filters) -> Filters | None:
    """None without a second selection."""
    values = {
        name.removeprefix(OTHER): value
        for name, value in query.model_dump(exclude_defaults=True).items()
        if name.startswith(OTHER)
    }
    return Filters.model_validate(values) if values else None
