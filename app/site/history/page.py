"""The page of a project's history: its revisions, and what differs between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.i18n.catalogue import direction
from app.models import name_in
from app.review.changes import Kind, Segment, parse_path
from app.review.history.comparing import Compared
from app.review.history.queries import CATALOGUE, Entry
from app.site.history.wording import Wording


@dataclass(frozen=True)
class Words:
    """A text in one language, with what was added and removed."""

    lang: str
    dir: str
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Row:
    """A change. Either `words`, or what was there `before` and `after`; no lines: nothing."""

    heading: str
    kind: str  # added, removed or changed
    before: Sequence[str]
    after: Sequence[str]
    words: Sequence[Words]
    tongues: bool  # whether the heading leaves open of which language the words are


@dataclass(frozen=True)
class Step:
    """A revision in the list. `fields` are none for the first one."""

    number: int
    made_at: datetime
    author: str | None  # None: the catalogue itself
    author_slug: str
    fields: Sequence[str]
    sources: Sequence[Mapping[str, Any]]


def make_step(entry: Entry, wording: Wording) -> Step:
    names = entry.author.names
    author = name_in(names, wording.language) if names else None
    return Step(
        entry.number,
        entry.made_at,
        None if entry.author.slug == CATALOGUE else author or entry.author.slug,
        entry.author.slug,
        list(dict.fromkeys(wording.field(path) for path in entry.paths)),
        entry.sources,
    )


def make_row(change: Compared, wording: Wording) -> Row:
    kind = "changed"
    if change.base is None:
        kind = "added"
    elif change.proposed is None:
        kind = "removed"
    words = [
        Words(language, direction(language), segments)
        for language, segments in change.words.items()
    ]
    if words:
        of_item = parse_path(change.path).kind is not Kind.TEXT
        return Row(wording.heading(change.path), kind, (), (), words, of_item)
    return Row(
        wording.heading(change.path),
        kind,
        wording.lines(change.path, change.base),
        wording.lines(change.path, change.proposed),
        (),
        tongues=False,
    )
