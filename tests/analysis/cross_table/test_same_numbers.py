"""The page, the API and the files of a table say the same; what is wrong is told."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from openpyxl import load_workbook

from tests.fixtures.html import text_of
from tests.fixtures.portfolio import matched, read

API = "/api/v1/analysis/cross-table"
QUESTIONS = [
    {"rows": "region", "columns": "theme"},
    {"rows": "funder", "columns": "region", "measure": "budget", "year_from": "2010"},
    {"rows": "province", "columns": "target_group", "measure": "budget", "share": "equal"},
    {"rows": "theme", "columns": "status", "measure": "budget_known"},
    {"rows": "target_group", "columns": "good_practice", "layers": "region", "region": "MA-09"},
]
Numbers = dict[tuple[Any, ...], float]


def of_the_api(client: httpx2.Client, query: dict[str, str]) -> Numbers:
    answer = client.get(API, params=query).raise_for_status().json()
    names = ["row", "column", "layer"][: 3 if "layers" in query else 2]
    found: Numbers = {}
    for cell in [*answer["cells"], *answer["totals"]]:
        key = tuple(cell[name] for name in names)
        found[(*key, "projects", None, None)] = cell["projects"]
        if "budgets_known" in cell:
            found[(*key, "budget_known", None, None)] = cell["budgets_known"]
        if query.get("measure") == "budget_known" and cell["share_known"] is not None:
            found[(*key, "share_known", None, None)] = cell["share_known"]
        for each in cell.get("budgets", []):
            found[(*key, "budget", each["scope"], each["currency"])] = each["value"]
    return found


def numbers_of(rows: list[dict[str, Any]], dimensions: list[str]) -> Numbers:
    return {
        (*(row[name] or None for name in dimensions), row["measure"], row["scope"] or None,
         row["currency"] or None): float(row["value"])
        for row in rows
    }  # fmt: skip


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: "-".join(query.values()))
def test_the_files_hold_the_numbers_of_the_api(
    client: httpx2.Client, query: dict[str, str]
) -> None:
    expected = of_the_api(client, query)
    dimensions = [query[name] for name in ("rows", "columns", "layers") if name in query]
    text = client.get(f"{API}.csv", params=query).raise_for_status()
    listed = list(csv.DictReader(io.StringIO(text.content.decode("utf-8-sig"))))
    assert numbers_of(listed, dimensions) == expected
    assert listed[0]["rules"]
    assert listed[0]["made_on"]
    answer = client.get(f"{API}.xlsx", params=query).raise_for_status()
    assert answer.headers["content-disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(answer.content))
    heads, *rows = book.worksheets[1].iter_rows(values_only=True)
    typed = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    assert numbers_of(typed, dimensions) == expected
    assert all(isinstance(row["value"], int | float) for row in typed)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_the_sheet_of_three_dimensions_leaves_out_rows_without_a_project(
    client: httpx2.Client,
) -> None:
    query = {"rows": "province", "columns": "funder", "layers": "implementer", "lang": "en"}
    answer = client.get(API, params=query).raise_for_status().json()
    expected = {
        (cell["layer"], cell["row"]): cell["projects"]
        for cell in answer["totals"]
        if cell["column"] is None and cell["layer"] is not None
    }
    book = load_workbook(io.BytesIO(client.get(f"{API}.xlsx", params=query).content))
    _, *rows = book.worksheets[0].iter_rows(values_only=True)
    layers = [row for row in rows if row[0] != "Total"]
    assert sorted(row[-1] for row in layers) == sorted(expected.values())
    assert len(rows) == len(layers) + len(answer["rows"]["values"]) + 1


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_shows_the_numbers_of_the_api_and_each_leads_to_its_list(
    client: httpx2.Client, language: str
) -> None:
    query = {"rows": "region", "columns": "target_group", "year_from": "2012", "theme": "health"}
    answer = client.get(API, params={**query, "lang": language}).json()
    page = read(client, f"/{language}/analysis/table?{urlencode(query)}")
    (table,) = page.by_class("cross-table")
    head, *rows = ([*row] for row in table.iter("tr"))
    columns = [each["value"] for each in answer["columns"]["values"]] + [None]
    values = [each["value"] for each in answer["rows"]["values"]] + [None]
    assert len(head) == len(columns) + 1
    cells = {(cell["row"], cell["column"]): cell["projects"]
             for cell in [*answer["cells"], *answer["totals"]]}  # fmt: skip
    links = {}
    for value, (_, *found) in zip(values, rows, strict=True):
        for column, cell in zip(columns, found, strict=True):
            assert int(text_of(cell)) == cells.get((value, column), 0)
            link = next(cell.iter("a"), None)
            assert (link is not None) == bool(cells.get((value, column)) or not (value and column))
            if link is not None:
                links[link.get("href", "")] = int(text_of(cell))
    for href, count in sorted(links.items())[::7]:
        assert matched(client, href.partition("?")[2]) == count, href
    assert answer["numberUndated"] > 0


BAD = [
    ("columns=theme", "rows", "rows: is required"),
    ("rows=region&columns=place", "columns", "year_active"),
    ("rows=theme&columns=theme", "columns", "dimension of the rows"),
    ("rows=region&columns=theme&layers=region", "layers", "migration_dimension"),
    ("rows=theme&columns=theme&layers=theme", "columns", "good_practice"),
    ("rows=region&columns=theme&layers=status&fourth=funder", "fourth", "no such parameter"),
    ("rows=region&rows=theme&columns=status", "rows", "once"),
    ("rows=region&columns=theme&measure=money", "measure", "budget_known"),
    ("rows=region&columns=theme&share=half", "share", "equal"),
    ("rows=region&columns=theme&region=MA-99", "region", "MA-12"),
    ("rows=region&columns=theme&year_started=199", "year_started", "write a year from 1900"),
]


@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
@pytest.mark.parametrize(("query", "parameter", "told"), BAD)
def test_a_bad_question_is_told(
    client: httpx2.Client, ending: str, query: str, parameter: str, told: str
) -> None:
    answer = client.get(f"{API}{ending}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert told in problem["detail"] + " ".join(problem.get("allowed", []))


@pytest.mark.parametrize(
    "query", ["rows=theme&columns=theme", "rows=x", "layers=status&layer=99", "layer=4"]
)
def test_the_page_explains_a_bad_question(client: httpx2.Client, query: str) -> None:
    answer = client.get(f"/fr/analysis/table?{query}")
    assert answer.status_code == 400
    assert "text/html" in answer.headers["content-type"]
