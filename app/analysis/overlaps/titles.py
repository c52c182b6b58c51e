"""How alike two titles are, whatever their accents, endings and order of words."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# As the search of the catalogue folds words (`search_fold` and `search_strip` of the database).
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae"} | dict(zip("ٱىةیکگڭݣ٠١٢٣٤٥٦٧٨٩", "ايهيكككك0123456789", strict=True))
)
_WORD = re.compile("[a-z0-9\u0621-\u064a\u2d30-\u2d7f]+")
_ARTICLE = re.compile("(?:[وف]?(?:[بك]?ال|لل))(?=[\u0621-\u064a]{3})")

_STOP_WORDS = """
a au aux avec ce ces d dans de des du en entre et l la le les leur leurs ou par pour sa se
ses son sur un une the of and for in on to with by at from its their
في من على الى عن مع و او بين هذا هذه ذلك
"""
# Most titles of this catalogue have them, or they number phases of one thing: they say little.
_COMMON_WORDS = """
programme program projet project appui soutien support renforcement strengthening promotion
developpement development migration migrations migrant migrants maroc marocain marocaine
marocains marocaines morocco moroccan national nationale regional regionale local locale
phase phases i ii iii iv 1 2 3
مرحله اولي ثانيه ثالثه برنامج مشروع دعم تعزيز تنميه هجره مهاجرين مغرب مغربيه مغاربه
"""
_STOP = frozenset(_STOP_WORDS.split())
_COMMON = frozenset(_COMMON_WORDS.split())
COMMON_WEIGHT = 0.3


def fold(text: str) -> list[str]:
    """The words, in lower case without accents, vowels or Arabic articles."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_LETTERS)
    return [_ARTICLE.sub("", word, count=1) for word in _WORD.findall(plain)]


@lru_cache(maxsize=4096)
def significant(title: str) -> Mapping[str, float]:
    """Its words that mean something, and how much."""
    words = fold(title)
    kept = [word for word in words if word not in _STOP] or words
    return {word: COMMON_WEIGHT if word in _COMMON else 1.0 for word in kept}


@lru_cache(maxsize=4096)
def _trigrams(title: str) -> frozenset[str]:
    padded = [f"  {word} " for word in significant(title)]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same words)."""
    if not significant(one) or not significant(other):
        return 0.0
    first, second = significant(one), significant(other)
    shared = sum(weight for word, weight in first.items() if word in second)
    words = 2 * shared / (sum(first.values()) + sum(second.values()))
    grams, others = _trigrams(one), _trigrams(other)
    letters = 2 * len(grams & others) / (len(grams) + len(others))
    return (words + letters) / 2


def best_likeness(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> float:
    """Of titles in several languages: in the language in which they are most alike."""
    return max(
        (likeness(text, other[language] or "") for language, text in one.items()
         if text and other.get(language)),
        default=0.0,
    )  # fmt: skip
