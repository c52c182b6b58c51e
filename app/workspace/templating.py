"""The site's Jinja2, with templates of our own beside those of the public pages."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from app.codelists import Language
from app.i18n.catalogue import messages
from app.i18n.formats import BROWSER_LOCALES
from app.i18n.reading import reading_direction
from app.site import templating as site

TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def environment(language: Language) -> Environment:
    public = site.environment(language)
    private = public.overlay(loader=FileSystemLoader([TEMPLATES, site.TEMPLATES]))
    private.filters = {**public.filters, "reading_direction": reading_direction}
    private.globals = {
        **public.globals,
        "script_config": {
            "lang": language,
            "number_locale": BROWSER_LOCALES[language],
            "messages": messages(language).for_private_scripts,
        },
    }
    return private


def render(name: str, language: Language, **values: Any) -> str:
    return environment(language).get_template(name).render(**values)
