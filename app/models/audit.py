"""What was done, by whom and how: one row for each private write. Append-only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Channel
from app.models.base import Base, one_of


class AuditEvent(Base):
    __tablename__ = "audit_events"
    __table_args__ = (
        CheckConstraint(one_of("channel", list(Channel)), name="channel"),
        Index("ix_audit_events_at", "at"),
        Index("ix_audit_events_actor_id", "actor_id"),
        Index("ix_audit_events_subject", "subject_kind", "subject_id"),
        Index("ix_audit_events_project_id", "project_id"),
        Index(
            "ix_audit_events_confirmations",
            "at",
            postgresql_where=text("action = 'project.confirmed'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    actor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id"), comment="null: a command, or a link that names no account"
    )
    channel: Mapped[str]
    action: Mapped[str] = mapped_column(comment="`submission.approved`, `user.invited`…")
    subject_kind: Mapped[str] = mapped_column(comment="`submission`, `project`, `user`…")
    subject_id: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    data: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
