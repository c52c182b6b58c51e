"""Jinja2 in the three languages. Values are escaped; messages come from the catalogues."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.codelists import Language
from app.i18n import formats
from app.i18n.addresses import alternates
from app.i18n.catalogue import direction, messages
from app.site.downloads import make_downloads
from app.site.structured_data import dataset_graph, json_ld, page_graph
from app.site.texts import typeset, unbroken

TEMPLATES = Path(__file__).resolve().parent / "templates"
LANGUAGE_NAMES = {Language.FR: "Français", Language.AR: "العربية", Language.EN: "English"}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _safe_link(url: str) -> str:
    """Only addresses of the web become links."""
    return url if urlsplit(url).scheme in ("http", "https") else "#"


@cache
def environment(language: Language) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    texts = messages(language)
    finish = unbroken if language == Language.FR else str
    install: Callable[..., None] = env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        lambda text: finish(texts.gettext(text)),
        lambda one, several, n: finish(texts.ngettext(one, several, n)),
        newstyle=True,
    )
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
