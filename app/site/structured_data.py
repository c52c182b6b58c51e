"""Pages as schema.org graphs (JSON-LD). Pure: from the detail document and the address."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from app.codelists import Language, LocationLevel, Role
from app.i18n.catalogue import messages
from app.site.address import page_address
from app.site.project_page import local_text

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Node = dict[str, Any]
# Inside a script element nothing may close it, open a comment, or end a line of JavaScript.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def json_ld(graph: Mapping[str, Any]) -> Markup:
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing that HTML would read is left


def _graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": [_known(node) for node in nodes]}


def _known(node: Node) -> Node:
    """Without what is not known: absence says it in JSON-LD."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}


def _publisher(base_url: str) -> Node:
    return {"@type": "Organization", "@id": f"{base_url}/#kharita", "name": "Kharita"}


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


def _organisation(
    slug: str, document: Mapping[str, Any], base_url: str, language: Language
) -> Node:
    known = document["labels"]["organisations"].get(slug, {})
    url = page_address(base_url, language, f"/organisations/{slug}")
    return _known(
        {
            "@type": "Organization",
            "@id": f"{url}#organisation",
            "name": known.get("name") or slug,
            "alternateName": known.get("acronym"),
            "url": url,
        }
    )


def _amount(contribution: Mapping[str, Any]) -> Node:
    return {
        "@type": "MonetaryAmount",
        "value": contribution["value"],
        "currency": contribution["currency"],
    }


def _place(location: Mapping[str, Any], labels: Mapping[str, Any], country: str) -> Node:
    region = location["region"]
    level = location["level"]
    is_area = level in (LocationLevel.REGION, LocationLevel.PROVINCE)
    code = location["province"] if level == LocationLevel.PROVINCE else region
    names = {**labels["regions"], **labels["provinces"]}
    if level == LocationLevel.NATIONAL:
        return {"@type": "Country", "name": country, "identifier": location["country"]}
    place: Node = {
        "@type": "AdministrativeArea" if is_area else "Place",
        "name": names.get(code, location["name"]) if is_area else location["name"],
        "identifier": code if is_area else None,
    }
    if location["point"] is not None:
        longitude, latitude = location["point"]
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    around: Node = {"@type": "Country", "name": country, "identifier": location["country"]}
    if (region is not None and code != region) or (region is not None and not is_area):
        place["containedInPlace"] = {
            "@type": "AdministrativeArea",
            "name": names.get(region, region),
            "identifier": region,
            "containedInPlace": around,
        }
    else:
        place["containedInPlace"] = around
    return _known(place)


def _related(projects: Mapping[str, Any], base_url: str, language: Language) -> list[Node]:
    return [
        {
            "@type": "Project",
            "name": project["title"],
            "identifier": identifier,
            "url": page_address(base_url, language, f"/projects/{project['slug']}"),
        }
        for identifier, project in projects.items()
    ]


def _sources(sources: Iterable[Mapping[str, Any]]) -> list[Node]:
    return [
        _known(
            {
                "@type": "CreativeWork",
                "name": source["title"] or urlsplit(source["url"]).hostname,
                "url": source["url"],
            }
        )
        for source in sources
        if source["title"] or source["url"]
    ]


