"""Texts of an IATI file: each in the languages that it has."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.codelists import Language, OpenList
from app.exchange.iati.dates import ActivityDate
from app.i18n.catalogue import N_, messages
from app.i18n.formats import partial_date
from app.kit import xml
from app.kit.xml_stream import XmlStream
from app.projects.reference import Reference

# By language; what is absent, null or empty is not written.
Texts = Mapping[str, str | None]

_SEPARATORS = {Language.FR: ", ", Language.AR: "، ", Language.EN: ", "}
_PRECISIONS = {
    "year": N_("Connu à l'année près : %(date)s"),
    "month": N_("Connu au mois près : %(date)s"),
}
_UNREADABLE = "\ufffd"


def add_narratives(stream: XmlStream, texts: Texts) -> None:
    others = [language for language in texts if language not in set(Language)]
    for language in (*Language, *others):
        if content := texts.get(language):
            readable = xml.text(content) or _UNREADABLE
            stream.add("narrative", readable, {"xml:lang": language})


def write_texts(
    stream: XmlStream, tag: str, texts: Texts, attributes: Mapping[str, str] | None = None
) -> None:
    """An element that needs a narrative, unless there is none."""
    if any(texts.values()):
        with stream.element(tag, attributes):
            add_narratives(stream, texts)


def texts_of(text: Mapping[str, Any] | None) -> Texts:
    """Of a text of a document, which holds the states of its languages too."""
    return {language: text[language] for language in Language} if text else {}


def list_of(items: Sequence[Mapping[str, Any]], heading: str = "") -> Texts:
    """One line for each item that there is in the language; `heading` is a message."""
    lists: dict[str, str] = {}
    for language in Language:
        lines = [item["text"][language] for item in items if item["text"][language]]
        if lines:
            before = [messages(language).gettext(heading)] if heading else []
            lists[language] = "\n".join([*before, *(f"- {line}" for line in lines)])
    return lists


def labels_of(reference: Reference, codelist: OpenList, codes: Sequence[str]) -> Texts:
    return joined([reference.lists[codelist].get(code, {}) for code in codes])


def joined(names: Sequence[Texts]) -> Texts:
    """One after the other, in the languages that all of them have."""
    return {
        language: separator.join(str(name[language]) for name in names)
        for language, separator in _SEPARATORS.items()
        if names and all(name.get(language) for name in names)
    }


def precision_of(known: ActivityDate) -> Texts:
    """Nothing for a date that is known to the day."""
    message = _PRECISIONS.get(known.precision)
    if message is None:
        return {}
    return {
        language: messages(language).gettext(message)
        % {"date": partial_date(known.stated, language)}
        for language in Language
    }
