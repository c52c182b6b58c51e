"""A cross table as the API gives it."""

from app.analysis.cross_table import schemas
from app.analysis.cross_table.table import Axis, CrossTable, Key, Numbers
from app.analysis.dimensions import Measure
from app.codelists import BudgetScope

_NAMES = ("row", "column", "layer")


def answer_of(table: CrossTable) -> schemas.CrossTable:
    keys = table.ordered_keys()
    rows, columns, *layers = (_axis(axis) for axis in table.axes)
    answer = schemas.CrossTable(
        rows=rows,
        columns=columns,
        measure=table.measure,
        share=table.share,
        numberMatched=table.total.projects,
        cells=[_cell(table, key) for key in keys if None not in key],
        totals=[_cell(table, key) for key in keys if None in key],
        rules=list(table.rules),
    )
    if layers:
        answer.layers = layers[0]
    if table.undated is not None:
        answer.numberUndated = table.undated
    return answer


def _axis(axis: Axis) -> schemas.Axis:
    return schemas.Axis(
        dimension=axis.dimension,
        label=axis.label,
        overlapping=axis.overlapping,
        values=[
            schemas.Value(value=each.value, label=each.label, projects=each.projects)
            for each in axis.values
        ],
    )


def _cell(table: CrossTable, key: Key) -> schemas.Cell:
    numbers: Numbers = table.cells[key]
    named = dict(zip(_NAMES, key, strict=False))
    cell = schemas.Cell.model_validate({**named, "projects": numbers.projects})
    if table.measure is not Measure.PROJECTS:
        cell.budgets_known = numbers.known
        cell.share_known = numbers.share_known
    if table.measure is Measure.BUDGET:
        cell.budgets = [
            schemas.BudgetSum(
                scope=BudgetScope(each.scope),
                currency=each.currency,
                value=float(each.value),
                projects=each.projects,
            )
            for each in numbers.amounts
        ]
    return cell
