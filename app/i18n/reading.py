"""In which direction a text is read, whose language is not known. Pure."""

import unicodedata


def reading_direction(text: str) -> str:
    """That of most of its letters: a title in Arabic may begin with a Latin acronym, by which
    `dir="auto"` would judge it."""
    classes = [unicodedata.bidirectional(character) for character in text]
    right = sum(name in ("R", "AL") for name in classes)
    return "rtl" if right > classes.count("L") else "ltr"
