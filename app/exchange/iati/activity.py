"""One project as an `iati-activity`, its elements in the order of the schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from app.codelists import Language, OpenList
from app.exchange.documents import Published
from app.exchange.iati import rules
from app.exchange.iati.dates import activity_dates, budget_period
from app.exchange.iati.locations import write_location
from app.exchange.iati.narratives import (
    Texts,
    add_narratives,
    labels_of,
    list_of,
    precision_of,
    texts_of,
    write_texts,
)
from app.exchange.iati.reporter import Reporter
from app.i18n.catalogue import N_
from app.kit.xml_stream import XmlStream
from app.projects.items import project_path
from app.projects.reference import Reference

Document = Mapping[str, Any]
_OWN_VOCABULARY = "99"
_GENERAL, _OBJECTIVES, _TARGET_GROUPS, _OTHER = "1", "2", "3", "4"
_WEB_PAGE = "A12"
_NATIONAL_SCOPE = "4"
_INTERNAL_IDENTIFIER = "A1"
_PARENT = "1"


@dataclass(frozen=True)
class Context:
    """What all the activities of a file have in common. `types`: slug → OrganisationType."""

    reporter: Reporter
    reference: Reference
    types: Mapping[str, str]
    base_url: str
    made_on: date

    @property
    def vocabulary(self) -> dict[str, str]:
        """Of our own codes, and where to read it, if the address of the server is known."""
        where = {"vocabulary-uri": f"{self.base_url}/api/v1/codelists"} if self.base_url else {}
        return {"vocabulary": _OWN_VOCABULARY, **where}


def write_activity(
    stream: XmlStream, published: Published, programme: str | None, context: Context
) -> None:
    """`programme`: the identifier of the project that it is a part of, if that one is written."""
    document = published.document
    updated = published.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with stream.element("iati-activity", {"last-updated-datetime": updated}):
        _write_identity(stream, document, context)
        _write_organisations(stream, document, context)
        _write_time(stream, document, context)
        _write_space(stream, document, context.reference)
        _write_codes(stream, document, context)
        _write_budget(stream, document)
        _write_page(stream, document, context)
        if programme is not None:
            ref = context.reporter.activity_identifier(programme)
            stream.add("related-activity", attributes={"ref": ref, "type": _PARENT})


def _write_identity(stream: XmlStream, document: Document, context: Context) -> None:
    reporter = context.reporter
    stream.add("iati-identifier", reporter.activity_identifier(document["identifier"]))
    reporting = {"ref": reporter.ref, "type": reporter.type, "secondary-reporter": "1"}
    with stream.element("reporting-org", reporting):
        add_narratives(stream, reporter.names)
    write_texts(stream, "title", _titles(document))
    _write_descriptions(stream, document, context.reference)


def _titles(document: Document) -> Texts:
    """The official title too, if it is in another language."""
    titles = {**texts_of(document["title"])}
    language, official = document["original_language"], document["title_original"]
    if official is not None and not titles.get(language):
        titles[language] = official
    return titles


def _write_descriptions(stream: XmlStream, document: Document, reference: Reference) -> None:
    descriptions = {
        _GENERAL: texts_of(document["description"]),
        _OBJECTIVES: list_of(document["objectives"]),
        _TARGET_GROUPS: labels_of(reference, OpenList.TARGET_GROUP, document["target_groups"]),
        _OTHER: list_of(document["results"], N_("Résultats")),
    }
    for kind, narratives in descriptions.items():
        write_texts(stream, "description", narratives, {"type": kind})


def _write_organisations(stream: XmlStream, document: Document, context: Context) -> None:
    reference, reporter = context.reference, context.reporter
    for part in document["participations"]:
        if part["role"] not in rules.ROLES:
            continue
        slug = part["organisation"]
        attributes = {"role": rules.ROLES[part["role"]]}
        if slug in context.types:
            attributes["type"] = context.types[slug]
        with stream.element("participating-org", attributes):
            add_narratives(stream, reference.organisations[slug].names)
    if reporter.registered:
        internal = {"ref": document["identifier"], "type": _INTERNAL_IDENTIFIER}
        stream.add("other-identifier", attributes=internal)


def _write_time(stream: XmlStream, document: Document, context: Context) -> None:
    status, made_on = document["activity_status"], context.made_on
    stream.add("activity-status", attributes={"code": status})
    start, end = document["start_date"], document["end_date"]
    for known in activity_dates(status, start, end, made_on):
        with stream.element(
            "activity-date", {"type": known.type, "iso-date": known.day.isoformat()}
        ):
            add_narratives(stream, precision_of(known))


def _write_space(stream: XmlStream, document: Document, reference: Reference) -> None:
    if rules.is_national(document):
        stream.add("activity-scope", attributes={"code": _NATIONAL_SCOPE})
    if (country := rules.country(document)) is not None:
        stream.add("recipient-country", attributes={"code": country})
    for location in document["locations"]:
        write_location(stream, location, reference)


def _write_codes(stream: XmlStream, document: Document, context: Context) -> None:
    coded: Iterable[tuple[str, OpenList, list[str]]] = (
        ("sector", OpenList.THEME, document["themes"]),
        ("tag", OpenList.MIGRATION_DIMENSION, document["migration_dimensions"]),
    )
    for tag, codelist, codes in coded:
        for code in codes:
            with stream.element(tag, {**context.vocabulary, "code": code}):
                add_narratives(stream, context.reference.lists[codelist].get(code, {}))


def _write_budget(stream: XmlStream, document: Document) -> None:
    budget = document["budget"]
    if budget is None or rules.budget_fault(document) is not None:
        return
    period = budget_period(document["start_date"], document["end_date"])
    assert period is not None  # noqa: S101 - else that is its fault
    first, last = (day.isoformat() for day in period)
    with stream.element("budget"):
        stream.add("period-start", attributes={"iso-date": first})
        stream.add("period-end", attributes={"iso-date": last})
        value = f"{Decimal(str(budget['value'])):f}"
        stream.add("value", value, {"currency": budget["currency"], "value-date": first})


def _write_page(stream: XmlStream, document: Document, context: Context) -> None:
    """Our own page, the one document whose category and format are known."""
    if not context.base_url:
        return
    for language in Language:
        url = context.base_url + project_path(document["slug"], language)
        title = document["title"][language]
        if not title:
            continue
        with stream.element("document-link", {"url": url, "format": "text/html"}):
            write_texts(stream, "title", {language: title})
            stream.add("category", attributes={"code": _WEB_PAGE})
            stream.add("language", attributes={"code": language})
