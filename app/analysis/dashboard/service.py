"""The answer of the dashboard: numbers with their labels and the queries that select them."""

from app.analysis.addresses import list_query
from app.analysis.dashboard import parts
from app.analysis.dashboard.comparison import differences
from app.analysis.dashboard.parts import Numbers
from app.analysis.dashboard.schemas import (
    DashboardAmount,
    DashboardBudget,
    DashboardDifference,
    DashboardSelection,
    DashboardValue,
)
from app.codelists import Language
from app.projects.reference import Reference
from app.projects.wording import value_label


def describe(numbers: Numbers, reference: Reference, language: Language) -> DashboardSelection:
    return DashboardSelection(
        numberMatched=numbers.matched,
        numberUndated=numbers.undated,
        query=list_query(numbers.filters, {}),
        undatedQuery=parts.undated_query(numbers.filters),
        organisations=numbers.organisations,
        regions=numbers.regions,
        budget=_budget(numbers),
        dimensions={
            name: dimension_values(numbers, name, reference, language) for name in parts.DIMENSIONS
        },
    )


def dimension_values(
    numbers: Numbers, dimension: str, reference: Reference, language: Language
) -> list[DashboardValue]:
    """The most frequent first, years in order; what is apart last."""
    counts = numbers.counts[dimension]
    labels = {value: value_label(dimension, value, reference, language) for value in counts}
    return [
        DashboardValue(
            value=value,
            label=labels[value],
            projects=counts[value],
            query=parts.value_query(numbers.filters, dimension, value),
        )
        for value in parts.ranked(dimension, counts, labels)
    ]


def _budget(numbers: Numbers) -> DashboardBudget:
    total = numbers.budget
    return DashboardBudget(
        known=total.known,
        included=total.included,
        query=parts.known_query(numbers.filters),
        amounts=[
            DashboardAmount(
                line=line,
                currency=amount.currency,
                value=float(amount.value),
                projects=amount.projects,
            )
            for line, amounts in total.lines.items()
            for amount in amounts
        ],
        currencies=[
            DashboardValue(
                value=currency,
                label=currency,
                projects=projects,
                query=parts.currency_query(numbers.filters, currency),
            )
            for currency, projects in sorted(
                numbers.currencies.items(), key=lambda item: (-item[1], item[0])
            )
        ],
    )


def compare(
    first: Numbers, other: Numbers, reference: Reference, language: Language
) -> list[DashboardDifference]:
    return [
        DashboardDifference(
            dimension=found.dimension,
            value=found.value,
            label=value_label(found.dimension, found.value, reference, language),
            first=found.first,
            other=found.other,
        )
        for found in differences(first, other)
    ]
