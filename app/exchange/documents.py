"""The published document of each chosen project, as the formats that carry whole projects need."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select

from app.exchange.selection import Selection
from app.models import Project, ProjectListing, Revision
from app.projects.detail import as_merged
from app.projects.document import Participation
from app.projects.queries import CHUNK
from app.projects.reference import Reference

Document = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """`document`: of the JSON Schema of projects, without its read-only members. `changed_at`:
    when its revision was published."""

    document: Document
    changed_at: datetime


def stream_documents(selection: Selection) -> Iterator[Document]:
    """The document of each project in the order of the selection, a few hundred in memory at
    once; organisations that were merged go by the slug of now."""
    return (published.document for published in stream_published(selection))


def stream_published(selection: Selection) -> Iterator[Published]:
    for rows in selection.session.execute(select_published(selection)).partitions(CHUNK):
        yield from (read_published(row, selection.reference) for row in rows)


def select_published(selection: Selection, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows for `read_published`, with the further columns after what it reads."""
    return (
        selection.listings()
        .with_only_columns(Project.slug, Revision.snapshot, Revision.created_at, *columns)
        .select_from(ProjectListing)
        .join(Project, Project.id == ProjectListing.project_id)
        .join(Revision, (Revision.project_id == Project.id) & (Revision.number == Project.revision))
    )


def read_published(row: Row[Any], reference: Reference) -> Published:
    # Slugs change, and organisations merge, without a revision.
    document = _with_merged(row.snapshot, reference) | {"slug": row.slug}
    return Published(document, row.created_at)


def _with_merged(snapshot: Document, reference: Reference) -> Document:
    merged, parts = reference.merged, snapshot["participations"]
    changed: Document = {}
    if any(part["organisation"] in merged for part in parts):
        found = as_merged([Participation.model_validate(part) for part in parts], reference)
        changed["participations"] = [part.model_dump(mode="json") for part in found]
    if snapshot["steward"] in merged:
        changed["steward"] = merged[snapshot["steward"]]
    return snapshot | changed
