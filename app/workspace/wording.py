"""Paths and values of field changes in words of the reader's language."""

from collections.abc import Mapping
from typing import Any

from app.codelists import ClosedList, Language, OpenList
from app.i18n import formats
from app.i18n.catalogue import N_, messages
from app.i18n.reading import reading_direction
from app.models import name_in
from app.projects.reference import Reference
from app.review.changes import Kind, Path, find_path
from app.workspace.field_names import field_names

_LANGUAGES: Mapping[str, str] = {
    Language.FR: N_("français"),
    Language.AR: N_("arabe"),
    Language.EN: N_("anglais"),
}
_CODELISTS: Mapping[str, str] = {
    "themes": OpenList.THEME,
    "target_groups": OpenList.TARGET_GROUP,
    "migration_dimensions": OpenList.MIGRATION_DIMENSION,
    "activity_status": ClosedList.ACTIVITY_STATUS,
    "confidence": ClosedList.CONFIDENCE,
}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}


class Wording:
    def __init__(self, reference: Reference, language: Language) -> None:
        self.reference = reference
        self.language = language
        self.gettext = messages(language).gettext
        self.names = field_names(language)

    def path(self, path: str, value: Any = None) -> str:
        """`value`: what is, or was, at the path: it names an item of a list."""
        found = find_path(path)
        if found is None:
            return path
        name = self.names.get(found.field, found.field)
        if found.key is None:
            return name
        if found.kind is Kind.TEXT:
            return self._text_path(found, name)
        item = self.code(found) if found.kind is Kind.CODES else self.item(found.field, value or {})
        return self.gettext("%(field)s : %(item)s") % {"field": name, "item": isolated(item)}

    def _text_path(self, path: Path, name: str) -> str:
        language = self.gettext(_LANGUAGES[path.key or Language.FR])
        if path.state:
            words = self.gettext("%(field)s (%(language)s) : état du texte")
        else:
            words = self.gettext("%(field)s (%(language)s)")
        return words % {"field": name, "language": language}

    def code(self, path: Path) -> str:
        key = path.key or ""
        if path.field == "residence_countries":
            return formats.country(key, self.language)
        return self.label(_CODELISTS[path.field], key)

    def label(self, codelist: str, code: str) -> str:
        return self.reference.label(codelist, code, self.language)

    def value(self, path: str, value: Any) -> str:
        """On one line, but for texts, which keep theirs."""
        found = find_path(path)
        if value is None or found is None:
            return self.gettext("rien")
        if found.kind is Kind.CODES:
            return self.code(found)
        if found.field in ("documents", "sources"):
            return _joined(*(value.get(member) for member in ("title", "url", "evidence")))
        if found.kind is Kind.ITEMS:
            return self.item(found.field, value)
        if found.state:
            return self.label(ClosedList.TEXT_STATE, value)
        return self._plain(found.field, value) if found.kind is Kind.PLAIN else str(value)

    def _plain(self, field: str, value: Any) -> str:
        if isinstance(value, bool):
            return self.gettext("oui") if value else self.gettext("non")
        if field in ("start_date", "end_date"):
            return self._date(str(value))
        if field in _CODELISTS:
            return self.label(_CODELISTS[field], str(value))
        if field == "steward":
            return self.reference.organisation_name(str(value), self.language)
        if field == "original_language":
            return formats.language_name(str(value), self.language)
        if field == "budget":
            scope = value.get("scope") and self.label(ClosedList.BUDGET_SCOPE, value["scope"])
            return _joined(self._money(value), scope, value.get("note"))
        return str(value)

    def _date(self, text: str) -> str:
        try:
            return formats.partial_date(text, self.language)
        except ValueError:  # a draft may hold anything
            return text

    def _money(self, amount: Mapping[str, Any] | None) -> str | None:
        if not amount:
            return None
        value, currency = amount.get("value"), amount.get("currency")
        if isinstance(value, int | float) and isinstance(currency, str):
            return formats.money(value, currency, self.language)
        return f"{value or '?'} {currency or ''}".strip()

    def item(self, field: str, item: Mapping[str, Any]) -> str:
        """An item of a list: each on one line, but for texts."""
        if field == "participations":
            return self._participation(item)
        if field == "locations":
            return self._location(item)
        if field in ("documents", "sources"):
            return str(item.get("title") or item.get("url") or "")
        text = item.get("text")
        return name_in(text, self.language) if isinstance(text, dict) else ""

    def _participation(self, item: Mapping[str, Any]) -> str:
        slug, role, kind = item.get("organisation"), item.get("role"), item.get("partner_kind")
        part = self.label(OpenList.PARTNER_KIND, kind) if kind else None
        return _joined(
            self.reference.organisation_name(slug, self.language) if slug else None,
            part or (self.label(ClosedList.ROLE, role) if role else None),
            self._money(item.get("contribution")),
        )

    def _location(self, item: Mapping[str, Any]) -> str:
        codes = [code for code in (item.get("province"), item.get("region")) if code]
        areas = [self.reference.area_name(code, self.language) for code in codes]
        country, point = item.get("country"), item.get("point")
        if country and country != "MA":
            areas.append(formats.country(country, self.language))
        level = item.get("level")
        return _joined(
            item.get("name"),
            self.label(ClosedList.LOCATION_LEVEL, level) if level else None,
            self.gettext(", ").join(areas),
            f"\u2066{point[1]:.4f}, {point[0]:.4f}\u2069" if point else None,
        )


def isolated(text: str) -> str:
    """Set apart from what stands beside it, read in its own direction (Unicode isolates)."""
    return f"{_ISOLATES[reading_direction(text)]}{text}\u2069"


def _joined(*parts: Any) -> str:
    return " – ".join(isolated(str(part)) for part in parts if part)
