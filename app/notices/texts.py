"""Sentences and mails about events, in the reader's language. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from app.codelists import Language
from app.i18n.catalogue import direction, messages
from app.i18n.reading import reading_direction
from app.notices.events import EVENTS
from app.notices.outbox import link

Data = Mapping[str, Any]
MAX_QUOTE = 1000
CHOICES = "workspace/notifications/mail"
# Keeps a name of the other direction from mixing with the sentence around it (Unicode TR9).
_ISOLATES, _POP = {"ltr": "\u2066", "rtl": "\u2067"}, "\u2069"
_CONTROLS = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = frozenset(("R", "AL")), frozenset("L")
_RIGHT_TO_LEFT_MARK = "\u200f"


def isolated(text: str, language: Language) -> str:
    """Set apart where it holds letters of the other direction; without marks of its own, which
    could turn the words around it."""
    plain = _CONTROLS.sub("", text)
    other = _LEFT_TO_RIGHT if direction(language) == "rtl" else _RIGHT_TO_LEFT
    if any(unicodedata.bidirectional(character) in other for character in plain):
        return f"{_ISOLATES[reading_direction(plain)]}{plain}{_POP}"
    return plain


def subject_of(data: Data, language: Language) -> str:
    gettext = messages(language).gettext
    project, submission = data.get("project"), data.get("submission")
    names = (project or {}).get("title") or data.get("title") or {}
    title = names.get(language) or names.get(Language.FR) or next(filter(None, names.values()), "")
    quoted = isolated(title, language)
    if submission is None:
        return gettext("le projet « %(title)s »") % {"title": quoted}
    number = submission["number"]
    if not title:
        return gettext("la proposition n° %(number)s d’un nouveau projet") % {"number": number}
    return gettext("la proposition n° %(number)s sur « %(title)s »") % {
        "number": number,
        "title": quoted,
    }


def sentence_of(event: str, data: Data, names: Mapping[str, str], language: Language) -> str:
    gettext = messages(language).gettext
    actor = names.get(str(data.get("actor")), "Kharita")
    return gettext(EVENTS[event].sentence) % {
        "actor": isolated(actor, language),
        "subject": subject_of(data, language),
    }


def path_of(event: str, data: Data, language: Language) -> str:
    return f"/{language}/{EVENTS[event].link.format(**data)}"


def quote_of(data: Data) -> str:
    text = str(data.get("message") or "").strip()
    return text if len(text) <= MAX_QUOTE else f"{text[: MAX_QUOTE - 1]}…"


def mail_of(
    event: str, data: Data, names: Mapping[str, str], reader: str, language: Language
) -> tuple[str, str]:
    """Subject and body."""
    sentence = sentence_of(event, data, names, language)
    quote = "\n".join(f"> {line}" for line in _CONTROLS.sub("", quote_of(data)).splitlines())
    parts = [sentence, quote, link(path_of(event, data, language))]
    return sentence.rstrip(".").strip(), letter(reader, parts, language)


def letter(reader: str, parts: list[str], language: Language) -> str:
    """A whole mail to a user: greeting, paragraphs, and where to choose what is mailed."""
    gettext = messages(language).gettext
    choices = link(f"/{language}/{CHOICES}")
    paragraphs = [
        gettext("Bonjour %(name)s,") % {"name": isolated(reader, language)},
        *filter(None, parts),
        "-- \nKharita\n" + gettext("Choisir les mails que je reçois :") + f"\n{choices}",
    ]
    return directed("\n\n".join(paragraphs) + "\n", language)


def directed(text: str, language: Language) -> str:
    """Plain text has no direction of its own: a mark before each line of a right-to-left language
    makes mail readers set it so, even where the line begins with a Latin word or an address."""
    if direction(language) == "ltr":
        return text
    lines = text.split("\n")
    return "\n".join(_RIGHT_TO_LEFT_MARK + line if _marks(line) else line for line in lines)


def _marks(line: str) -> bool:
    """An address stays bare, so that what makes it a link takes it whole; so does `-- `."""
    return bool(line) and not line.startswith(("https://", "http://", "-- "))
