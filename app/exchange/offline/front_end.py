"""Sheets and scripts of the front end as text that asks for no other file."""

import base64
import json
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Any

from app.codelists import Language
from app.errors import AppError
from app.settings import ROOT

FRONT_END = ROOT / "static" / "map"
_IMPORT = re.compile(r'@import "([^"]+)";')
_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)""")
_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
# A comment or an element of the page would begin or end here.
_MARKUP = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)


class FrontEndError(AppError):
    """A file that set-up copies is missing, or cannot stand within a page."""


def read(name: str) -> str:
    """Raises FrontEndError."""
    return _text(FRONT_END / name)


def _text(path: Path) -> str:
    text = _bytes(path).decode()
    if _MARKUP.search(text):
        raise FrontEndError(f"{path.name} cannot be written into a page")
    return text


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise FrontEndError(
            f"{path} is missing: run `npm ci` and `npm run vendor` in {FRONT_END}"
        ) from None


@cache
def sheet(name: str, language: Language) -> str:
    """With what it imports, and the files that it names, written out; the letters of the language
    alone."""
    return _FACE.sub(lambda face: _face(face[0], language), _imported(FRONT_END / name))


def _imported(path: Path) -> str:
    text = _IMPORT.sub(lambda found: _imported(path.parent / found[1]), _text(path))
    return _URL.sub(lambda found: f"url({_data(path.parent / found[1])})", text)


def _data(path: Path) -> str:
    """What an imported sheet names is written out already, relative to that sheet."""
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{media_type};base64,{base64.b64encode(_bytes(path)).decode()}"


def _face(face: str, language: Language) -> str:
    """Without the letters of another script; the local font that stands in for them stays."""
    if "data:" not in face:
        return face
    return face if ("Sans Arabic" in face) == (language == Language.AR) else ""


def neighbours() -> dict[str, Any]:
    """The land around Morocco, as GeoJSON: empty where set-up has not made it."""
    path = FRONT_END / "vendor" / "neighbours.json"
    if not path.is_file():
        return {"type": "FeatureCollection", "features": []}
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found
