"""The menu of the private pages. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.permissions.roles import Permission


@dataclass(frozen=True)
class Section:
    """`path` comes after the language; `name` is what the template words."""

    name: str
    path: str
    permission: Permission
    group: str | None = None

    @property
    def entry(self) -> str:
        """The name of the entry of the menu that it is, or is in."""
        return self.group or self.name


SECTIONS: Sequence[Section] = (
    Section("work", "/workspace/", Permission.SELF_MANAGE),
    Section("queue", "/workspace/queue", Permission.SUBMISSIONS_REVIEW),
    Section("submissions", "/workspace/submissions", Permission.SUBMISSIONS_READ),
    Section("projects", "/workspace/projects", Permission.SUBMISSIONS_WRITE),
    Section("overlaps", "/workspace/overlaps", Permission.SUBMISSIONS_REVIEW, "analysis"),
    Section("views", "/workspace/views", Permission.VIEWS_SAVE, "analysis"),
    Section("manage", "/workspace/manage", Permission.CATALOGUE_MANAGE),
)


def menu(permissions: Collection[Permission]) -> Sequence[tuple[str, Sequence[Section]]]:
    """Entries with their sections: one of several sections unfolds."""
    allowed = [section for section in SECTIONS if section.permission in permissions]
    return [(name, list(found)) for name, found in groupby(allowed, lambda each: each.entry)]
