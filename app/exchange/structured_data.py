"""The catalogue and its projects as nodes of schema.org (JSON-LD), for pages and files. Pure: from
the detail document and the address."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from app.codelists import Language, LocationLevel, Role
from app.i18n.addresses import page_address
from app.i18n.catalogue import messages

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Node = dict[str, Any]


def known(node: Node) -> Node:
    """Without what is not known: absence says it in JSON-LD."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}


def publisher(base_url: str) -> Node:
    return {"@type": "Organization", "@id": f"{base_url}/#kharita", "name": "Kharita"}


def catalogue(base_url: str, language: Language) -> Node:
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
        "publisher": publisher(base_url),
    }


def dataset(
    base_url: str, modified: str | None, forms: Mapping[str, str], language: Language
) -> Node:
    """The whole catalogue. `modified`: an ISO 8601 date; `forms`: last part of the address of each
    file and its media type."""
    gettext = messages(language).gettext
    return {
        "@type": "Dataset",
        "@id": f"{base_url}/#dataset",
        "name": gettext("Projets Migration et Développement du Maroc"),
        "description": catalogue(base_url, language)["description"],
        "url": page_address(base_url, language, "/data"),
        "inLanguage": str(language),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": publisher(base_url),
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


def project_nodes(
    document: Mapping[str, Any], revised: str, base_url: str, language: Language
) -> tuple[Node, Node]:
    """The page of a project, and the project. `document` with its `revision` and `labels`;
    `revised`: an ISO 8601 date."""
    page = page_address(base_url, language, f"/projects/{document['slug']}")
    return (
        known(_web_page(document, revised, base_url, language, page)),
        known(_project(document, base_url, language, page)),
    )


def _web_page(
    document: Mapping[str, Any], revised: str, base_url: str, language: Language, page: str
) -> Node:
    return {
        "@type": "WebPage",
        "@id": page,
        "url": page,
        "name": _text(document["title"], language) or document["identifier"],
        "inLanguage": str(language),
        "dateModified": revised,
        "version": str(document["revision"]),
        "license": LICENCE,
        "publisher": publisher(base_url),
        "citation": _sources(document["sources"]),
        "mainEntity": {"@id": f"{page}#project"},
        "primaryImageOfPage": f"{page}.png",
    }


def _text(text: Mapping[str, Any] | None, language: Language) -> str | None:
    """In the language asked for, else in French, else in any there is."""
    written = text or {}
    return next((written[code] for code in (language, *Language) if written.get(code)), None)


def _organisation(
    slug: str, document: Mapping[str, Any], base_url: str, language: Language
) -> Node:
    labels = document["labels"]["organisations"].get(slug, {})
    url = page_address(base_url, language, f"/organisations/{slug}")
    return known(
        {
            "@type": "Organization",
            "@id": f"{url}#organisation",
            "name": labels.get("name") or slug,
            "alternateName": labels.get("acronym"),
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
    return known(place)


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
        known(
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
    parts = document["participations"]
    funding = [part for part in parts if part["role"] == Role.FUNDING]

    def organisation(part: Mapping[str, Any]) -> Node:
        return _organisation(part["organisation"], document, base_url, language)

    return {
        "@type": "Project",
        "@id": f"{page}#project",
        "name": _text(document["title"], language),
        "alternateName": document["acronym"],
        "identifier": document["identifier"],
        "description": _text(document["description"], language),
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
