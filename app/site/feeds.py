"""The Atom feed of changes to the catalogue (RFC 4287), and the description of its search."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from app.codelists import Language
from app.i18n.addresses import page_address
from app.i18n.catalogue import messages
from app.kit.xml import XML_LANG, add, write
from app.projects.changes import Change
from app.site.project_page import local_text

ATOM_TYPE = "application/atom+xml"
OPENSEARCH_TYPE = "application/opensearchdescription+xml"
FEED_LENGTH = 60
_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
# Tag URIs (RFC 4151) are of a year in which their minter held the name of the host.
_TAG_YEAR = "2026"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def field_names(language: Language) -> Mapping[str, str]:
    gettext = messages(language).gettext
    return {
        "slug": gettext("adresse"),
        "title": gettext("titre"),
        "title_original": gettext("titre"),
        "acronym": gettext("sigle"),
        "description": gettext("résumé"),
        "objectives": gettext("objectifs"),
        "results": gettext("résultats"),
        "activity_status": gettext("statut"),
        "start_date": gettext("début"),
        "end_date": gettext("fin"),
        "themes": gettext("thèmes"),
        "target_groups": gettext("publics"),
        "migration_dimensions": gettext("dimension migratoire"),
        "residence_countries": gettext("pays de résidence"),
        "budget": gettext("budget"),
        "participations": gettext("organismes"),
        "locations": gettext("lieux"),
        "sources": gettext("sources"),
        "documents": gettext("documents"),
        "good_practice": gettext("bonne pratique"),
        "part_of": gettext("programme"),
    }


def describe(change: Change, language: Language) -> str:
    gettext = messages(language).gettext
    if change.number == 1:
        return gettext("Nouveau projet dans le catalogue")
    names = field_names(language)
    changed = list(dict.fromkeys(names[name] for name in change.fields if name in names))
    if not changed:
        return gettext("Fiche mise à jour")
    separator = "، " if language == Language.AR else ", "
    return gettext("Fiche mise à jour : %(fields)s") % {"fields": separator.join(changed)}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tag(base_url: str, *parts: object) -> str:
    return f"tag:{urlsplit(base_url).hostname},{_TAG_YEAR}:{'/'.join(map(str, parts))}"


def write_feed(changes: Sequence[Change], language: Language, base_url: str) -> bytes:
    gettext = messages(language).gettext
    root = ET.Element(f"{{{_ATOM}}}feed", {XML_LANG: language})
    add(root, f"{{{_ATOM}}}id", _tag(base_url, language, "feed"))
    add(root, f"{{{_ATOM}}}title", gettext("Kharita : changements du catalogue"))
    newest = max((change.made_at for change in changes), default=datetime.fromtimestamp(0, UTC))
    add(root, f"{{{_ATOM}}}updated", _stamp(newest))
    home, own = page_address(base_url, language, "/"), page_address(base_url, language, "/feed.xml")
    add(root, f"{{{_ATOM}}}link", rel="self", type=ATOM_TYPE, href=own)
    add(root, f"{{{_ATOM}}}link", rel="alternate", type="text/html", hreflang=language, href=home)
    add(root, f"{{{_ATOM}}}link", rel="license", href=_LICENCE)
    add(add(root, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", "Kharita")
    for change in changes:
        _write_entry(root, change, language, base_url)
    return write(root, {"": _ATOM})


def _write_entry(root: ET.Element, change: Change, language: Language, base_url: str) -> None:
    title = local_text(change.snapshot["title"], language)
    entry = add(root, f"{{{_ATOM}}}entry")
    add(entry, f"{{{_ATOM}}}id", _tag(base_url, language, change.identifier, change.number))
    heading = add(entry, f"{{{_ATOM}}}title", title.text if title else change.identifier)
    if title and title.foreign:
        heading.set(XML_LANG, title.lang)
    add(entry, f"{{{_ATOM}}}updated", _stamp(change.made_at))
    address = page_address(base_url, language, f"/projects/{change.slug}")
    add(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=address)
    add(
        entry,
        f"{{{_ATOM}}}link",
        rel="version-history",
        type="text/html",
        href=f"{address}/history",
    )
    term = "new" if change.number == 1 else "update"
    add(entry, f"{{{_ATOM}}}category", term=term)
    add(entry, f"{{{_ATOM}}}summary", describe(change, language))


def write_opensearch(language: Language, base_url: str) -> bytes:
    gettext = messages(language).gettext
    root = ET.Element(f"{{{_OPENSEARCH}}}OpenSearchDescription")
    add(root, f"{{{_OPENSEARCH}}}ShortName", "Kharita")
    description = gettext("Projets Migration et Développement du Maroc")
    add(root, f"{{{_OPENSEARCH}}}Description", description)
    template = page_address(base_url, language, "/?q={searchTerms}")
    add(root, f"{{{_OPENSEARCH}}}Url", type="text/html", template=template)
    add(root, f"{{{_OPENSEARCH}}}Language", language)
    add(root, f"{{{_OPENSEARCH}}}InputEncoding", "UTF-8")
    return write(root, {"": _OPENSEARCH})
