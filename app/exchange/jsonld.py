"""Projects as JSON-LD: the graph that their pages carry, in one file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Row, select

from app.exchange.described import described
from app.exchange.documents import read_published, select_published
from app.exchange.selection import Selection
from app.exchange.structured_data import (
    CONTEXT,
    LICENCE,
    Node,
    catalogue,
    dataset,
    known,
    project_nodes,
    publisher,
)
from app.models import Project
from app.projects.detail import code_labels, related_labels
from app.projects.queries import CHUNK, Titled, titles

Labels = dict[str, dict[str, Any]]


def write(selection: Selection) -> Iterator[bytes]:
    """The catalogue, the file itself, and for each project its page and the project."""
    yield b'{"@context":%b,"@graph":[' % to_json(CONTEXT)
    yield b",".join(map(to_json, _head(selection)))
    rows = select_published(selection, Project.id.expression, Project.revision.expression)
    for chunk in selection.session.execute(rows).partitions(CHUNK):
        for nodes in _nodes(chunk, selection):
            yield b"," + b",".join(map(to_json, nodes))
    yield b"]}"


def _head(selection: Selection) -> Iterator[Node]:
    base_url, language = selection.base_url, selection.language
    whole = dataset(base_url, None, {}, language)
    yield known(catalogue(base_url, language))
    yield known(whole)
    yield known(
        {
            "@type": "Dataset",
            "@id": _file(selection),
            "name": whole["name"],
            "isPartOf": {"@id": whole["@id"]},
            "dateCreated": selection.made_on.isoformat(),
            "inLanguage": str(language),
            "license": LICENCE,
            "creator": publisher(base_url),
            "description": described(selection),
        }
    )


def _file(selection: Selection) -> str:
    return f"{selection.base_url}/api/v1/projects.jsonld?{selection.parameters}"


def _nodes(rows: Sequence[Row[Any]], selection: Selection) -> Iterator[tuple[Node, Node]]:
    reference, language = selection.reference, selection.language
    published = [read_published(row, reference) for row in rows]
    wholes = titles(
        selection.session, list({each.document["part_of"] for each in published} - {None})
    )
    parts = _parts(selection, [row.id for row in rows])
    for row, each in zip(rows, published, strict=True):
        document = each.document
        labels: Labels = code_labels(document, reference, language) | {
            "part_of": related_labels(_only(wholes, [document["part_of"]]), language),
            "parts": related_labels(parts.get(row.id, {}), language),
        }
        page, project = project_nodes(
            document | {"revision": row.revision, "labels": labels},
            each.changed_at.date().isoformat(),
            selection.base_url,
            language,
        )
        yield page, project | {"subjectOf": {"@id": _file(selection)}}


def _only(found: Mapping[str, Titled], identifiers: Iterable[str | None]) -> dict[str, Titled]:
    return {name: found[name] for name in identifiers if name is not None and name in found}


def _parts(selection: Selection, ids: Sequence[int]) -> dict[int, dict[str, Titled]]:
    """Those that are shown of each programme, by its id."""
    found: dict[int, dict[str, Titled]] = {}
    rows = selection.session.execute(
        select(Project.part_of_id, Project.identifier, Project.slug, Project.title)
        .where(Project.part_of_id.in_(ids), Project.archived_at.is_(None))
        .order_by(Project.identifier)
    )
    for whole, identifier, slug, title in rows:
        found.setdefault(whole, {})[identifier] = (slug, title)
    return found
