"""Pages as schema.org graphs (JSON-LD). Pure: from the detail document and the address."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from app.codelists import Language
from app.exchange.structured_data import (
    CONTEXT,
    Node,
    catalogue,
    dataset,
    known,
    project_nodes,
)
from app.i18n.addresses import page_address
from app.i18n.catalogue import messages

# Inside a script element nothing may close it, open a comment, or end a line of JavaScript.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def json_ld(graph: Mapping[str, Any]) -> Markup:
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing that HTML would read is left


def _graph(*nodes: Node) -> Node:
    return {"@context": CONTEXT, "@graph": [known(node) for node in nodes]}


def breadcrumbs(base_url: str, language: Language, trail: Sequence[tuple[str, str]]) -> Node:
    """`trail`: names and paths (without language) from the front door to the page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": page_address(base_url, language, path),
            }
            for position, (name, path) in enumerate(trail, start=1)
        ],
    }


def project_graph(
    document: Mapping[str, Any], revised: str, base_url: str, language: Language
) -> Node:
    """The page, the project that it is about, and the way to it. `revised`: an ISO 8601 date."""
    page, project = project_nodes(document, revised, base_url, language)
    gettext = messages(language).gettext
    trail = [
        ("Kharita", "/"),
        (gettext("Projets"), "/projects"),
        (page["name"], f"/projects/{document['slug']}"),
    ]
    return _graph(page, project, breadcrumbs(base_url, language, trail))


def page_graph(base_url: str, trail: Sequence[tuple[str, str]], *, language: Language) -> Node:
    """Of any other page: the way to it. `trail` as in `breadcrumbs`."""
    return _graph(breadcrumbs(base_url, language, trail))


def site_graph(base_url: str, language: Language) -> Node:
    """Of the front door: the catalogue, and how to search it."""
    home = page_address(base_url, language, "/")
    site: Node = {
        "@type": "WebSite",
        "@id": f"{base_url}/#site",
        "name": "Kharita",
        "url": home,
        "inLanguage": str(language),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    return _graph(site, catalogue(base_url, language))


def dataset_graph(base_url: str, modified: str | None, *, language: Language) -> Node:
    """Of the data page: the whole catalogue as files. `modified`: an ISO 8601 date."""
    forms = {
        "projects.csv": "text/csv",
        "projects.geojson": "application/geo+json",
        "projects": "application/json",
    }
    trail = [("Kharita", "/"), (messages(language).gettext("Données"), "/data")]
    return _graph(
        dataset(base_url, modified, forms, language),
        catalogue(base_url, language),
        breadcrumbs(base_url, language, trail),
    )
