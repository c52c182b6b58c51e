"""The page of budgets, on the real catalogue: its numbers are those of the API and the file."""

import csv
import io
import re

import httpx2
import pytest

from tests.fixtures.html import text_of
from tests.fixtures.portfolio import read


@pytest.mark.parametrize("query", ["", "region=MA-02&share=equal"])
def test_page_api_and_file_agree(client: httpx2.Client, query: str) -> None:
    found = client.get(f"/api/v1/analysis/money?{query}").raise_for_status().json()
    page = read(client, f"/fr/analysis/money?{query}")
    assert [text_of(link) for link in next(page.by_class("heading-count")).iter("a")] == [
        str(found["budgets"]["known"]),
        str(found["budgets"]["matched"]),
    ]
    shown = [
        re.sub(r"\s", "", text_of(amount))
        for amount in next(page.by_class("is-total")).iter("strong")
    ]
    stated = [amount for line in found["budgets"]["lines"] for amount in line["amounts"]]
    assert shown == [
        f"{each['value']:.2f}".removesuffix(".00").replace(".", ",") + each["currency"]
        for each in stated
    ]
    content = client.get(f"/api/v1/analysis/money.csv?{query}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    budgets = [row for row in rows if row["table"] == "budgets"]
    assert [float(row["amount"]) for row in budgets] == [each["value"] for each in stated]
    listed = [row for row in rows if row["table"] == "compared_project"]
    assert len(listed) == len(found["comparison"]["listed"])


def test_the_page_says_why_it_has_no_years_and_no_conversion(client: httpx2.Client) -> None:
    text = client.get("/en/analysis/money").text
    assert "To spread it would be to invent it" in text
    assert "have loaded no dated and sourced table of rates" in text
    assert 'class="convert"' not in text


def test_an_empty_selection_teaches(client: httpx2.Client) -> None:
    assert "ne veut pas dire" in client.get("/fr/analysis/money?q=introuvablissime").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("convert_to=EUR", "no table of exchange rates is loaded"),
        ("convert_to=euro", "three capital letters"),
        ("share=half", "equal"),
        ("x=1", "does not know this parameter"),
    ],
)
def test_a_bad_address_is_explained(client: httpx2.Client, query: str, told: str) -> None:
    answer = client.get(f"/en/analysis/money?{query}")
    assert answer.status_code == 400
    assert told in answer.text
