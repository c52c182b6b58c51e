"""Which passwords are refused: short ones, and those that are found at the first guesses."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from threading import Lock

MIN_LENGTH = 12
MAX_LENGTH = 200
# zxcvbn rates 0 to 4; 3 is fit for a server that slows guesses down.
MIN_SCORE = 3
_RATED = 72
# What must be left once one's own name, address and the words of the site are taken out.
MIN_OWN = 6
_OF_THE_SITE = ("kharita", "migration", "développement", "maroc", "morocco", "ministère")
_SEPARATORS = re.compile(r"[\s@._-]+")
_rating = Lock()  # zxcvbn keeps the words of the person in a global


class Fault(StrEnum):
    SHORT = "short"
    LONG = "long"
    COMMON = "common"


ADVICE = {
    Fault.SHORT: f"must have at least {MIN_LENGTH} characters; several words make a good one",
    Fault.LONG: f"must have at most {MAX_LENGTH} characters",
    Fault.COMMON: "is too easy to guess: it is a common one, a pattern, or made of your own name; "
    "take several words that do not belong together",
}


def fold(password: str) -> str:
    """The same characters, however the keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def fault_of(password: str, personal: Sequence[str]) -> Fault | None:
    """`personal`: name and mail address, which a guesser tries first."""
    folded = fold(password)
    if len(folded) < MIN_LENGTH:
        return Fault.SHORT
    if len(folded) > MAX_LENGTH:
        return Fault.LONG
    words = [*(word for text in personal for word in _words(text)), *_OF_THE_SITE]
    guessable = _score(folded, words) < MIN_SCORE or _is_made_of(folded, words)
    return Fault.COMMON if guessable else None


def _score(password: str, words: Sequence[str]) -> int:
    # Its lists take 13 MB, which a server carries from the first new password on only.
    rate = import_module("zxcvbn").zxcvbn
    with _rating:
        return int(rate(password[:_RATED], user_inputs=words)["score"])


def _words(text: str) -> list[str]:
    """Of a name or an address; short ones are in too many others."""
    return [word for word in _SEPARATORS.split(fold(text).lower()) if len(word) > 3]


def _is_made_of(password: str, words: Sequence[str]) -> bool:
    rest = password.lower()
    for word in words:
        rest = rest.replace(word, "")
    return len(_SEPARATORS.sub("", rest)) < MIN_OWN
