"""Texts of projects as pages show them: in the reader's language, or in one that is named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.codelists import Language, TextState
from app.i18n.catalogue import direction
from app.models import name_in
from app.projects.place_names import place_names


@dataclass(frozen=True)
class LocalText:
    """A text and the language it is really in."""

    text: str
    lang: str
    dir: str
    foreign: bool
    draft: bool
    stale: bool

    @property
    def remarks(self) -> tuple[object, ...]:
        """What readers are told about it."""
        return (self.foreign and self.lang, self.draft, self.stale)


@dataclass(frozen=True)
class LocalName:
    """A name and the language it is really in."""

    text: str
    lang: str


@dataclass(frozen=True)
class TextList:
    """`common` stands for all of them when what there is to tell about each is the same."""

    texts: list[LocalText]
    common: LocalText | None


def local_text(text: Mapping[str, Any] | None, language: Language) -> LocalText | None:
    """In the language asked for, else in French, else in any there is."""
    if text is None:
        return None
    for code in (language, Language.FR, *Language):
        if text.get(code):
            state = (text.get("states") or {}).get(code)
            return LocalText(
                text[code],
                code,
                direction(code),
                code != language,
                state == TextState.DRAFT,
                state == TextState.STALE,
            )
    return None


def local_place(name: str, language: Language) -> LocalName:
    """The name of a place, which records give in French."""
    names = place_names(name)
    lang = language if names.get(language) else Language.FR
    return LocalName(name_in(names, lang), lang)


def text_list(items: Iterable[Mapping[str, Any]], language: Language) -> TextList:
    texts = [text for item in items if (text := local_text(item["text"], language)) is not None]
    alike = len({text.remarks for text in texts}) == 1
    return TextList(texts, texts[0] if alike else None)
