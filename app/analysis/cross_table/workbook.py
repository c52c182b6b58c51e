"""A cross table as a workbook: as it is read, as rows to work with, and how it was counted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.analysis.cross_table import files
from app.analysis.cross_table.table import CrossTable, Key, Numbers
from app.analysis.dimensions import Measure
from app.codelists import BudgetScope, ClosedList, Language
from app.i18n.catalogue import N_, direction, messages
from app.kit.workbook import Book, Cell, Column, write_workbook
from app.projects.reference import Reference

TABLE, ROWS, ABOUT = N_("Tableau"), N_("Données"), N_("À propos")
TOTAL = N_("Total")
_MEASURES = {
    Measure.PROJECTS: N_("Nombre de projets"),
    Measure.BUDGET: N_("Budgets connus"),
    Measure.BUDGET_KNOWN: N_("Part des budgets connus"),
}
Line = tuple[str, str] | None  # scope and currency


def write_xlsx(
    table: CrossTable, reference: Reference, language: Language, address: str
) -> Iterator[bytes]:
    """`address` is where the same table is read."""
    gettext = messages(language).gettext
    title = " × ".join(axis.label for axis in table.axes)

    def fill(book: Book) -> None:
        _fill_table(book, table, reference, language)
        _fill_rows(book, table, language)
        sheet = book.sheet(gettext(ABOUT), [Column("Kharita", 28), Column(title, 110)])
        sheet.append([gettext("Mesure"), gettext(_MEASURES[table.measure])])
        sheet.append([gettext("Date du fichier"), table.made_on])
        sheet.append([gettext("Projets"), table.total.projects])
        if table.undated is not None:
            sheet.append([gettext("Projets sans date connue"), table.undated])
        for name, value in table.filters:
            sheet.append([f"{gettext('Filtre')} · {name}", value])
        for rule in table.rules:
            sheet.append([gettext("Règle"), rule])
        sheet.append([gettext("Adresse"), address])

    yield from write_workbook(
        fill, title=title, made_on=table.made_on, right_to_left=direction(language) == "rtl"
    )


def _fill_table(book: Book, table: CrossTable, reference: Reference, language: Language) -> None:
    gettext = messages(language).gettext
    rows, columns, *layers = table.axes
    heads = [Column(axis.label, 34) for axis in (*layers, rows)]
    if table.measure is Measure.BUDGET:
        heads += [Column(gettext("Portée du budget"), 18), Column(gettext("Monnaie"), 9)]
    heads += [Column(value.label, 18, amount=True) for value in columns.values]
    sheet = book.sheet(gettext(TABLE), [*heads, Column(gettext(TOTAL), 18, amount=True)])
    for named, key in _row_keys(table, gettext(TOTAL)):
        for line in _lines(table, key):
            budget: list[Cell] = []
            if table.measure is Measure.BUDGET:
                scope = line and reference.label(ClosedList.BUDGET_SCOPE, line[0], language)
                budget = [scope, line[1] if line else None]
            values = [_number(table, numbers, line) for numbers in _across(table, key)]
            sheet.append([*named, *budget, *values])


def _row_keys(table: CrossTable, total: str) -> Iterator[tuple[list[str], Key]]:
    """Labels and key of each row, without its column: layer by layer, all layers together last. A
    layer leaves out the rows in which it has no project: those of all layers would be too many."""
    rows, _, *layers = table.axes
    row_values = [*((each.value, each.label) for each in rows.values), (None, total)]
    if not layers:
        yield from (([label], (value,)) for value, label in row_values)
        return
    for layer, layer_label in [
        *((each.value, each.label) for each in layers[0].values),
        (None, total),
    ]:
        for value, label in row_values:
            if layer is None or table.at(value, None, layer).projects:
                yield [layer_label, label], (value, layer)


def _across(table: CrossTable, key: Key) -> Sequence[Numbers]:
    row, *layer = key
    columns = [each.value for each in table.axes[1].values]
    return [table.at(row, column, *layer) for column in (*columns, None)]


def _lines(table: CrossTable, key: Key) -> Sequence[Line]:
    """Of a row of budgets: its scopes and currencies, each a row of the sheet."""
    if table.measure is not Measure.BUDGET:
        return [None]
    found = {
        (each.scope, each.currency) for numbers in _across(table, key) for each in numbers.amounts
    }
    scopes = [str(scope) for scope in BudgetScope]
    return sorted(found, key=lambda line: (scopes.index(line[0]), line[1]))


def _number(table: CrossTable, numbers: Numbers, line: Line) -> Cell:
    if table.measure is Measure.PROJECTS:
        return numbers.projects
    if table.measure is Measure.BUDGET_KNOWN:
        return numbers.share_known
    found = [each.value for each in numbers.amounts if (each.scope, each.currency) == line]
    value: Decimal | None = found[0] if found else None
    return value


def _fill_rows(book: Book, table: CrossTable, language: Language) -> None:
    widths = {"value": 16, "measure": 14, "total": 8, "scope": 18, "currency": 9}
    heads = [
        Column(name, widths.get(name, 30 if name.endswith("_label") else 14), name == "value")
        for name in files.columns(table)
    ]
    gettext = messages(language).gettext
    sheet = book.sheet(gettext(ROWS), heads)
    for row in files.cells(table, gettext(TOTAL)):
        sheet.append(row)
