"""Jinja2 in the three languages. Values are escaped; messages come from the catalogues."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.codelists import Language
from app.i18n.catalogue import messages
from app.i18n.typography import unbroken


def make_environment(directory: Path, language: Language) -> Environment:
    """Templates of a directory whose `_` and `ngettext` speak the language."""
    environment = Environment(
        loader=FileSystemLoader(directory),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    texts = messages(language)
    finish = unbroken if language == Language.FR else str
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(
        lambda text: finish(texts.gettext(text)),
        lambda one, several, n: finish(texts.ngettext(one, several, n)),
        newstyle=True,
    )
    return environment
