"""French and Arabic as they are set in type."""

import re

from markupsafe import Markup, escape

from app.codelists import Language

# Not before a placeholder of a message: %(n)s.
_SPACE_BEFORE = re.compile(r" (?=[»:;!?]|%(?!\())")
_SPACE_AFTER = re.compile(r"(?<=«) ")
# Latin words in a row, with the numbers and signs that belong to them: PRIMO II, AFD/AECID.
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][0-9A-Za-zÀ-ɏ]*(?:[ '’&/.+–-]{1,3}[0-9A-Za-zÀ-ɏ]+)*")


def unbroken(text: str) -> str:
    """French, whose spaces before double signs do not break at the end of a line."""
    return _SPACE_AFTER.sub("\u00a0", _SPACE_BEFORE.sub("\u00a0", text))


def typeset(text: str, lang: str) -> Markup:
    """Escaped. In French the spaces before double signs do not break; in Arabic each run of Latin
    letters is isolated, so that the signs around it keep their place."""
    if lang == Language.FR:
        text = unbroken(text)
    if lang != Language.AR:
        return escape(text)
    parts: list[str | Markup] = []
    end = 0
    for run in _LATIN.finditer(text):
        parts += [text[end : run.start()], Markup("<bdi>{}</bdi>").format(run[0])]
        end = run.end()
    return Markup("").join([*parts, text[end:]])
