"""Where each fact of a project comes from: counted from what its sources support, never guessed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.codelists import Language, Role

Document = Mapping[str, Any]

SINGLE = (
    "title",
    "acronym",
    "description",
    "activity_status",
    "start_date",
    "end_date",
    "budget",
    "good_practice",
    "part_of",
)
CODES = ("themes", "target_groups", "migration_dimensions", "residence_countries")
ITEMS = ("objectives", "results", "locations")
_TEXTS = ("title", "description")


@dataclass(frozen=True)
class Fact:
    """A claim of a project. `sources` are numbers of its sources, from 1."""

    path: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Support:
    """What each source supports, in the order of their numbers. `roles` maps the id of a
    participation to its role."""

    paths: Sequence[frozenset[str]]
    roles: Mapping[str, str]

    def of(self, path: str) -> tuple[int, ...]:
        return self.naming(covering(path, self.roles))

    def of_list(self, path: str, items: Sequence[str]) -> tuple[int, ...]:
        """A list whose every item is borne out is borne out."""
        whole = self.of(path)
        each = [self.of(item) for item in items]
        return whole or (tuple(sorted(set().union(*each))) if all(each) else ())

    def naming(self, wanted: Collection[str]) -> tuple[int, ...]:
        return tuple(
            number
            for number, paths in enumerate(self.paths, start=1)
            if not paths.isdisjoint(wanted)
        )


@dataclass(frozen=True)
class Provenance:
    facts: Mapping[str, Fact]
    support: Support

    @property
    def total(self) -> int:
        return len(self.facts)

    @property
    def recorded(self) -> int:
        return sum(bool(fact.sources) for fact in self.facts.values())

    def of(self, path: str) -> tuple[int, ...]:
        fact = self.facts.get(path)
        return fact.sources if fact else ()

    def of_item(self, path: str) -> tuple[int, ...]:
        """Sources that name this item of a list, not the list as a whole."""
        return self.support.naming((path,))


def covering(path: str, roles: Mapping[str, str]) -> frozenset[str]:
    """The paths whose support bears out this one: the field, each of its languages, the role
    group, the item itself."""
    field, _, rest = path.partition("[")
    found = {path, field}
    if field in _TEXTS:
        found |= {f"{field}.{language}" for language in Language}
    if field == "title":
        found.add("title_original")
    role = roles.get(rest.removesuffix("]")) if field == "participations" else None
    if role is not None:
        found.add(f"participations[{role}]")
    return frozenset(found)


def trace(document: Document) -> Provenance:
    """The facts that the project states, each with its sources. A list is one fact, and so are
    the organisations of each role; a contribution is one of its own."""
    parts = document["participations"]
    support = Support(
        [frozenset(source["supports"]) for source in document["sources"]],
        {part["id"]: part["role"] for part in parts},
    )
    found = {name: support.of(name) for name in SINGLE if document[name] not in (None, False)}
    for name in (*CODES, *ITEMS):
        keys = [item["id"] if name in ITEMS else item for item in document[name]]
        if keys:
            found[name] = support.of_list(name, [f"{name}[{key}]" for key in keys])
    for role in Role:
        paths = [f"participations[{part['id']}]" for part in parts if part["role"] == role]
        if paths:
            group = f"participations[{role}]"
            found[group] = support.of_list(group, paths)
    for part in parts:
        if part["contribution"] is not None:
            path = f"participations[{part['id']}]"
            found[path] = support.of(path)
    return Provenance({path: Fact(path, numbers) for path, numbers in found.items()}, support)
