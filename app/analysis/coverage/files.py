"""The matrix as files: one row a cell (CSV), and as a workbook of the matrix beside its cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from app.analysis.addresses import filter_pairs
from app.analysis.coverage.rules import State
from app.analysis.coverage.schemas import Coverage
from app.analysis.coverage.service import Reading
from app.analysis.coverage.wording import state_words
from app.codelists import Language
from app.i18n.catalogue import N_, direction, messages
from app.kit.csv_cells import BYTE_ORDER_MARK, neutralise

if TYPE_CHECKING:
    from app.kit.workbook import Book, Cell

HEAD = (
    "region", "region_name", "code", "label", "state", "state_label", "projects",
    "national_projects", "population", "population_year", "projects_per_100k", "url",
)  # fmt: skip
_TITLE = N_("Couverture des régions")


@dataclass(frozen=True)
class CoverageFile:
    reading: Reading
    answer: Coverage
    language: Language
    made_on: date

    def text(self, message: str) -> str:
        return messages(self.language).gettext(message)

    def rows(self) -> "Iterator[tuple[Cell, ...]]":
        """As `HEAD` names them."""
        labels = {column.code: column.label for column in self.answer.columnList}
        year = self.answer.populationYear
        for row in self.answer.rows:
            for cell in row.cells:
                yield (
                    row.region, row.name, cell.code, labels[cell.code], str(cell.state),
                    state_words(cell.state, self.language), cell.projects, cell.national,
                    row.population, year, cell.per_100k, cell.url,
                )  # fmt: skip


def write_csv(file: CoverageFile) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([neutralise(value) for value in row] for row in file.rows())
    yield (BYTE_ORDER_MARK + buffer.getvalue()).encode()


def write_xlsx(file: CoverageFile) -> Iterator[bytes]:
    # XlsxWriter weighs on a server from its first workbook on only.
    workbook = import_module("app.kit.workbook")

    def fill(book: "Book") -> None:
        _fill_matrix(book, file, workbook.Column)
        cells = book.sheet(file.text(N_("Cases")), [workbook.Column(name, 18) for name in HEAD])
        for row in file.rows():
            cells.append(row)
        about = book.sheet(file.text(N_("À propos")), [workbook.Column("", 28)] * 2)
        for line in _about(file):
            about.append(line)

    written: Iterator[bytes] = workbook.write_workbook(
        fill,
        title=file.text(_TITLE),
        made_on=file.made_on,
        right_to_left=direction(file.language) == "rtl",
    )
    return written


def _fill_matrix(book: "Book", file: CoverageFile, column: type) -> None:
    """Numbers where projects are located; elsewhere words, so that no empty cell looks like one
    that was not filled."""
    answer = file.answer
    heads = [
        column(file.text(N_("Région")), 26),
        column(f"{file.text(N_('Population'))} {answer.populationYear}", 14, amount=True),
        column(file.text(N_("Projets")), 10),
        *(column(each.label, 16) for each in answer.columnList),
    ]
    sheet = book.sheet(file.text(N_("Couverture")), heads)
    for row in answer.rows:
        shown = [
            cell.projects if cell.projects else _empty(file, cell.state, cell.national)
            for cell in row.cells
        ]
        sheet.append([row.name, row.population, row.projects, *shown])
    national = [each.national for each in answer.columnList]
    sheet.append([file.text(N_("Projets nationaux")), None, answer.numberNational, *national])


def _empty(file: CoverageFile, state: State, national: int) -> str:
    if state == State.NOTHING_FOUND:
        return file.text(N_("rien trouvé"))
    text = messages(file.language).ngettext(
        "aucun ici ; %(n)s national", "aucun ici ; %(n)s nationaux", national
    )
    return text % {"n": national}


def _about(file: CoverageFile) -> Iterator[tuple[str, "Cell"]]:
    answer = file.answer
    yield file.text(N_("Date du fichier")), file.made_on
    for name, value in filter_pairs(file.reading.query):
        yield file.text(N_("Filtre")), f"{name}={value}"
    yield file.text(N_("Projets de la sélection")), answer.numberMatched
    yield file.text(N_("Projets nationaux")), answer.numberNational
    yield file.text(N_("Projets à l’étranger")), answer.numberAbroad
    yield file.text(N_("Projets sans lieu connu")), answer.numberUnlocated
    if answer.numberUndated is not None:
        yield file.text(N_("Projets sans date, hors de la période")), answer.numberUndated
    yield file.text(N_("Règle de comptage")), answer.rule
