"""A project document as its page shows it: in the reader's language, with its gaps named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.codelists import ClosedList, Language, LocationLevel, OpenList, Role
from app.projects.history import History
from app.projects.reference import Reference, country_names
from app.projects.related import Similar
from app.site.project_map import Locator
from app.site.provenance import Provenance, trace
from app.site.texts import LocalName, LocalText, TextList, local_place, local_text, text_list

__all__ = ["LocalText", "ProjectPage", "build_page", "local_text"]

Document = Mapping[str, Any]
# The way of the money and of the work; partners stand beside it.
STAGES = ((Role.FUNDING,), (Role.EXTENDING,), (Role.ACCOUNTABLE, Role.IMPLEMENTING))
EXPECTED_ROLES = {Role.FUNDING: "funder", Role.IMPLEMENTING: "implementer"}
EXPECTED_FIELDS = {
    "activity_status": "status",
    "start_date": "start",
    "end_date": "end",
    "budget": "budget",
    "locations": "place",
    "objectives": "objectives",
    "results": "results",
    "target_groups": "target_groups",
}


@dataclass(frozen=True)
class Participant:
    path: str
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
    path: str
    name: LocalName
    level: str
    level_label: str
    province: str | None
    province_name: str | None
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
class Neighbour:
    """A project that resembles this one; `reasons` names what they share, by kind."""

    slug: str
    acronym: str | None
    title: LocalText
    reasons: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ProjectPage:
    document: Document
    title: LocalText
    description: LocalText | None
    objectives: TextList
    results: TextList
    doubts: TextList
    gaps: list[str]
    status: str | None
    themes: list[Code]
    target_groups: list[Code]
    dimensions: list[Code]
    stages: list[list[Group]]
    partners: list[Group]
    contributions: tuple[int, int]
    places: list[PlaceGroup]
    locator: Locator | None
    budget_scope: str | None
    confidence: str | None
    programme: Document | None
    parts: list[Document]
    similar: list[Neighbour]
    provenance: Provenance
    history: History

    def has_role(self, role: str) -> bool:
        return any(group.role == role for stage in self.stages for group in stage)

    @property
    def practice_sources(self) -> list[tuple[int, Document]]:
        """The sources that call it a good practice, with their numbers."""
        numbers = self.provenance.of("good_practice")
        return [(number, self.document["sources"][number - 1]) for number in numbers]


def find_gaps(document: Document) -> list[str]:
    """What one would look for and the catalogue does not know."""
    roles = {part["role"] for part in document["participations"]}
    return [
        *(gap for field, gap in EXPECTED_FIELDS.items() if not document[field]),
        *(gap for role, gap in EXPECTED_ROLES.items() if role not in roles),
    ]


class _Builder:
    def __init__(self, reference: Reference, language: Language) -> None:
        self.reference = reference
        self.language = language

    def codes(self, codelist: str, codes: Iterable[str]) -> list[Code]:
        return [Code(code, self.reference.label(codelist, code, self.language)) for code in codes]

    def groups(self, participations: list[Mapping[str, Any]], roles: Iterable[Role]) -> list[Group]:
        groups: dict[tuple[str, str | None], list[Participant]] = {}
        for role in roles:
            for item in participations:
                if item["role"] == role:
                    key = (str(role), item["partner_kind"])
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
        path = f"participations[{item['id']}]"
        return Participant(path, slug, name, acronym, item["contribution"])

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

    def place_name(self, item: Mapping[str, Any]) -> LocalName:
        named_by_code = {
            LocationLevel.REGION: item["region"],
            LocationLevel.PROVINCE: item["province"],
        }.get(item["level"])
        if named_by_code:
            return LocalName(self.reference.area_name(named_by_code, self.language), self.language)
        if item["name"].replace("'", "’") == country_names(Language.FR).get(item["country"]):
            return LocalName(country_names(self.language)[item["country"]], self.language)
        return local_place(item["name"], self.language)

    def place(self, item: Mapping[str, Any]) -> Place:
        level = item["level"]
        province = item["province"] if level == LocationLevel.COMMUNE else None
        return Place(
            f"locations[{item['id']}]",
            self.place_name(item),
            level,
            self.reference.label(ClosedList.LOCATION_LEVEL, level, self.language),
            item["province"],
            province and self.reference.area_name(province, self.language),
            item["exactness"] == "2",
            item["point_source"],
        )

    def neighbour(self, similar: Similar) -> Neighbour:
        item = similar.item
        title = local_text(item["title"], self.language)
        assert title is not None  # noqa: S101 - the document model requires a title
        names: dict[str, Callable[[str], str]] = {
            "organisations": partial(self.reference.organisation_name, language=self.language),
            "regions": partial(self.reference.area_name, language=self.language),
            "themes": partial(self.reference.label, OpenList.THEME, language=self.language),
            "target_groups": partial(
                self.reference.label, OpenList.TARGET_GROUP, language=self.language
            ),
        }
        reasons = {
            kind: [name(code) for code in similar.shared[kind]]
            for kind, name in names.items()
            if kind in similar.shared
        }
        return Neighbour(item["slug"], item["acronym"], title, reasons)


def build_page(
    document: Document,
    reference: Reference,
    language: Language,
    *,
    history: History,
    similar: Iterable[Similar],
    locator: Locator | None,
) -> ProjectPage:
    builder = _Builder(reference, language)
    labels = document["labels"]
    title = local_text(document["title"], language)
    assert title is not None  # noqa: S101 - the document model requires a title
    status, budget, confidence = (
        document["activity_status"],
        document["budget"],
        document["confidence"],
    )
    parts = document["participations"]
    funders = [part for part in parts if part["role"] == Role.FUNDING]
    return ProjectPage(
        document=document,
        title=title,
        description=local_text(document["description"], language),
        objectives=text_list(document["objectives"], language),
        results=text_list(document["results"], language),
        doubts=text_list(document["uncertain"], language),
        gaps=find_gaps(document),
        status=status and reference.label(ClosedList.ACTIVITY_STATUS, status, language),
        themes=builder.codes(OpenList.THEME, document["themes"]),
        target_groups=builder.codes(OpenList.TARGET_GROUP, document["target_groups"]),
        dimensions=builder.codes(OpenList.MIGRATION_DIMENSION, document["migration_dimensions"]),
        stages=[groups for roles in STAGES if (groups := builder.groups(parts, roles))],
        partners=builder.groups(parts, [Role.PARTNER]),
        contributions=(sum(part["contribution"] is not None for part in funders), len(funders)),
        places=builder.places(document["locations"]),
        locator=locator,
        budget_scope=budget and reference.label(ClosedList.BUDGET_SCOPE, budget["scope"], language),
        confidence=confidence and reference.label(ClosedList.CONFIDENCE, confidence, language),
        programme=next(iter(labels["part_of"].values()), None),
        parts=list(labels["parts"].values()),
        similar=[builder.neighbour(each) for each in similar],
        provenance=trace(document),
        history=history,
    )
