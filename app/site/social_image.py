"""The picture that social networks show beside a link: 1200 × 630, a title and a little map."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from PIL import Image, ImageDraw

from app.regions.outlines import Outlines
from app.site.social_image_map import PAPER, Point, draw_map
from app.site.social_image_text import Style, clean, shorten, wrap

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
GAP = 48
MAP = (392, 396)
MAP_TOP = 124
COLUMN = WIDTH - 2 * MARGIN - GAP - MAP[0]
TITLE_TOP = 152
DETAILS_BOTTOM = 562
BAR = 14
COLOURS = 96

INK, INK_SOFT, PRIMARY, SAND, ACCENT = "#1f2a28", "#55625f", "#0f5c55", "#f4e6cf", "#e2855c"
TITLE_GAP = 20
# The first size at which the whole title fits is used.
TITLE_SIZES = (60, 54, 47, 41, 36)
LEADING = 1.22
# Arabic letters reach further up and down.
LEADING_ARABIC = 1.36


@dataclass(frozen=True)
class Words:
    """A text and the direction in which it is read."""

    text: str
    direction: str


@dataclass(frozen=True)
class Picture:
    """What is shown. `direction` is that of the page: in Arabic the picture is mirrored."""

    direction: str
    tagline: Words
    title: Words
    details: list[Words]
    caption: Words
    shades: Mapping[str, float] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A line of text at its place; `x` is the side that `anchor` names."""

    text: str
    style: Style
    x: float
    y: float
    anchor: str
    colour: str

    def box(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = self.style.font.getbbox(
            self.text, anchor=self.anchor, **self.style.shaping
        )
        return self.x + left, self.y + top, self.x + right, self.y + bottom


def _leading(style: Style) -> int:
    ratio = LEADING_ARABIC if style.direction == "rtl" else LEADING
    return round(style.size * ratio)


def _column(
    lines: list[str], style: Style, top: float, colour: str, *, mirrored: bool
) -> list[Line]:
    """Lines below each other in the text column, aligned to the side where the page begins."""
    x, anchor = (WIDTH - MARGIN, "ra") if mirrored else (MARGIN, "la")
    step = _leading(style)
    return [
        Line(text, style, x, top + number * step, anchor, colour)
        for number, text in enumerate(lines)
    ]


def _title(words: Words, bottom: float, *, mirrored: bool) -> list[Line]:
    """As large as it can be above `bottom`."""
    text = clean(words.text)
    for size in TITLE_SIZES:
        style = Style("semibold", size, words.direction)
        lines = wrap(text, style.measure, COLUMN)
        most = int((bottom - TITLE_TOP) // _leading(style))
        if len(lines) <= most:
            break
    lines = shorten(lines, most, style.measure, COLUMN)
    return _column(lines, style, TITLE_TOP, INK, mirrored=mirrored)


def _details(details: list[Words], *, mirrored: bool) -> list[Line]:
    """From the bottom up: the last detail may take two lines."""
    placed: list[Line] = []
    bottom = DETAILS_BOTTOM
    for number, words in enumerate(reversed(details)):
        style = Style("regular", 27, words.direction)
        most = 2 if number == 0 else 1
        lines = shorten(wrap(words.text, style.measure, COLUMN), most, style.measure, COLUMN)
        bottom -= len(lines) * _leading(style)
        placed += _column(lines, style, bottom, INK_SOFT, mirrored=mirrored)
    return placed


def _caption(words: Words, *, mirrored: bool) -> list[Line]:
    style = Style("regular", 24, words.direction)
    lines = shorten(wrap(words.text, style.measure, MAP[0]), 2, style.measure, MAP[0])
    x = _map_left(mirrored=mirrored) + MAP[0] / 2
    top = MAP_TOP + MAP[1] + 4
    return [
        Line(text, style, x, top + number * _leading(style), "ma", INK_SOFT)
        for number, text in enumerate(lines)
    ]


def _brand(tagline: Words, *, mirrored: bool) -> list[Line]:
    name = Style("semibold", 30, "ltr")
    small = Style("regular", 24, tagline.direction)
    x, anchor, side = (WIDTH - MARGIN, "rm", -1) if mirrored else (MARGIN, "lm", 1)
    after_mark = x + side * 60
    after_name = after_mark + side * (name.measure("Kharita") + 18)
    room = WIDTH - 2 * MARGIN - abs(after_name - x)
    text = shorten(wrap(tagline.text, small.measure, room), 1, small.measure, room)
    return [
        Line("Kharita", name, after_mark, 92, anchor, PRIMARY),
        *(Line(line, small, after_name, 93, anchor, INK_SOFT) for line in text),
    ]


def _map_left(*, mirrored: bool) -> int:
    return MARGIN if mirrored else WIDTH - MARGIN - MAP[0]


def lay_out(picture: Picture) -> list[Line]:
    mirrored = picture.direction == "rtl"
    details = _details(picture.details, mirrored=mirrored)
    bottom = min((line.y for line in details), default=DETAILS_BOTTOM) - TITLE_GAP
    return [
        *_brand(picture.tagline, mirrored=mirrored),
        *_title(picture.title, bottom, mirrored=mirrored),
        *details,
        *_caption(picture.caption, mirrored=mirrored),
    ]


@cache
def _mark() -> Image.Image:
    """The sign of static/map/img/logo.svg."""
    image = Image.new("RGB", (256, 256), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 255, 255), 56, fill=PRIMARY)
    draw.rectangle((64, 64, 192, 192), outline=SAND, width=14)
    corners = [(128, 37.6), (218.4, 128), (128, 218.4), (37.6, 128), (128, 37.6), (218.4, 128)]
    draw.line(corners, fill=SAND, width=14, joint="curve")
    draw.ellipse((102, 102, 154, 154), fill=ACCENT)
    return image.resize((46, 46), Image.Resampling.LANCZOS)


def draw(picture: Picture, outlines: Outlines) -> bytes:
    mirrored = picture.direction == "rtl"
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, HEIGHT - BAR, WIDTH, HEIGHT), fill=PRIMARY)
    image.paste(_mark(), (WIDTH - MARGIN - 46 if mirrored else MARGIN, 69))
    little_map = draw_map(outlines, MAP, picture.shades, picture.points)
    image.paste(little_map, (_map_left(mirrored=mirrored), MAP_TOP))
    for line in lay_out(picture):
        canvas.text(
            (line.x, line.y),
            line.text,
            fill=line.colour,
            font=line.style.font,
            anchor=line.anchor,
            **line.style.shaping,
        )
    output = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        output, "PNG", compress_level=7
    )
    return output.getvalue()
