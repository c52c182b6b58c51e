"""The forms of a project page that machines read, and how people cite it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.codelists import Language
from app.i18n.addresses import page_address
from app.projects.reference import Reference
from app.site.citation import as_text, make_citation
from app.site.project_page import local_text
from app.site.social_image_content import places_text
from app.site.structured_data import project_graph


@dataclass(frozen=True)
class Form:
    """A file of the same facts. Its address carries no host: it is a link of the page."""

    name: str
    media_type: str
    href: str


@dataclass(frozen=True)
class MachineForms:
    """`head`: what `_machine_head.html` shows of this page."""

    head: dict[str, Any]
    citation: str
    data: list[Form]
    references: list[Form]
    qr: str


def project_forms(
    document: Mapping[str, Any],
    revised_at: datetime,
    reference: Reference,
    base_url: str,
    language: Language,
) -> MachineForms:
    path = f"/{language}/projects/{document['slug']}"
    api = f"/api/v1/projects/{document['slug']}"
    revised = revised_at.date()
    title = local_text(document["title"], language)
    description = local_text(document["description"], language)
    address = page_address(base_url, language, f"/projects/{document['slug']}")
    return MachineForms(
        head={
            "page_title": title and title.text,
            "page_description": description and description.text,
            "picture": f"{path}.png",
            "picture_alt": places_text(document, reference, language),
            "structured": project_graph(document, revised.isoformat(), base_url, language),
        },
        citation=as_text(make_citation(document, revised, language, address)),
        data=[
            Form("JSON", "application/json", f"{api}?lang={language}"),
            Form("GeoJSON", "application/geo+json", f"{api}.geojson?lang={language}"),
        ],
        references=[
            Form("BibTeX", "application/x-bibtex", f"{path}.bib"),
            Form("CSL-JSON", "application/vnd.citationstyles.csl+json", f"{path}.csl.json"),
        ],
        qr=f"{path}.qr.svg",
    )
