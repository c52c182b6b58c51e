"""The rules of field changes: pure functions over project documents without read-only members."""

from app.review.changes.comparison import Change, Standing, difference, equal, standing
from app.review.changes.content import Content, apply, assemble, flatten
from app.review.changes.paths import Kind, Path, editable, find_path, parse_path
from app.review.changes.texts import settle_text_states

__all__ = [
    "Change",
    "Content",
    "Kind",
    "Path",
    "Standing",
    "apply",
    "assemble",
    "difference",
    "editable",
    "equal",
    "find_path",
    "flatten",
    "parse_path",
    "settle_text_states",
    "standing",
]
