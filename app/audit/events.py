"""Writes the audit log, in the transaction of what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from app.codelists import Channel
from app.models import AuditEvent

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Actor:
    """`user_id` is None for a command, or a link that names no account."""

    user_id: UUID | None
    channel: Channel


def record_event(
    session: Session,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: object,
    *,
    project_id: int | None = None,
    data: Mapping[str, object] = NOTHING,
) -> None:
    """`action` is `thing.past_participle`. `data` is JSON once dates, UUIDs and enums are made
    texts; never a secret, nor the mail address of a reporter."""
    session.add(
        AuditEvent(
            actor_id=actor.user_id,
            channel=actor.channel,
            action=action,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            project_id=project_id,
            data=to_jsonable_python(dict(data)),
        )
    )
