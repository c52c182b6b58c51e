"""Messages in the reader's language. French is the source, so that French needs no catalogue."""

import gettext as gnu
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.codelists import Language

LOCALES = Path(__file__).resolve().parent / "locales"
DOMAIN = "kharita"
SCRIPTS = "static/map/js/"
# Those of the private pages, which the first view of the map should not carry.
PRIVATE_SCRIPTS = ("static/map/js/workspace", "static/map/js/review")
RIGHT_TO_LEFT = frozenset((Language.AR,))


def N_(text: str) -> str:  # noqa: N802 - the name by which messages are found in tables
    """Marks a message that is translated where it is used."""
    return text


@dataclass(frozen=True)
class Messages:
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    for_scripts: dict[str, list[str]]
    for_private_scripts: dict[str, list[str]]


class _French(gnu.NullTranslations):
    """In French zero and one are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid2 if n > 1 else msgid1


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def read_catalogue(language: Language) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN)


@cache
def messages(language: Language) -> Messages:
    if language == Language.FR:
        french = _French()
        return Messages(french.gettext, french.ngettext, {}, {})
    catalogue = read_catalogue(language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = gnu.GNUTranslations(compiled)
    return Messages(
        translations.gettext,
        translations.ngettext,
        _for_scripts(catalogue, lambda path: not path.startswith(PRIVATE_SCRIPTS)),
        _for_scripts(catalogue, lambda _: True),
    )


def _for_scripts(catalogue: Catalog, wanted: Callable[[str], bool]) -> dict[str, list[str]]:
    """Those that the browser's modules use: the first form in French, then all of ours."""
    return {
        _first(message.id): _forms(message)
        for message in catalogue
        if message.id
        and any(path.startswith(SCRIPTS) and wanted(path) for path, _ in message.locations)
    }


def _first(msgid: str | list[str] | tuple[str, ...]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())
