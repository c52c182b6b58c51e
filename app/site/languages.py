"""Which language a visitor reads."""

from typing import Annotated

from fastapi import Depends

from app.codelists import Language
from app.errors import NotFoundError


def page_language(lang: str) -> Language:
    if lang not in set(Language):
        raise NotFoundError(f"There is no page in the language '{lang[:20]}'")
    return Language(lang)


PageLanguage = Annotated[Language, Depends(page_language)]


def preferred_language(accept_language: str) -> Language:
    """Of the three, the one that the browser puts first; French for any other."""
    choices: list[tuple[float, int, Language]] = []
    for position, part in enumerate(accept_language.split(",")[:20]):
        name, _, weight = part.strip().partition(";q=")
        code = name.partition("-")[0].lower()
        if code in set(Language):
            choices.append((-_weight(weight), position, Language(code)))
    return min(choices)[2] if choices else Language.FR


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
