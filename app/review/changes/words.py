"""What changed between two texts, word by word."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Literal

Kind = Literal["same", "added", "removed"]

# Pairs of equal tokens that are compared at most: beyond, larger pieces are.
MAX_PAIRS = 100_000
_ZERO_WIDTH_JOINER = "\u200d"
# Skin tones, variation selectors, tags and regional indicators join what stands before them.
_JOINED = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


@dataclass(frozen=True)
class Segment:
    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Segment]:
    """The `same` and `removed` segments join to `before`, the `same` and `added` ones to `after`.
    Words and what a reader sees as one character stay whole."""
    for cut in (words, _lines):
        old, new = cut(before), cut(after)
        if _pairs(old, new) <= MAX_PAIRS:
            return _segments(old, new)
    return _segments([before], [after])


def words(text: str) -> list[str]:
    """Words with the space after them, and single signs with theirs."""
    tokens: list[str] = []
    previous = ""
    for character in text:
        if tokens and _continues(previous, character, tokens[-1]):
            tokens[-1] += character
        else:
            tokens.append(character)
        previous = character
    return tokens


def _continues(previous: str, character: str, token: str) -> bool:
    if character.isspace():
        return True
    if _JOINED.match(character) or unicodedata.category(character)[0] == "M":
        return True
    if previous == _ZERO_WIDTH_JOINER:
        return True
    if _REGIONAL.match(character):
        return bool(_REGIONAL.match(previous))
    return _in_word(character) and _in_word(token[0]) and not previous.isspace()


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "_ـ"


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(token.rstrip() for token in new)
    return sum(counts[token.rstrip()] for token in old)


def _segments(old: Sequence[str], new: Sequence[str]) -> list[Segment]:
    """Equal words are the same, also where the space after them differs."""
    pieces: list[tuple[Kind, str]] = []
    keys = [token.rstrip() for token in old], [token.rstrip() for token in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(old[old_start:old_end], new[new_start:new_end], strict=True)
            for one, other in pairs:
                shared = one if one == other else one.rstrip()
                pieces.append(("same", shared))
                pieces.append(("removed", one[len(shared) :]))
                pieces.append(("added", other[len(shared) :]))
        else:
            pieces.append(("removed", "".join(old[old_start:old_end])))
            pieces.append(("added", "".join(new[new_start:new_end])))
    return _joined(pieces)


def _joined(pieces: Sequence[tuple[Kind, str]]) -> list[Segment]:
    filled = [piece for piece in pieces if piece[1]]
    return [
        Segment(kind, "".join(text for _, text in run))
        for kind, run in groupby(filled, key=itemgetter(0))
    ]
