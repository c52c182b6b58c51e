"""Text inside a picture: what of it can be drawn, and how it breaks into lines that fit."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont, features

from app.site.assets import FRONT_END

FONTS = FRONT_END / "vendor" / "plex-sans-arabic"
ELLIPSIS = "…"
# More than any picture can show; what follows is never looked at.
MAX_CHARACTERS = 600
MAX_MARKS = 2
RIGHT_TO_LEFT_MARK = "\u200f"
_LOOSE_ENDS = f" ,،;:–-\u00a0{RIGHT_TO_LEFT_MARK}"
_NOT_DRAWN = ("Cc", "Cf", "Cs", "Co", "Cn")
_KEEP_WITH_PREVIOUS = re.compile(r" (?=[:;!?»%])|(?<=«) ")
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")

Measure = Callable[[str], float]


@cache
def shapes_arabic() -> bool:
    """Pillow joins Arabic letters with FriBiDi, a library of the system that may be missing."""
    return bool(features.check("raqm"))


def _path(weight: str) -> Path:
    path = FONTS / f"{weight}.ttf"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: run `npm run vendor` in {FRONT_END}")
    return path


@lru_cache(maxsize=32)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_path(weight), size)


@dataclass(frozen=True)
class Style:
    weight: str
    size: int
    direction: str

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font(self.weight, self.size)

    @property
    def shaping(self) -> dict[str, Any]:
        if not shapes_arabic():
            return {}
        return {"direction": self.direction, "language": "ar" if self.direction == "rtl" else "fr"}

    def measure(self, text: str) -> float:
        return self.font.getlength(text, **self.shaping)


@cache
def _probe() -> ImageFont.FreeTypeFont:
    """Glyph by glyph: shaping would put a circle under an accent that stands alone."""
    return ImageFont.truetype(_path("regular"), 20, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    drawn, missing = _probe().getmask(character), _probe().getmask("\U0010fffd")
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


def clean(text: str) -> str:
    """Without controls, direction marks, heaps of accents, and what the font cannot draw."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS])
    text = _BREAKS.sub(" ", text).strip()
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category not in _NOT_DRAWN and marks <= MAX_MARKS and _has_glyph(character):
            kept.append(character)
    shown = " ".join(filter(None, "".join(kept).split(" ")))
    return _KEEP_WITH_PREVIOUS.sub("\u00a0", shown)


def longest_prefix(text: str, measure: Measure, width: float) -> int:
    """How many characters of `text` fit; at least one, so that a text always ends."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _pieces(text: str, measure: Measure, width: float) -> list[str]:
    """Words; those wider than a line are cut."""
    pieces: list[str] = []
    for word in filter(None, text.split(" ")):
        rest = word
        while measure(rest) > width and len(rest) > 1:
            cut = longest_prefix(rest, measure, width)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def wrap(text: str, measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    for piece in _pieces(text, measure, width):
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def shorten(lines: list[str], most: int, measure: Measure, width: float) -> list[str]:
    """At most `most` lines; the last ends with an ellipsis if something was left out."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(_LOOSE_ENDS) + ELLIPSIS]
