"""Field changes as a page shows them: in words, beside what was there."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.review.changes import find_path
from app.review.changes.paths import KINDS, Kind
from app.review.changes.words import Segment, word_diff
from app.review.submissions.schemas import ChangeView
from app.workspace.wording import Wording


@dataclass(frozen=True)
class ShownChange:
    """`words` only where a text replaces another; `language` of a text of one language."""

    change: ChangeView
    name: str
    kind: str
    before: str | None
    after: str | None
    accepted: str | None
    words: Sequence[Segment] | None
    language: str | None


def show_changes(changes: Sequence[ChangeView], wording: Wording) -> Sequence[ShownChange]:
    return [_shown(change, wording) for change in in_document_order(changes)]


def in_document_order(changes: Sequence[ChangeView]) -> Sequence[ChangeView]:
    return sorted(changes, key=_position)


_ORDER = {field: position for position, field in enumerate(KINDS)}


def _position(change: ChangeView) -> tuple[int, str]:
    found = find_path(change.path)
    return _ORDER[found.field] if found else len(_ORDER), change.path


def _shown(change: ChangeView, wording: Wording) -> ShownChange:
    path, base, proposed = change.path, change.base, change.proposed
    found = find_path(path)
    is_text = found is not None and found.kind is Kind.TEXT and not found.state
    both_texts = is_text and isinstance(base, str) and isinstance(proposed, str)
    return ShownChange(
        change=change,
        name=wording.path(path, proposed if proposed is not None else base),
        kind="added" if base is None else "removed" if proposed is None else "replaced",
        before=None if base is None else wording.value(path, base),
        after=None if proposed is None else wording.value(path, proposed),
        accepted=wording.value(path, change.accepted) if change.edited else None,
        words=word_diff(str(base), str(proposed)) if both_texts else None,
        language=found.key if found is not None and is_text else None,
    )
