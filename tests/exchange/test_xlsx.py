"""The workbook as openpyxl and LibreOffice read it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.exchange import sheets
from app.exchange.xlsx import SHEETS
from app.models import Organisation
from tests.fixtures.factories import (
    located,
    make_organisation,
    make_project,
    make_text,
    takes_part,
)
from tests.fixtures.oracle import catalogue
from tests.fixtures.workbooks import (
    Record,
    every_cell,
    parts,
    read_workbook,
    records,
    through_libreoffice,
)

HOSTILE = [
    "=1+1", "+33 6", "-5", "@SUM(A1)", "＝1", '=HYPERLINK("http://evil")', "http://example.org/a",
    "<r><t>évil</t></r>", "<b>&amp;</b>", "_x0041_ x", "2014", "TRUE", "'quoté", "دراسة =1", "😀",
]  # fmt: skip
QUOTED = ("=", "+", "-", "@", "＝")


def organisations() -> Sequence[Organisation]:
    return [make_organisation("agence", names={"fr": "@Agence", "ar": "الوكالة", "en": None})]


PROJECTS = [
    *(make_project(1 + n, title=make_text(text)) for n, text in enumerate(HOSTILE)),
    make_project(
        90,
        start_date="2015-02-03",
        end_date="2016-05",
        budget={"value": 1234567.5, "currency": "EUR", "scope": "morocco", "note": "=note"},
        participations=[
            takes_part("agence", contribution={"value": 1000, "currency": "MAD"}),
            takes_part("agence", "partner"),
        ],
        locations=[located("region", "MA-02"), located("commune", "MA-01", "MA-AAA", (-8.9, 29.1))],
        good_practice=True,
    ),
    make_project(91, start_date="2015", good_practice=False),
]


@pytest.fixture(scope="module")
def whole(client: httpx2.Client) -> Any:
    return read_workbook(fetch(client))


def fetch(client: httpx2.Client, query: str = "") -> bytes:
    answer = client.get(f"/api/v1/projects.xlsx?{query}").raise_for_status()
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "kharita-projects.xlsx" in answer.headers["content-disposition"]
    return answer.content


def projects(book: Any, language: str = "fr") -> list[Record]:
    return records(book.worksheets[0], sheets.PROJECTS, language)


def about(book: Any) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = defaultdict(list)
    for name, value in book.worksheets[-1].iter_rows(min_row=2, values_only=True):
        said[name].append(value)
    return said


@pytest.mark.parametrize(
    ("language", "query"), [("ar", "region=MA-02"), ("en", "theme=health&sort=-budget")]
)
def test_the_sheet_says_what_the_list_says(
    client: httpx2.Client, language: str, query: str
) -> None:
    query = f"{query}&lang={language}"
    check(client, read_workbook(fetch(client, query)), query, language)


def test_the_whole_catalogue_is_in_it(client: httpx2.Client, whole: Any) -> None:
    check(client, whole, "", "fr")


def check(client: httpx2.Client, book: Any, query: str, language: str) -> None:
    answer = client.get(f"/api/v1/projects?limit=1000&{query}").json()
    rows = projects(book, language)
    assert len(rows) == answer["numberMatched"]
    for item, row in zip(answer["items"], rows, strict=True):
        for name in ("identifier", "title", "acronym", "activity_status", "good_practice", "url"):
            assert row[name] == item[name], name
        for name in ("regions", "provinces", "levels", "themes", "target_groups"):
            assert row[name] == ("; ".join(item[name]) or None)
        budget = item["budget"] or {"value": None, "currency": None}
        assert (row["budget_value"], row["budget_currency"]) == (
            budget["value"],
            budget["currency"],
        )
        for name in ("start_date", "end_date"):
            assert as_text(row[name]) == item[name]
    shown = records(book.worksheets[1], sheets.PARTICIPATIONS, language)
    assert sums(shown, "contribution_value", "contribution_currency") == contributions(answer)
    assert [(row["identifier"], row["organisation"], row["role"]) for row in shown] == [
        (item["identifier"], part["organisation"], part["role"])
        for item in answer["items"]
        for part in item["participations"]
    ]


def as_text(value: object) -> object:
    return value.date().isoformat() if isinstance(value, datetime) else value


def sums(rows: Sequence[Record], value: str, currency: str) -> dict[str, Decimal]:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row[value] is not None:
            total[row[currency]] += Decimal(str(row[value]))
    return dict(total)


def contributions(answer: Any) -> dict[str, Decimal]:
    stated = [
        part["contribution"]
        for item in answer["items"]
        for part in item["participations"]
        if part["contribution"]
    ]
    return sums(stated, "value", "currency")


def test_the_sheet_of_locations_has_each_place(whole: Any) -> None:
    shown = records(whole.worksheets[2], sheets.LOCATIONS)
    assert sorted(
        (row["identifier"], row["level"], row["name"], row["longitude"], row["latitude"])
        for row in shown
        if row["longitude"] is not None
    ) == sorted(
        (project["identifier"], place["level"], place["name"], *place["point"])
        for project in catalogue()
        for place in project["locations"]
        if place["point"]
    )
    assert len(shown) == sum(len(project["locations"]) for project in catalogue())


def test_cells_have_the_type_of_what_they_hold(small_client: httpx2.Client) -> None:
    book = read_workbook(fetch(small_client))
    rows = {row["identifier"]: row for row in projects(book)}
    row = rows["MA-MD-0090"]
    assert row["start_date"] == datetime(2015, 2, 3)  # noqa: DTZ001 - a day has no zone
    assert row["end_date"] == "2016-05"
    assert (row["start_year"], row["end_year"]) == (2015, 2016)
    assert row["budget_value"] == 1234567.5
    assert (row["good_practice"], rows["MA-MD-0091"]["good_practice"]) == (True, False)
    assert rows["MA-MD-0091"]["start_date"] == "2015"
    assert rows["MA-MD-0001"]["budget_value"] is None
    part, partner = records(book.worksheets[1], sheets.PARTICIPATIONS)
    assert (part["contribution_value"], part["contribution_currency"]) == (1000, "MAD")
    assert partner["contribution_value"] is None
    region, commune = records(book.worksheets[2], sheets.LOCATIONS)
    assert (region["region"], region["longitude"]) == ("MA-02", None)
    assert (commune["longitude"], commune["latitude"]) == (-8.9, 29.1)


def test_no_cell_is_a_formula_or_a_link(small_client: httpx2.Client) -> None:
    content = fetch(small_client)
    for name, text in parts(content).items():
        assert "<f>" not in text, name
        assert "hyperlink" not in text, name
    sheet = read_workbook(content).worksheets[0]
    titles = {cell.value: cell for cell in sheet["B"][1:]}
    for text in HOSTILE:
        shown = text.replace("_x0041_", "_x005F_x0041_")  # as Excel writes what it would decode
        assert shown in titles or f"{shown} " in titles, text
    for text, cell in titles.items():
        assert cell.data_type == "s"
        assert cell.quotePrefix == text.startswith(QUOTED), text


def test_libreoffice_opens_it(small_client: httpx2.Client, tmp_path: Path) -> None:
    content = fetch(small_client, "lang=ar")
    written, saved = read_workbook(content), through_libreoffice(content, tmp_path)
    titles = {cell.value.strip(): cell for cell in saved.worksheets[0]["B"][1:]}
    for text in HOSTILE:
        assert titles[text].data_type == "s", text
    # It decodes what openpyxl does not.
    same = {
        text: text.replace("_x005F_", "_")
        for text in every_cell(written).values()
        if isinstance(text, str)
    }
    assert every_cell(saved) == {
        place: same.get(value, value) for place, value in every_cell(written).items()
    }


@pytest.mark.full
def test_libreoffice_reads_what_was_written(client: httpx2.Client, tmp_path: Path) -> None:
    content = fetch(client, "lang=ar&region=MA-09")
    written, saved = read_workbook(content), through_libreoffice(content, tmp_path)
    assert every_cell(saved) == every_cell(written)
    assert all(sheet.sheet_view.rightToLeft for sheet in saved)


def test_a_sheet_is_made_to_be_worked_with(client: httpx2.Client) -> None:
    for language in ("fr", "ar"):
        book = read_workbook(fetch(client, f"theme=health&lang={language}"))
        assert len(book.worksheets) == len(SHEETS) + 1
        for sheet in book:
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert bool(sheet.sheet_view.rightToLeft) is (language == "ar")
            assert all(cell.font.bold for cell in sheet[1])


def test_the_workbook_says_what_was_asked_for_and_when(client: httpx2.Client, whole: Any) -> None:
    query = "region=MA-02&region=MA-09&year_from=2010&budget_known=true"
    said = about(read_workbook(fetch(client, query)))
    answer = client.get(f"/api/v1/projects?{query}").json()
    assert said["Projets dans ce fichier"] == [answer["numberMatched"]]
    assert said["Projets sans aucune date, laissés de côté"] == [answer["numberUndated"]]
    assert said["Filtre : Région"] == ["L'Oriental; Souss-Massa"]
    assert said["Filtre : En cours à partir de"] == ["2010"]
    assert said["Filtre : Budget connu"] == ["Oui"]
    assert isinstance(said["Fait le"][0], datetime)
    assert said["Licence"][0].startswith("CC BY 4.0")
    address = said["Adresse de ce fichier"][0]
    assert client.get(address).content == fetch(client, query)
    assert about(whole)["Filtres"] == ["Aucun : tout le catalogue"]


def test_the_codes_are_those_of_the_api(whole: Any) -> None:
    shown = records(whole.worksheets[3], sheets.CODES)
    known = {(row["list"], row["code"]): row["en"] for row in shown}
    assert known["theme", "health"] == "Health"
    assert known["region", "MA-09"] == "Souss-Massa"
    assert len(known) == len(shown)


def test_an_empty_selection_is_a_valid_workbook(client: httpx2.Client) -> None:
    book = read_workbook(fetch(client, "year_to=1900"))
    assert projects(book) == []
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [1, 1, 1]
    assert about(book)["Projets dans ce fichier"] == [0]
