"""Projects as CSV that opens right in a spreadsheet: UTF-8 with a mark, one row a project."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.codelists import ClosedList, Language, OpenList, Role
from app.kit.csv_cells import BYTE_ORDER_MARK, neutralise
from app.projects.items import make_item
from app.projects.reference import Reference, country_names

CHUNK = 500
SEPARATOR = "; "

COLUMNS = (
    "identifier", "acronym", "title", "title_lang", "activity_status", "activity_status_label",
    "start_date", "end_date", "regions", "region_names", "provinces", "province_names",
    "levels", "funders", "accountable", "extending", "implementers", "partners", "themes",
    "theme_labels", "target_groups", "target_group_labels", "migration_dimensions",
    "residence_countries", "residence_country_names", "budget_value", "budget_currency",
    "budget_scope", "budget_note", "good_practice", "confidence", "url",
)  # fmt: skip
_ROLE_COLUMNS = {
    "funders": Role.FUNDING,
    "accountable": Role.ACCOUNTABLE,
    "extending": Role.EXTENDING,
    "implementers": Role.IMPLEMENTING,
    "partners": Role.PARTNER,
}


def write_csv(
    session: Session,
    query: Select[Any],
    reference: Reference,
    language: Language,
    base_url: str,
    tags: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """Rows of `item` as CSV (RFC 4180); an empty selection gives the header alone, with the row of
    tags below it when there are any."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writeheader()
    if tags is not None:
        writer.writerow(tags)
    yield _take(buffer)
    for rows in session.execute(query).partitions(CHUNK):
        for (row,) in rows:
            item = make_item(row, reference, language, base_url)
            writer.writerow(
                {
                    name: neutralise(value)
                    for name, value in cells(item, reference, language).items()
                }
            )
        yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def cells(item: Mapping[str, Any], reference: Reference, language: Language) -> dict[str, Any]:
    """A value for each of COLUMNS, from a `ProjectItem`; lists are joined, None is not known."""

    def labels(codelist: str, codes: list[str]) -> str:
        return SEPARATOR.join(reference.label(codelist, code, language) for code in codes)

    def areas(codes: list[str]) -> str:
        return SEPARATOR.join(reference.area_name(code, language) for code in codes)

    status = item["activity_status"]
    budget = item["budget"] or {}
    cells = {name: item[name] for name in COLUMNS if name in item}
    for name in ("regions", "provinces", "levels", "themes", "target_groups"):
        cells[name] = SEPARATOR.join(item[name])
    for name in ("migration_dimensions", "residence_countries"):
        cells[name] = SEPARATOR.join(item[name])
    countries = country_names(language)
    return cells | {
        "activity_status_label": status
        and reference.label(ClosedList.ACTIVITY_STATUS, status, language),
        "region_names": areas(item["regions"]),
        "province_names": areas(item["provinces"]),
        "theme_labels": labels(OpenList.THEME, item["themes"]),
        "target_group_labels": labels(OpenList.TARGET_GROUP, item["target_groups"]),
        "residence_country_names": SEPARATOR.join(
            countries.get(code, code) for code in item["residence_countries"]
        ),
        **{f"budget_{key}": budget.get(key) for key in ("value", "currency", "scope", "note")},
        **{name: _names(item, role) for name, role in _ROLE_COLUMNS.items()},
    }


def _names(item: Mapping[str, Any], role: Role) -> str:
    return SEPARATOR.join(part["name"] for part in item["participations"] if part["role"] == role)
