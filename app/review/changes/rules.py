"""What the rules of a project say of a content, field by field, and how much of it is known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.codelists import Role
from app.projects.document import ProjectDocument
from app.projects.problems import advise
from app.review.changes.content import assemble, flatten
from app.review.changes.paths import ITEM_MODELS, KINDS, LANGUAGES, Kind, Path

# A new project has none of its own before it is accepted.
_GIVEN_LATER = {"identifier": "MA-MD-0000", "slug": "x"}


@dataclass(frozen=True)
class FieldProblem:
    """`pointer`: into a merge patch. `path`: of the field change that would mend it."""

    path: str
    pointer: str
    detail: str


def problems(content: Mapping[str, Any]) -> list[FieldProblem]:
    """Empty: it can be published, as far as it can be seen without the rest of the catalogue."""
    document = assemble(flatten(content))
    for field, placeholder in _GIVEN_LATER.items():
        document[field] = document[field] or placeholder
    if document["title"] is None:
        document["title"] = {**dict.fromkeys(LANGUAGES), "states": {}}
    try:
        ProjectDocument.model_validate(document)
    except ValidationError as error:
        found = [_problem(document, fault) for fault in error.errors()]
        return list(dict.fromkeys(found))
    return []


def _problem(document: Mapping[str, Any], fault: ErrorDetails) -> FieldProblem:
    message, allowed = advise(fault, ProjectDocument)
    detail = f"{message} (allowed: {', '.join(allowed)})" if allowed else message
    steps = [step for step in fault["loc"] if step != "[key]"]
    if not steps:
        path = _path_of_rule(fault["type"], detail)
        return FieldProblem(str(path), path.pointer, detail)
    field, rest = str(steps[0]), steps[1:]
    path = Path(field)
    if KINDS[field] is Kind.TEXT:
        language = rest[0] if rest and rest[0] in LANGUAGES else "fr"
        path, rest = Path(field, str(language)), rest[1:]
    elif rest and isinstance(rest[0], int):
        value = document[field][rest[0]]
        path = Path(field, value["id"] if field in ITEM_MODELS else value)
        rest = rest[1:]
    pointer = "".join(f"/{step}" for step in rest) if KINDS[field] is not Kind.TEXT else ""
    return FieldProblem(str(path), path.pointer + pointer, detail)


_RULE_PATHS = {"dates": Path("end_date"), "title": Path("title", "fr")}


def _path_of_rule(kind: str, detail: str) -> Path:
    """Of a rule about the document as a whole; its message names the field."""
    named = re.search(r"`([a-z_]+)`", detail)
    return _RULE_PATHS.get(kind) or Path(named[1] if named and named[1] in KINDS else "title")


@dataclass(frozen=True)
class Completeness:
    """`known` of `of` things that readers look for; `missing`: the paths of the others."""

    known: int
    of: int
    missing: Sequence[str]


# What readers look for, in the order of the page. A missing one need not be a fault: null says
# that it is not known.
EXPECTED = (
    "title.fr",
    "title.ar",
    "title.en",
    "description.fr",
    "description.ar",
    "description.en",
    "objectives",
    "results",
    "activity_status",
    "start_date",
    "end_date",
    "themes",
    "target_groups",
    "migration_dimensions",
    "budget",
    f"participations[{Role.FUNDING}]",
    f"participations[{Role.IMPLEMENTING}]",
    "locations",
    "sources",
)


def completeness(content: Mapping[str, Any]) -> Completeness:
    """`participations[funding]` among the missing: nobody in this role."""
    known = _known(content)
    missing = [path for path in EXPECTED if path not in known]
    return Completeness(len(EXPECTED) - len(missing), len(EXPECTED), missing)


def _known(content: Mapping[str, Any]) -> set[str]:
    values = flatten(content)
    known = {path.partition("[")[0] for path in values}
    for part in content.get("participations") or ():
        known.add(f"participations[{part.get('role')}]")
    return known
