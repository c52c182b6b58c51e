"""Paths of a project document, and the values that they had, in the words of a reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.codelists import ClosedList, Language, LocationLevel, OpenList
from app.i18n import formats
from app.i18n.catalogue import messages
from app.projects.reference import Reference
from app.review.changes import parse_path
from app.site.feeds import field_names

_CODE_LISTS = {
    "themes": OpenList.THEME,
    "target_groups": OpenList.TARGET_GROUP,
    "migration_dimensions": OpenList.MIGRATION_DIMENSION,
    "activity_status": ClosedList.ACTIVITY_STATUS,
    "confidence": ClosedList.CONFIDENCE,
}
Value = Any
Lines = list[str]


def all_field_names(language: Language) -> dict[str, str]:
    gettext = messages(language).gettext
    return {
        **field_names(language),
        "identifier": gettext("identifiant"),
        "title_original": gettext("titre d’origine"),
        "original_language": gettext("langue d’origine"),
        "confidence": gettext("fiabilité de la fiche"),
        "uncertain": gettext("doutes"),
        "steward": gettext("organisme référent"),
    }


@dataclass(frozen=True)
class Wording:
    reference: Reference
    language: Language

    def field(self, path: str) -> str:
        """`titre`, `lieux`…"""
        return all_field_names(self.language)[parse_path(path).field]

    def heading(self, path: str) -> str:
        """`Titre (arabe)`, `Lieux`…"""
        parsed = parse_path(path)
        name = all_field_names(self.language)[parsed.field]
        name = name[:1].upper() + name[1:]
        if parsed.key in set(Language) and parsed.kind == "text":
            tongue = formats.language_name(str(parsed.key), self.language)
            if parsed.state:
                pattern = messages(self.language).gettext("%(field)s (%(language)s), état du texte")
            else:
                pattern = "%(field)s (%(language)s)"
            return pattern % {"field": name, "language": tongue}
        return name

    def lines(self, path: str, value: Value | None) -> Lines:
        """What is at the path, shortly; none where nothing is."""
        parsed = parse_path(path)
        if value is None:
            return []
        if parsed.state:
            return [self._label(ClosedList.TEXT_STATE, value)]
        if parsed.field in _CODE_LISTS:
            return [self._label(_CODE_LISTS[parsed.field], parsed.key or value)]
        if parsed.field == "residence_countries":
            return [formats.country(str(parsed.key), self.language)]
        writers: Mapping[str, Callable[[Value], Lines]] = {
            "budget": self._budget,
            "participations": self._participation,
            "locations": self._location,
            "sources": self._source,
            "documents": lambda item: [item["title"], item["url"]],
            "start_date": lambda text: [formats.partial_date(text, self.language)],
            "end_date": lambda text: [formats.partial_date(text, self.language)],
            "good_practice": lambda flag: [self._yes_or_no(flag=flag)],
            "original_language": lambda code: [formats.language_name(code, self.language)],
            "steward": lambda slug: [self.reference.organisation_name(slug, self.language)],
        }
        write = writers.get(parsed.field)
        return write(value) if write else [str(value)]

    def _label(self, codelist: str, code: str) -> str:
        return self.reference.label(codelist, code, self.language)

    def _yes_or_no(self, *, flag: bool) -> str:
        gettext = messages(self.language).gettext
        return gettext("oui") if flag else gettext("non")

    def _money(self, amount: Mapping[str, Any]) -> str:
        return formats.money(amount["value"], amount["currency"], self.language)

    def _budget(self, budget: Mapping[str, Any]) -> Lines:
        lines = [self._money(budget), self._label(ClosedList.BUDGET_SCOPE, budget["scope"])]
        return [*lines, budget["note"]] if budget["note"] else lines

    def _participation(self, part: Mapping[str, Any]) -> Lines:
        name = self.reference.organisation_name(part["organisation"], self.language)
        role = self._label(ClosedList.ROLE, part["role"])
        if part["partner_kind"]:
            role = self._label(OpenList.PARTNER_KIND, part["partner_kind"])
        paid = [self._money(part["contribution"])] if part["contribution"] else []
        return [name, role, *paid]

    def _location(self, place: Mapping[str, Any]) -> Lines:
        codes = [code for code in (place["province"], place["region"]) if code]
        areas = [self.reference.area_name(code, self.language) for code in codes]
        names = list(dict.fromkeys([place["name"], *areas]))
        if place["level"] == LocationLevel.ABROAD:
            names.append(formats.country(place["country"], self.language))
        lines = [*names, self._label(ClosedList.LOCATION_LEVEL, place["level"])]
        if place["point"]:
            longitude, latitude = place["point"]
            lines.append(f"{latitude:.4f}, {longitude:.4f}")
        return lines

    def _source(self, source: Mapping[str, Any]) -> Lines:
        names = all_field_names(self.language)
        fields = dict.fromkeys(
            names[path.partition("[")[0].partition(".")[0]] for path in source["supports"]
        )
        comma = "، " if self.language == Language.AR else ", "
        lines = [text for text in (source["title"], source["url"], source["evidence"]) if text]
        return [*lines, comma.join(fields)] if fields else lines