def _project(document: Mapping[str, Any], base_url: str, language: Language, page: str) -> Node:
    labels = document["labels"]
    title = local_text(document["title"], language)
    description = local_text(document["description"], language)
    parts = document["participations"]
    funding = [part for part in parts if part["role"] == Role.FUNDING]

    def organisation(part: Mapping[str, Any]) -> Node:
        return _organisation(part["organisation"], document, base_url, language)

    return {
        "@type": "Project",
        "@id": f"{page}#project",
        "name": title and title.text,
        "alternateName": document["acronym"],
        "identifier": document["identifier"],
        "description": description and description.text,
        "url": page,
        # ISO 8601 at the precision that is known: schema.org has no other dates for a project.
        "foundingDate": document["start_date"],
        "dissolutionDate": document["end_date"],
        "funder": [organisation(part) for part in funding],
        "funding": [
            {
                "@type": "MonetaryGrant",
                "funder": {"@id": organisation(part)["@id"]},
                "amount": _amount(part["contribution"]),
            }
            for part in funding
            if part["contribution"]
        ],
        "member": [
            {
                "@type": "OrganizationRole",
                "roleName": part["role"],
                "member": organisation(part),
            }
            for part in parts
            if part["role"] != Role.FUNDING
        ],
        "location": [
            _place(place, labels, labels["countries"].get(place["country"], place["country"]))
            for place in document["locations"]
        ],
        "keywords": [*labels["themes"].values(), *labels["target_groups"].values()],
        "parentOrganization": _related(labels["part_of"], base_url, language),
        "subOrganization": _related(labels["parts"], base_url, language),
    }


def project_graph(
    document: Mapping[str, Any], revised: str, base_url: str, language: Language
) -> Node:
    """The page, the project that it is about, and the way to it. `revised`: an ISO 8601 date."""
    gettext = messages(language).gettext
    path = f"/projects/{document['slug']}"
    page = page_address(base_url, language, path)
    title = local_text(document["title"], language)
    name = title.text if title else document["identifier"]
    web_page: Node = {
        "@type": "WebPage",
        "@id": page,
        "url": page,
        "name": name,
        "inLanguage": str(language),
        "dateModified": revised,
        "version": str(document["revision"]),
        "license": LICENCE,
        "publisher": _publisher(base_url),
        "citation": _sources(document["sources"]),
        "mainEntity": {"@id": f"{page}#project"},
        "primaryImageOfPage": f"{page}.png",
    }
    trail = [("Kharita", "/"), (gettext("Projets"), "/projects"), (name, path)]
    return _graph(
        web_page,
        _project(document, base_url, language, page),
        breadcrumbs(base_url, language, trail),
    )


def page_graph(base_url: str, trail: Sequence[tuple[str, str]], *, language: Language) -> Node:
    """Of any other page: the way to it. `trail` as in `breadcrumbs`."""
    return _graph(breadcrumbs(base_url, language, trail))


def _catalogue(base_url: str, language: Language) -> Node:
    return {
        "@type": "DataCatalog",
        "@id": f"{base_url}/#catalogue",
        "name": "Kharita",
        "description": messages(language).gettext(
            "Carte et catalogue des projets Migration et Développement au Maroc : où, par qui, "
            "pour qui, avec quels moyens, d’après quelles sources."
        ),
        "url": page_address(base_url, language, "/"),
        "inLanguage": [str(code) for code in Language],
        "license": LICENCE,
        "publisher": _publisher(base_url),
    }


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
    return _graph(site, _catalogue(base_url, language))


def dataset_graph(base_url: str, modified: str | None, *, language: Language) -> Node:
    """Of the data page: the whole catalogue as files. `modified`: an ISO 8601 date."""
    gettext = messages(language).gettext
    forms = {
        "projects.csv": "text/csv",
        "projects.geojson": "application/geo+json",
        "projects": "application/json",
    }
    page = page_address(base_url, language, "/data")
    dataset: Node = {
        "@type": "Dataset",
        "@id": f"{base_url}/#dataset",
        "name": gettext("Projets Migration et Développement du Maroc"),
        "description": _catalogue(base_url, language)["description"],
        "url": page,
        "inLanguage": str(language),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": _publisher(base_url),
        "dateModified": modified,
        "spatialCoverage": {"@type": "Country", "name": gettext("Maroc"), "identifier": "MA"},
        "includedInDataCatalog": {"@id": f"{base_url}/#catalogue"},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{base_url}/api/v1/{name}?lang={language}",
                "encodingFormat": media_type,
            }
            for name, media_type in forms.items()
        ],
    }
    trail = [("Kharita", "/"), (gettext("Données"), "/data")]
    return _graph(dataset, _catalogue(base_url, language), breadcrumbs(base_url, language, trail))
