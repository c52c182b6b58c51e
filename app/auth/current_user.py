"""Who asks, and what they may do."""

from dataclasses import dataclass
from uuid import UUID

from app.audit.events import Actor
from app.codelists import Language, UserRole
from app.permissions.roles import Permission


@dataclass(frozen=True)
class CurrentUser:
    """`session_id` is None for a token. A merged organisation counts as the one it became."""

    id: UUID
    name: str
    email: str
    role: UserRole
    language: Language
    organisation_ids: frozenset[int]
    permissions: frozenset[Permission]
    actor: Actor
    session_id: UUID | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions
