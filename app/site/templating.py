"""The public templates, with what they show values by."""

from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from app.codelists import Language
from app.i18n import formats
from app.i18n.addresses import alternates
from app.i18n.catalogue import direction
from app.i18n.templates import make_environment
from app.i18n.typography import typeset
from app.site.downloads import make_downloads
from app.site.structured_data import dataset_graph, json_ld, page_graph

TEMPLATES = Path(__file__).resolve().parent / "templates"
LANGUAGE_NAMES = {Language.FR: "Français", Language.AR: "العربية", Language.EN: "English"}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _safe_link(url: str) -> str:
    """Only addresses of the web become links."""
    return url if urlsplit(url).scheme in ("http", "https") else "#"


@cache
def environment(language: Language) -> Environment:
    env = make_environment(TEMPLATES, language)
    for function in (
        formats.number,
        formats.exact,
        formats.rate,
        formats.partial_date,
        formats.day,
        formats.country,
        formats.language_name,
    ):
        env.filters[function.__name__] = partial(function, language=language)
    env.filters["money"] = lambda amount: formats.money(
        amount["value"], amount["currency"], language
    )
    env.filters["typeset"] = typeset
    env.filters["host"] = _host
    env.filters["safe_link"] = _safe_link
    env.filters["dir"] = direction
    env.filters["json_ld"] = json_ld
    env.globals.update(
        alternates=alternates,
        dataset_graph=partial(dataset_graph, language=language),
        files=make_downloads(language),
        page_graph=partial(page_graph, language=language),
        lang=str(language),
        dir=direction(language),
        languages={str(code): name for code, name in LANGUAGE_NAMES.items()},
    )
    return env


def render(name: str, language: Language, **values: Any) -> str:
    return environment(language).get_template(name).render(**values)
