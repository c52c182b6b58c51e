"""French and Arabic as they are set in type."""

from app.i18n.typography import typeset


def test_french_double_signs_keep_to_their_word() -> None:
    written = typeset("le « plan » : 12 % en 2014 ; et puis ?", "fr")
    assert written == "le «\u00a0plan\u00a0»\u00a0: 12\u00a0% en 2014\u00a0; et puis\u00a0?"
    assert typeset("a : b", "en") == "a : b"


def test_latin_names_are_isolated_in_arabic_and_nothing_is_markup() -> None:
    assert typeset("برنامج PRIMO II (AFD/GIZ)، <b>", "ar") == (
        "برنامج <bdi>PRIMO II</bdi> (<bdi>AFD/GIZ</bdi>)، &lt;<bdi>b</bdi>&gt;"
    )
    assert typeset("<script>", "fr") == "&lt;script&gt;"
