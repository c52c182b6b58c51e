"""A project document as its page shows it: in the reader's language, with its gaps named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.codelists import ClosedList, Language, LocationLevel, OpenList, Role
from app.i18n.catalogue import direction
from app.projects.reference import Reference

Document = Mapping[str, Any]


@dataclass(frozen=True)
class LocalText:
    """A text and the language it is really in."""

    text: str
    lang: str
    dir: str
    foreign: bool
    draft: bool


@dataclass(frozen=True)
class Participant:
    slug: str
    name: str
    acronym: str | None
    contribution: Mapping[str, Any] | None


@dataclass(frozen=True)
class Group:
    """Participants of one role, or partners of one kind."""

    role: str
    label: str
    participants: list[Participant]


@dataclass(frozen=True)
class Place:
    name: str
    level: str
    level_label: str
    detail: str | None
    approximate: bool
    point_source: str | None


@dataclass(frozen=True)
class PlaceGroup:
    """The places of one region; of the whole country or abroad, without a code."""

    code: str | None
    label: str
    places: list[Place]


@dataclass(frozen=True)
class Code:
    code: str
    label: str


@dataclass(frozen=True)
class ProjectPage:
    document: Document
    title: LocalText
    description: LocalText | None
    objectives: list[LocalText]
    results: list[LocalText]
    doubts: list[LocalText]
    status: str | None
    themes: list[Code]
    target_groups: list[Code]
    dimensions: list[Code]
    groups: list[Group]
    places: list[PlaceGroup]
    budget_scope: str | None
    confidence: str | None
    programme: Document | None
    parts: list[Document]

    def has_role(self, role: str) -> bool:
        return any(group.role == role for group in self.groups)

    def sources_of(self, *paths: str) -> list[int]:
        """Numbers of the sources that bear out one of these facts."""
        return [
            number
            for number, source in enumerate(self.document["sources"], start=1)
            if any(support.startswith(paths) for support in source["supports"])
        ]


def local_text(text: Mapping[str, Any] | None, language: Language) -> LocalText | None:
    """In the language asked for, else in French, else in any there is."""
    if text is None:
        return None
    for code in (language, Language.FR, *Language):
        if text.get(code):
            draft = (text.get("states") or {}).get(code) in ("draft", "stale")
            return LocalText(text[code], code, direction(code), code != language, draft)
    return None


def _texts(items: Iterable[Mapping[str, Any]], language: Language) -> list[LocalText]:
    found = (local_text(item["text"], language) for item in items)
    return [text for text in found if text is not None]


class _Builder:
    def __init__(self, reference: Reference, language: Language) -> None:
        self.reference = reference
        self.language = language

    def codes(self, codelist: str, codes: Iterable[str]) -> list[Code]:
        return [Code(code, self.reference.label(codelist, code, self.language)) for code in codes]

    def groups(self, participations: list[Mapping[str, Any]]) -> list[Group]:
        groups: dict[tuple[str, str | None], list[Participant]] = {}
        for role in Role:
            for item in participations:
                if item["role"] == role:
                    key = (str(role), item["partner_kind"] if role == Role.PARTNER else None)
                    groups.setdefault(key, []).append(self.participant(item))
        return [
            Group(role, self.group_label(role, kind), members)
            for (role, kind), members in groups.items()
        ]

    def group_label(self, role: str, kind: str | None) -> str:
        if kind is not None:
            return self.reference.label(OpenList.PARTNER_KIND, kind, self.language)
        return self.reference.label(ClosedList.ROLE, role, self.language)

    def participant(self, item: Mapping[str, Any]) -> Participant:
        slug = item["organisation"]
        known = self.reference.organisations.get(slug)
        name = self.reference.organisation_name(slug, self.language)
        acronym = known.acronym if known and known.acronym != name else None
        return Participant(slug, name, acronym, item["contribution"])

    def places(self, locations: list[Mapping[str, Any]]) -> list[PlaceGroup]:
        groups: dict[str, list[Place]] = {}
        for item in locations:
            key = item["region"] or item["level"]
            groups.setdefault(key, []).append(self.place(item))
        return [
            PlaceGroup(key, self.reference.area_name(key, self.language), places)
            if key in self.reference.regions
            else PlaceGroup(
                None,
                self.reference.label(ClosedList.LOCATION_LEVEL, key, self.language),
                places,
            )
            for key, places in groups.items()
        ]

    def place(self, item: Mapping[str, Any]) -> Place:
        level = item["level"]
        named_by_code = {
            LocationLevel.REGION: item["region"],
            LocationLevel.PROVINCE: item["province"],
        }.get(level)
        name = (
            self.reference.area_name(named_by_code, self.language)
            if named_by_code
            else item["name"]
        )
        detail = None
        if level == LocationLevel.COMMUNE and item["province"]:
            detail = self.reference.area_name(item["province"], self.language)
        return Place(
            name,
            level,
            self.reference.label(ClosedList.LOCATION_LEVEL, level, self.language),
            detail,
            item["exactness"] == "2",
            item["point_source"],
        )


def build_page(document: Document, reference: Reference, language: Language) -> ProjectPage:
    builder = _Builder(reference, language)
    labels = document["labels"]
    title = local_text(document["title"], language)
    assert title is not None  # noqa: S101 - the document model requires a title
    status, budget, confidence = (
        document["activity_status"],
        document["budget"],
        document["confidence"],
    )
    return ProjectPage(
        document=document,
        title=title,
        description=local_text(document["description"], language),
        objectives=_texts(document["objectives"], language),
        results=_texts(document["results"], language),
        doubts=_texts(document["uncertain"], language),
        status=status and reference.label(ClosedList.ACTIVITY_STATUS, status, language),
        themes=builder.codes(OpenList.THEME, document["themes"]),
        target_groups=builder.codes(OpenList.TARGET_GROUP, document["target_groups"]),
        dimensions=builder.codes(OpenList.MIGRATION_DIMENSION, document["migration_dimensions"]),
        groups=builder.groups(document["participations"]),
        places=builder.places(document["locations"]),
        budget_scope=budget and reference.label(ClosedList.BUDGET_SCOPE, budget["scope"], language),
        confidence=confidence and reference.label(ClosedList.CONFIDENCE, confidence, language),
        programme=next(iter(labels["part_of"].values()), None),
        parts=list(labels["parts"].values()),
    )
