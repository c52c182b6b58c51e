"""Shapes of cross tables."""

from pydantic import BaseModel, Field

from app.analysis.dimensions import Dimension, Measure, Share
from app.codelists import BudgetScope
from app.projects.filters import Filters, LanguageParameter


class CrossTableOptions(Filters):
    rows: Dimension = Field(description="Dimension of the rows.")
    columns: Dimension = Field(description="Dimension of the columns.")
    layers: Dimension | None = Field(None, description="A third dimension: one table for each.")
    measure: Measure = Field(
        Measure.PROJECTS,
        description="`projects`: how many; `budget`: known budgets, by currency; `budget_known`: "
        "of how many the budget is known.",
    )
    share: Share = Field(
        Share.ONCE,
        description="Where the budget of a project in several regions (provinces) goes: `once` "
        "under `several`, or in `equal` parts to each.",
    )


class CrossTableQuery(CrossTableOptions, LanguageParameter):
    pass


class BudgetSum(BaseModel):
    scope: BudgetScope = Field(description="Only `morocco` is a total; the others stand apart.")
    currency: str = Field(description="ISO 4217; never added to another.")
    value: float = Field(description="In units of the currency.")
    projects: int = Field(description="How many budgets, or parts of budgets, are added.")


class Cell(BaseModel):
    """`row`, `column` or `layer` is null in the totals over it, which count each project once."""

    row: str | None
    column: str | None
    layer: str | None = None
    projects: int
    budgets_known: int | None = Field(None, description="Of how many projects a budget is known.")
    share_known: float | None = Field(None, description="`budgets_known` / `projects`, 0 to 1.")
    budgets: list[BudgetSum] | None = None


class Value(BaseModel):
    value: str = Field(description="Value of the filter that has the name of the dimension.")
    label: str
    projects: int


class Axis(BaseModel):
    dimension: Dimension
    label: str
    overlapping: bool = Field(description="Whether a project counts under several values.")
    values: list[Value] = Field(description="Those under which a project counts, in order.")


class CrossTable(BaseModel):
    rows: Axis
    columns: Axis
    layers: Axis | None = None
    measure: Measure
    share: Share
    numberMatched: int  # noqa: N815 - OGC name
    numberUndated: int | None = Field(  # noqa: N815 - beside the OGC names
        None, description="With a period or years: how many projects have no date at all."
    )
    cells: list[Cell] = Field(description="Without those in which nothing counts.")
    totals: list[Cell]
    rules: list[str] = Field(description="How it was counted, in sentences.")
