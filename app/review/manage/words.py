"""To look for something by words of its names, in any of the languages."""

from typing import Any

from sqlalchemy import ColumnElement, func, true


def has_words(written: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Each of the words is somewhere in what is written, whatever their accents."""
    asked = words.split()
    if not asked:
        return true()
    folded = func.search_fold(written)
    found = [func.strpos(folded, func.search_fold(word)) > 0 for word in asked]
    condition = found[0]
    for each in found[1:]:
        condition &= each
    return condition
