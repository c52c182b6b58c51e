"""The menu of the private pages. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.permissions.roles import Permission


@dataclass(frozen=True)
class Section:
    """`path` comes after the language; `name` is what the template words."""

    name: str
    path: str
    permission: Permission


SECTIONS: Sequence[Section] = (
    Section("work", "/workspace/", Permission.SELF_MANAGE),
    Section("queue", "/workspace/queue", Permission.SUBMISSIONS_REVIEW),
    Section("overlaps", "/workspace/overlaps", Permission.SUBMISSIONS_REVIEW),
    Section("views", "/workspace/views", Permission.VIEWS_SAVE),
    Section("submissions", "/workspace/submissions", Permission.SUBMISSIONS_READ),
    Section("projects", "/workspace/projects", Permission.SUBMISSIONS_WRITE),
    Section("manage", "/workspace/manage", Permission.CATALOGUE_MANAGE),
)


def sections(permissions: Collection[Permission]) -> Sequence[Section]:
    return [section for section in SECTIONS if section.permission in permissions]
