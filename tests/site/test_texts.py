"""Texts as pages show them."""

from app.codelists import Language
from app.site.texts import local_text, text_list


def text(french: str | None, arabic: str | None = None, **states: str) -> dict[str, object]:
    return {"fr": french, "ar": arabic, "en": None, "states": states}


def test_a_text_tells_its_language_and_its_state() -> None:
    stale = local_text(text("Bonjour", "مرحبا", fr="original", ar="stale"), Language.AR)
    assert stale is not None
    assert (stale.dir, stale.foreign, stale.draft, stale.stale) == ("rtl", False, False, True)


def test_what_is_the_same_for_a_whole_list_is_told_once() -> None:
    draft = {"text": text("a", "ا", fr="original", ar="draft")}
    french = {"text": text("b", fr="original")}
    alike = text_list([draft, draft], Language.AR)
    assert alike.common == alike.texts[0]
    assert text_list([draft, french], Language.AR).common is None
    assert text_list([], Language.AR).common is None
