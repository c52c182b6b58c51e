"""How to cite the page of a project: as a sentence, for BibTeX, and as CSL-JSON."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.codelists import Language
from app.i18n.catalogue import messages
from app.i18n.formats import partial_date
from app.site.project_page import local_text

AUTHOR = "Kharita"
BIBTEX_TYPE = "application/x-bibtex; charset=utf-8"
CSL_TYPE = "application/vnd.citationstyles.csl+json"
_QUOTES = {Language.FR: ("« ", " »"), Language.AR: ("«", "»"), Language.EN: ("“", "”")}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_TEX_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")


@dataclass(frozen=True)
class Citation:
    identifier: str
    title: str
    title_lang: str
    revision: int
    revised: date
    language: Language
    url: str


def _one_line(text: str) -> str:
    """Without line breaks, controls and direction overrides, which would disturb what is around."""
    kept = "".join(
        character
        for character in " ".join(text.split())
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return kept.strip()


def make_citation(
    document: Mapping[str, Any], revised: date, language: Language, url: str
) -> Citation:
    title = local_text(document["title"], language)
    assert title is not None  # noqa: S101 - the document model requires a French title
    return Citation(
        document["identifier"],
        _one_line(title.text),
        title.lang,
        document["revision"],
        revised,
        language,
        url,
    )


def as_text(citation: Citation) -> str:
    gettext = messages(citation.language).gettext
    opening, closing = _QUOTES[citation.language]
    return gettext(
        "%(author)s (%(year)s). %(title)s. Fiche %(identifier)s, révision %(revision)s "
        "du %(date)s. %(url)s"
    ) % {
        "author": AUTHOR,
        "year": citation.revised.year,
        "title": f"{opening}{citation.title}{closing}",
        "identifier": citation.identifier,
        "revision": citation.revision,
        "date": partial_date(citation.revised.isoformat(), citation.language),
        "url": citation.url,
    }


def _tex(text: str) -> str:
    return _TEX_SPECIAL.sub(lambda match: _TEX[match[0]], text)


def as_bibtex(citation: Citation) -> str:
    """Double braces keep the case of the title as it is; UTF-8, as biber and recent BibTeX read."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_tex(citation.title)}}}",
        "year": str(citation.revised.year),
        "month": str(citation.revised.month),
        "day": str(citation.revised.day),
        "number": citation.identifier,
        "version": str(citation.revision),
        "langid": {"fr": "french", "ar": "arabic", "en": "english"}[citation.title_lang],
        "url": citation.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{kharita-{citation.identifier},\n{lines}}}\n"


def as_csl(citation: Citation) -> bytes:
    revised = citation.revised
    item = {
        "id": citation.identifier,
        "type": "webpage",
        "author": [{"literal": AUTHOR}],
        "title": citation.title,
        "container-title": AUTHOR,
        "issued": {"date-parts": [[revised.year, revised.month, revised.day]]},
        "number": citation.identifier,
        "version": str(citation.revision),
        "language": citation.title_lang,
        "URL": citation.url,
    }
    return json.dumps([item], ensure_ascii=False, indent=2).encode()
