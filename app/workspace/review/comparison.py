"""Field changes for a reviewer: what is published, what was when it was proposed, what is
proposed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from app.review.changes import Kind, find_path
from app.review.changes.words import Segment, word_diff
from app.review.submissions.schemas import ChangeView
from app.workspace.submissions.changes import in_document_order
from app.workspace.wording import Wording


@dataclass(frozen=True)
class Compared:
    """`base` only where the live value moved since; `words`: from live to proposed, for texts;
    `language` of a text of one language; `editor`: how a reviewer may type another value."""

    view: ChangeView
    name: str
    live: str | None
    base: str | None
    proposed: str | None
    accepted: str | None
    words: Sequence[Segment] | None
    language: str | None
    is_place: bool
    editor: str | None


def compare(changes: Sequence[ChangeView], wording: Wording) -> Sequence[Compared]:
    return [_compared(change, wording) for change in in_document_order(changes)]


def _compared(change: ChangeView, wording: Wording) -> Compared:
    path, live, proposed = change.path, change.live, change.proposed
    found = find_path(path)
    is_text = found is not None and found.kind is Kind.TEXT and not found.state
    both = is_text and isinstance(live, str) and isinstance(proposed, str)
    return Compared(
        view=change,
        name=wording.path(path, proposed if proposed is not None else live or change.base),
        live=_worded(wording, path, live),
        base=_worded(wording, path, change.base) if change.standing == "moved" else None,
        proposed=_worded(wording, path, proposed),
        accepted=_worded(wording, path, change.accepted) if change.edited else None,
        words=word_diff(str(live), str(proposed)) if both else None,
        language=found.key if found is not None and is_text else None,
        is_place=found is not None and found.field == "locations",
        editor=_editor(found.kind if found is not None else None, proposed),
    )


def _worded(wording: Wording, path: str, value: JsonValue) -> str | None:
    return None if value is None else wording.value(path, value)


def _editor(kind: Kind | None, proposed: JsonValue) -> str | None:
    """A code is taken or left; a removal too."""
    if proposed is None or kind is Kind.CODES:
        return None
    if isinstance(proposed, str):
        return "text" if kind is Kind.TEXT else "line"
    return "object" if isinstance(proposed, dict) else None
