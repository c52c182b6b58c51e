"""Coverage of a small catalogue, counted by hand."""

import csv
import io
from typing import Any

import httpx2
import openpyxl
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, takes_part

Answer = dict[str, Any]


def organisations() -> list[Organisation]:
    return [make_organisation("agence-nord")]


PROJECTS = [
    make_project(
        1,
        start_date="2011",
        end_date="2013",
        themes=["health", "gender"],
        target_groups=["women"],
        participations=[takes_part("agence-nord")],
        locations=[located("commune", "MA-01", "MA-AAA", (-8.9, 29.1)), located("region", "MA-02")],
    ),
    make_project(
        2,
        start_date="2020",
        end_date="2022",
        themes=["health"],
        target_groups=["returnees"],
        locations=[located("region", "MA-01")],
    ),
    make_project(3, themes=["gender"], locations=[located("national")]),
    make_project(
        4,
        start_date="2021",
        end_date="2021",
        themes=["gender"],
        locations=[located("national"), located("region", "MA-02")],
    ),
    make_project(5, themes=["health"], locations=[located("abroad", country="FR")]),
    make_project(6, themes=["health"]),
    make_project(7, locations=[located("region", "MA-02")]),
]


def ask(client: httpx2.Client, query: str = "") -> Answer:
    answer = client.get(f"/api/v1/analysis/coverage?{query}")
    assert answer.status_code == 200, answer.text
    found: Answer = answer.json()
    return found


def cell(answer: Answer, region: str, code: str) -> tuple[str, int, int]:
    row = next(row for row in answer["rows"] if row["region"] == region)
    found = next(each for each in row["cells"] if each["code"] == code)
    return found["state"], found["projects"], found["national"]


def test_cells_count_what_is_located_and_tell_of_the_rest(small_client: httpx2.Client) -> None:
    answer = ask(small_client)
    assert [row["region"] for row in answer["rows"]] == ["MA-01", "MA-02", "MA-03"]
    assert len(answer["columnList"]) == 19
    assert cell(answer, "MA-01", "health") == ("located", 2, 0)
    assert cell(answer, "MA-02", "gender") == ("located", 2, 2)
    assert cell(answer, "MA-03", "gender") == ("national_only", 0, 2)
    assert cell(answer, "MA-03", "health") == ("nothing_found", 0, 0)
    assert [row["projects"] for row in answer["rows"]] == [2, 3, 0]
    assert [row["unstated"] for row in answer["rows"]] == [0, 1, 0]
    health = next(each for each in answer["columnList"] if each["code"] == "health")
    assert (health["located"], health["gaps"]) == (2, 1), "a project of two regions counts once"
    beside = {name: answer[f"number{name}"] for name in
              ("Matched", "Located", "National", "Abroad", "Unlocated", "Undated")}  # fmt: skip
    assert beside == {
        "Matched": 7, "Located": 4, "National": 2, "Abroad": 1, "Unlocated": 1, "Undated": None,
    }  # fmt: skip
    assert answer["populationYear"] == 2024
    assert answer["rows"][0]["per_100k"] == 200.0
    assert answer["widestGaps"]["regions"][0] == "MA-03"


def test_a_period_counts_the_undated_beside(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "year_from=2020&columns=target_group")
    assert cell(answer, "MA-01", "returnees") == ("located", 1, 0)
    assert cell(answer, "MA-01", "women") == ("nothing_found", 0, 0)
    assert (answer["numberMatched"], answer["numberUndated"]) == (2, 4)
    assert ask(small_client, "year_to=2014")["populationYear"] == 2014
    assert ask(small_client, "year_to=2014")["rows"][0]["population"] is None


def test_region_and_columns_choose_what_is_shown_and_change_no_count(
    small_client: httpx2.Client,
) -> None:
    whole = ask(small_client)
    some = ask(small_client, "region=MA-02&region=MA-03&theme=gender")
    assert [row["region"] for row in some["rows"]] == ["MA-02", "MA-03"]
    assert [each["code"] for each in some["columnList"]] == ["gender"]
    for region in ("MA-02", "MA-03"):
        assert cell(some, region, "gender") == cell(whole, region, "gender")
    assert some["numberNational"] == 2, "whatever the regions chosen"
    assert some["columnList"][0]["located"] == 2
    other = ask(small_client, "theme=gender&columns=target_group")
    assert len(other["columnList"]) == 13
    assert cell(other, "MA-02", "women") == ("located", 1, 0)


@pytest.mark.parametrize(
    "query",
    ["", "columns=target_group&year_from=2012", "region=MA-02&theme=gender", "year_to=2022"],
)
def test_each_number_leads_to_exactly_its_projects(small_client: httpx2.Client, query: str) -> None:
    answer = ask(small_client, query)

    def matched(url: str) -> int:
        found = small_client.get("/api/v1/projects?limit=1&" + url.partition("?")[2]).json()
        return int(found["numberMatched"])

    for row in answer["rows"]:
        assert matched(row["url"]) == row["projects"]
        for each in row["cells"]:
            if each["projects"] or each["code"] in ("health", "gender", "women"):
                assert matched(each["url"]) == each["projects"]
    for column in answer["columnList"]:
        if column["located"] or column["national"]:
            assert matched(column["url"]) == column["located"]
            assert matched(column["national_url"]) == column["national"]


def test_files_have_the_same_cells(small_client: httpx2.Client) -> None:
    query = "lang=en&columns=target_group&q=projet"
    answer = ask(small_client, query)
    cells = [(row["region"], each["code"], each["projects"], each["national"])
             for row in answer["rows"] for each in row["cells"]]  # fmt: skip
    text = small_client.get(f"/api/v1/analysis/coverage.csv?{query}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["region"], row["code"], int(row["projects"]), int(row["national_projects"]))
            for row in rows] == cells  # fmt: skip
    file = small_client.get(f"/api/v1/analysis/coverage.xlsx?{query}")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    matrix, listed, about = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert [(row[0], row[2], row[6], row[7]) for row in listed[1:]] == cells
    assert matrix[0][:3] == ("Region", "Population 2024", "Projects")
    assert matrix[1][2] == 2
    assert matrix[3][3] == "nothing found"
    assert ("Filter", "q=projet") in about


def test_an_empty_selection_is_a_matrix_of_empty_cells(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "q=nothingisnamedso")
    assert answer["numberMatched"] == 0
    assert answer["numberCells"] == {"located": 0, "national_only": 0, "nothing_found": 57}
    file = small_client.get("/api/v1/analysis/coverage.xlsx?q=nothingisnamedso")
    assert len(openpyxl.load_workbook(io.BytesIO(file.content)).worksheets) == 3


BAD = [
    ("columns=colour", "columns"),
    ("columns=theme&columns=target_group", "columns"),
    ("province=MA-AAA", "province"),
    ("level=national", "level"),
    ("bbox=-9,29,-8,30", "bbox"),
    ("region=national", "region"),
    ("theme=unknown", "theme"),
    ("columns=target_group&target_group=unknown", "target_group"),
    ("region=MA-99", "region"),
    ("theme=colour", "theme"),
    ("year_from=2020&year_to=2010", "year_from"),
    ("colour=red", "colour"),
]


@pytest.mark.parametrize(("query", "parameter"), BAD)
def test_what_cannot_be_answered_is_refused_in_words(
    small_client: httpx2.Client, query: str, parameter: str
) -> None:
    for form in ("", ".csv", ".xlsx"):
        answer = small_client.get(f"/api/v1/analysis/coverage{form}?{query}")
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["parameter"] == parameter
