"""Texts as pages show them."""

from app.codelists import Language
from app.site.texts import local_text, text_list, typeset


def text(french: str | None, arabic: str | None = None, **states: str) -> dict[str, object]:
    return {"fr": french, "ar": arabic, "en": None, "states": states}


def test_french_double_signs_keep_to_their_word() -> None:
    written = typeset("le « plan » : 12 % en 2014 ; et puis ?", "fr")
    assert written == "le «\u00a0plan\u00a0»\u00a0: 12\u00a0% en 2014\u00a0; et puis\u00a0?"
    assert typeset("a : b", "en") == "a : b"


def test_latin_names_are_isolated_in_arabic_and_nothing_is_markup() -> None:
    assert typeset("برنامج PRIMO II (AFD/GIZ)، <b>", "ar") == (
        "برنامج <bdi>PRIMO II</bdi> (<bdi>AFD/GIZ</bdi>)، &lt;<bdi>b</bdi>&gt;"
    )
    assert typeset("<script>", "fr") == "&lt;script&gt;"


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
