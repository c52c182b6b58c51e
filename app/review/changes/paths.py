"""The paths of a project document: what a field change changes, and who may propose it.

`title.fr` one language of a text · `title.fr.state` its state · `themes[health]` one code ·
`objectives[<id>]`, `participations[<id>]`… one item, whole · `start_date`, `budget`… a field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from app.codelists import Language, UserRole
from app.errors import InvalidFieldsError
from app.projects.document import READ_ONLY, ProjectDocument
from app.projects.fields import CODE, UUID_PATTERN
from app.projects.parts import (
    Budget,
    DocumentLink,
    Location,
    Participation,
    Source,
    TextItem,
)


class Kind(StrEnum):
    """How the value of a field is cut into paths."""

    PLAIN = "plain"  # one path, `start_date`; the budget too, as one value
    TEXT = "text"  # a path for each language
    CODES = "codes"  # a path for each code, whose value is true
    ITEMS = "items"  # a path for each item, by its id


_TEXTS = frozenset(("title", "description"))
_CODES = frozenset(("themes", "target_groups", "migration_dimensions", "residence_countries"))
ITEM_MODELS: Mapping[str, type[BaseModel]] = {
    "objectives": TextItem,
    "results": TextItem,
    "participations": Participation,
    "locations": Location,
    "sources": Source,
    "documents": DocumentLink,
    "uncertain": TextItem,
}
TEXT_ITEMS = tuple(name for name, model in ITEM_MODELS.items() if model is TextItem)


def _kind(field: str) -> Kind:
    if field in _TEXTS:
        return Kind.TEXT
    if field in _CODES:
        return Kind.CODES
    return Kind.ITEMS if field in ITEM_MODELS else Kind.PLAIN


KINDS: Mapping[str, Kind] = {
    field: _kind(field) for field in ProjectDocument.model_fields if field not in READ_ONLY
}
LANGUAGES = tuple(language.value for language in Language)


def _blank(model: type[BaseModel]) -> dict[str, Any]:
    """Nothing known; a list is empty then. In the order of the model."""
    return {name: [] if name == "supports" else None for name in model.model_fields}


# What a part that was written without some members is completed with.
BLANKS: Mapping[str, Mapping[str, Any]] = {
    **{name: _blank(model) for name, model in ITEM_MODELS.items()},
    "budget": _blank(Budget),
}

# Given by the catalogue itself, when a new project is accepted.
GIVEN = frozenset(("identifier", "slug"))
# Who may propose a change of a field, where that is not everyone who may propose at all.
_PROPOSERS: Mapping[str, frozenset[UserRole]] = {
    **dict.fromkeys(GIVEN, frozenset[UserRole]()),
    **dict.fromkeys(
        ("confidence", "steward"), frozenset((UserRole.ANALYST, UserRole.ADMINISTRATOR))
    ),
}


@dataclass(frozen=True)
class Path:
    """`key`: the language, the code or the id, null for a field as a whole."""

    field: str
    key: str | None = None
    state: bool = False

    @property
    def kind(self) -> Kind:
        return KINDS[self.field]

    def __str__(self) -> str:
        if self.key is None:
            return self.field
        if self.kind is Kind.TEXT:
            return f"{self.field}.{self.key}{'.state' if self.state else ''}"
        return f"{self.field}[{self.key}]"

    @property
    def pointer(self) -> str:
        """JSON pointer into a merge patch."""
        if self.state:
            return f"/{self.field}/states/{self.key}"
        return f"/{self.field}" if self.key is None else f"/{self.field}/{self.key}"


_PATH = re.compile(r"([a-z_]+)(?:\.([a-z]{2})(\.state)?|\[([^\[\]]+)\])?")
_KEYS = {
    Kind.CODES: re.compile(f"{CODE.strip('^$')}|[A-Z]{{2}}"),
    Kind.ITEMS: re.compile(UUID_PATTERN),
}


def is_key(field: str, key: str) -> bool:
    """Whether `key` can be the code or the id of an item of this list."""
    return bool(_KEYS[KINDS[field]].fullmatch(key)) and len(key) <= 60


def find_path(path: str) -> Path | None:
    """None: there is no such path."""
    match = _PATH.fullmatch(path)
    field, language, state, key = match.groups() if match else ("", None, None, None)
    kind = KINDS.get(field)
    if kind is Kind.PLAIN:
        return None if language or key else Path(field)
    if kind is Kind.TEXT:
        return Path(field, language, bool(state)) if language in LANGUAGES else None
    if kind is not None and key is not None and is_key(field, key):
        return Path(field, key)
    return None


def parse_path(path: str) -> Path:
    """Raises InvalidFieldsError."""
    found = find_path(path)
    if found is None:
        raise InvalidFieldsError(
            [
                {
                    "pointer": "/" + path.replace("~", "~0").replace("/", "~1"),
                    "detail": f"`{path}` is not a path of a project: write one such as title.fr, "
                    "start_date, budget, themes[health] or locations[<id>]",
                }
            ]
        )
    return found


def editable(path: str, role: UserRole) -> bool:
    """Whether someone of this role may propose a change at this path."""
    found = find_path(path)
    return found is not None and role in _PROPOSERS.get(found.field, frozenset(UserRole))
