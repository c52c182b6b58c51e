"""The rules of field changes: pure functions over project documents without read-only members."""

from app.review.changes.comparison import Change, Standing, difference, equal, standing
from app.review.changes.content import Content, apply, assemble, flatten
from app.review.changes.patches import from_merge_patch
from app.review.changes.paths import Kind, Path, editable, find_path, parse_path
from app.review.changes.rules import (
    EXPECTED,
    Completeness,
    FieldProblem,
    completeness,
    problems,
)
from app.review.changes.texts import settle_text_states
from app.review.changes.words import Segment, word_diff

__all__ = [
    "EXPECTED",
    "Change",
    "Completeness",
    "Content",
    "FieldProblem",
    "Kind",
    "Path",
    "Segment",
    "Standing",
    "apply",
    "assemble",
    "completeness",
    "difference",
    "editable",
    "equal",
    "find_path",
    "flatten",
    "from_merge_patch",
    "parse_path",
    "problems",
    "settle_text_states",
    "standing",
    "word_diff",
]
