"""CSV with HXL tags, as libhxl reads it."""

import csv
import io
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import httpx2
import hxl
import pytest
from hxl.scripts import EXIT_OK, hxlvalidate_main

from app.codelists import Language
from app.exchange.hxl import TAGS, tags
from app.projects.csv import COLUMNS

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
# Of the dictionary of HXL 1.1, those that are used.
CORE = frozenset(("#activity", "#adm1", "#adm2", "#beneficiary", "#country", "#currency", "#date",
                  "#description", "#loc", "#meta", "#org", "#sector", "#status", "#subsector",
                  "#value"))  # fmt: skip


def fetch(client: httpx2.Client, query: str = "") -> bytes:
    return client.get(f"/api/v1/projects.hxl.csv?{query}").raise_for_status().content


def test_each_column_has_a_tag_of_its_own() -> None:
    assert tuple(TAGS) == COLUMNS
    for language in Language:
        found = tags(language)
        assert len(set(found.values())) == len(COLUMNS)
        for tag in found.values():
            assert TAG.fullmatch(tag)
            assert tag.partition("+")[0] in CORE


def test_it_is_the_csv_with_one_row_more(client: httpx2.Client) -> None:
    for query in ("", "region=MA-02&lang=ar", "year_to=1900"):
        header, row, *rest = fetch(client, query).split(b"\r\n")
        language = Language.AR if "lang=ar" in query else Language.FR
        assert next(csv.reader(io.StringIO(row.decode()))) == list(tags(language).values())
        plain = client.get(f"/api/v1/projects.csv?{query}").content.split(b"\r\n")
        assert [header, *rest] == plain


@pytest.mark.parametrize("query", ["", "lang=ar&theme=health", "year_to=1900"])
def test_it_passes_hxlvalidate(client: httpx2.Client, tmp_path: Path, query: str) -> None:
    file = tmp_path / "projects.hxl.csv"
    file.write_bytes(fetch(client, query))
    report = io.StringIO()
    assert hxlvalidate_main([str(file)], stdout=report) == EXIT_OK, report.getvalue()
    assert "Validation succeeded" in report.getvalue()


def test_libhxl_adds_up_what_the_list_says(client: httpx2.Client) -> None:
    items = client.get("/api/v1/projects?limit=1000").json()["items"]
    stated: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        if item["budget"]:
            stated[item["budget"]["currency"]] += Decimal(str(item["budget"]["value"]))
    source = hxl.data(io.BytesIO(fetch(client)))
    found: dict[str, Decimal] = defaultdict(Decimal)
    identifiers = []
    for row in source:
        identifiers.append(row.get("#activity+id"))
        if row.get("#value+budget"):
            found[row.get("#currency+budget")] += Decimal(row.get("#value+budget"))
    assert identifiers == [item["identifier"] for item in items]
    assert found == stated
