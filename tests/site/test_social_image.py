"""The pictures of pages: size, format, and text that stays in its place."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from app.codelists import Language
from app.i18n.catalogue import direction
from app.settings import ROOT
from app.site.social_image import (
    BAR,
    HEIGHT,
    MAP,
    MARGIN,
    WIDTH,
    Line,
    Picture,
    Words,
    draw,
    lay_out,
)
from app.site.social_image_text import ELLIPSIS, Style, clean, shapes_arabic, shorten, wrap
from tests.site.hostile import TITLES

OUTLINES = {
    "MA-01": [[(-9.0, 30.0), (-8.0, 30.0), (-8.0, 31.0), (-9.0, 31.0), (-9.0, 30.0)]],
    "MA-02": [[(-8.0, 30.0), (-7.0, 30.0), (-7.0, 31.0), (-8.0, 31.0), (-8.0, 30.0)]],
}
MAX_BYTES = 80_000
# Ink may stand out of the width that a font states by a pixel or two.
TOLERANCE = 4


def titles(language: Language) -> list[str]:
    """The longest of the catalogue."""
    files = sorted((ROOT / "data" / "projects").glob("*.json"))
    found = (json.loads(file.read_text())["title"][language] for file in files)
    return sorted((title for title in found if title), key=len)[-25:]


def make_picture(title: str, language: Language) -> Picture:
    way = direction(language)
    return Picture(
        direction=way,
        tagline=Words("Projets Migration et Développement du Maroc", way),
        title=Words(title, way),
        details=[Words("2016 – 2019", way), Words("Bailleurs : " + "AECID, UE, " * 20, way)],
        caption=Words("Souss-Massa, " * 9, way),
        shades={"MA-01": 0.6},
        points=[(-8.5, 30.5)],
    )


def overlap(one: Line, other: Line) -> bool:
    a, b = one.box(), other.box()
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > 0 and down > TOLERANCE


def check(picture: Picture) -> None:
    lines = lay_out(picture)
    for line in lines:
        left, top, right, bottom = line.box()
        assert left >= MARGIN - TOLERANCE, line
        assert right <= WIDTH - MARGIN + TOLERANCE, line
        assert top >= 0, line
        assert bottom <= HEIGHT - BAR, line
    title = [line for line in lines if line.style.weight == "semibold"][1:]
    details = [line for line in lines if line.style.size == 27]
    column = [line.box() for line in (*title, *details)]
    if picture.direction == "rtl":
        assert min(box[0] for box in column) >= MARGIN + MAP[0], title
    else:
        assert max(box[2] for box in column) <= WIDTH - MARGIN - MAP[0], title
    assert not any(overlap(one, other) for one in title for other in details)


@pytest.mark.parametrize("language", list(Language))
def test_the_longest_titles_fit(language: Language) -> None:
    for title in titles(language):
        picture = make_picture(title, language)
        check(picture)
        shown = "".join(line.text for line in lay_out(picture)[2:])
        assert clean(title).replace(" ", "")[:40] in shown.replace(" ", "")


@pytest.mark.parametrize("language", [Language.FR, Language.AR])
@pytest.mark.parametrize("title", TITLES)
def test_hostile_titles_fit(title: str, language: Language) -> None:
    check(make_picture(title, language))


@pytest.mark.parametrize("language", list(Language))
def test_it_is_a_small_png(language: Language) -> None:
    content = draw(make_picture(titles(language)[-1], language), OUTLINES)
    assert len(content) <= MAX_BYTES
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))


def test_a_picture_in_arabic_is_mirrored() -> None:
    fr, ar = (make_picture("PRIMO", language) for language in (Language.FR, Language.AR))
    assert all(line.x < WIDTH / 2 for line in lay_out(fr) if line.anchor.startswith("l"))
    assert all(line.x > WIDTH / 2 for line in lay_out(ar) if line.anchor.startswith("r"))


def test_arabic_letters_join() -> None:
    assert shapes_arabic(), "install FriBiDi (Debian: libfribidi0; Fedora, macOS: fribidi)"
    style = Style("semibold", 40, "rtl")
    apart = sum(style.measure(letter) for letter in "برنامج")
    assert style.measure("برنامج") < apart * 0.95


def test_what_the_font_cannot_draw_is_left_out() -> None:
    assert clean("a\u202eb\u0000c \n d 😀 e") == "abc d e"
    assert clean("😀🏳️‍🌈") == ""
    assert clean("Z\u0338\u0322\u031ba" + "\u0349" * 50) == "Za"
    assert "\u0651" * 3 not in clean("مدر" + "\u0651" * 50 + "ة")


def test_lines_break_between_words_and_end_with_an_ellipsis() -> None:
    lines = wrap("un deux trois quatre", len, 8)
    assert lines == ["un deux", "trois", "quatre"]
    assert shorten(lines, 2, len, 8) == ["un deux", "trois" + ELLIPSIS]
    assert wrap("x" * 20, len, 8) == ["x" * 8, "x" * 8, "x" * 4]


def test_an_empty_map_is_drawn_too() -> None:
    assert draw(replace(make_picture("x", Language.FR), shades={}, points=[]), {})
