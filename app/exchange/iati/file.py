"""A selection as an IATI 2.03 file, and the account of what it leaves out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.exchange.documents import Document, Published, read_published, select_published
from app.exchange.iati import rules
from app.exchange.iati.activity import Context, write_activity
from app.exchange.iati.reporter import read_reporter, read_types
from app.exchange.selection import Selection
from app.kit.xml_stream import XmlStream
from app.models import Project, ProjectListing, Revision
from app.projects.queries import CHUNK

_VERSION = "2.03"
UNREGISTERED = (
    "Who publishes the catalogue to IATI is not known (KHARITA_IATI_ORGANISATION is not set): "
    "reporting-org/@ref is only what the identifiers of the projects begin with, not the "
    "identifier of an organisation. This file is not for the IATI Registry."
)


@dataclass
class Account:
    """Lines `identifier: what is missing`, of projects that are not written and of parts that are
    not."""

    made_on: date
    written: int = 0
    refused: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        lines = [
            f"{self.written + len(self.refused)} projects on {self.made_on}: {self.written} "
            f"written, {len(self.refused)} left out"
        ]
        if self.refused:
            lines += ["Left out, for IATI requires what is not known of them:", *self.refused]
        if self.without:
            lines += ["Written without what IATI cannot say of them:", *self.without]
        return lines


def write(selection: Selection) -> Iterator[bytes]:
    """Raises ReporterError. The notes are the account that is also the comment at the end."""
    types = read_types(selection.session)
    reporter = read_reporter(selection, types)
    context = Context(reporter, selection.reference, types, selection.base_url, selection.made_on)
    account = Account(selection.made_on)
    yield from write_projects(_read(selection), context, account)
    if not reporter.registered:
        selection.notes.append(UNREGISTERED)
    selection.notes.extend(account.lines())


def write_projects(
    projects: Iterable[tuple[Published, Document | None]], context: Context, account: Account
) -> Iterator[bytes]:
    """Each project comes with the document of the programme that it is a part of, if that one is
    shown."""
    stream = XmlStream()
    stream.start("iati-activities", {"version": _VERSION})
    if not context.reporter.registered:
        _write_comment(stream, UNREGISTERED)
    for number, (published, programme) in enumerate(projects, start=1):
        _write_project(stream, published, programme, context, account)
        if number % CHUNK == 0:
            yield stream.take()
    _write_comment(stream, "\n".join(account.lines()))
    stream.markup("\n")
    stream.end("iati-activities")
    yield stream.take()


def _write_comment(stream: XmlStream, content: str) -> None:
    stream.markup("\n")
    stream.comment(content)


def _read(selection: Selection) -> Iterator[tuple[Published, Document | None]]:
    for rows in selection.session.execute(_select(selection)).partitions(CHUNK):
        for row in rows:
            yield read_published(row, selection.reference), row.programme


def _select(selection: Selection) -> Select[Any]:
    """With the document of the programme that each is a part of, if that one is shown."""
    shown, programme, latest = aliased(ProjectListing), aliased(Project), aliased(Revision)
    document = (
        select(latest.snapshot)
        .join(
            programme, (latest.project_id == programme.id) & (latest.number == programme.revision)
        )
        .join(shown, shown.project_id == programme.id)
        .where(programme.id == Project.part_of_id)
        .correlate(Project)
        .scalar_subquery()
    )
    return select_published(selection, document.label("programme"))


def _write_project(
    stream: XmlStream,
    published: Published,
    programme: Document | None,
    context: Context,
    account: Account,
) -> None:
    document = published.document
    identifier = document["identifier"]
    lacks = rules.missing(document)
    if lacks:
        account.refused.append(f"{identifier}: no {', no '.join(lacks)}")
        return
    left_out = list(rules.left_out(document))
    known = programme is not None and not rules.missing(programme)
    if document["part_of"] is not None and not known:
        left_out.append(f"its programme, {document['part_of']} (left out itself)")
    stream.markup("\n")
    write_activity(stream, published, document["part_of"] if known else None, context)
    account.written += 1
    if left_out:
        account.without.append(f"{identifier}: {'; '.join(left_out)}")
