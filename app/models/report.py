"""Errors that visitors report. Never part of the catalogue: public queries do not read them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Language, ReportState
from app.models.base import Base, one_of

MAX_MESSAGE = 4000
MAX_SOURCE = 1000
MAX_EMAIL = 254
MAX_CLOSE_REASON = 1000


class Report(Base):
    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint(f"char_length(message) BETWEEN 1 AND {MAX_MESSAGE}", name="message"),
        CheckConstraint(f"char_length(source) BETWEEN 1 AND {MAX_SOURCE}", name="source"),
        CheckConstraint(f"char_length(email) BETWEEN 3 AND {MAX_EMAIL}", name="email"),
        CheckConstraint(one_of("language", list(Language)), name="language"),
        CheckConstraint(one_of("state", list(ReportState)), name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        CheckConstraint("state <> 'closed' OR email IS NULL", name="email_is_forgotten"),
        CheckConstraint(
            "state = 'closed' OR num_nonnulls(closed_by_id, close_reason) = 0", name="closed_by"
        ),
        CheckConstraint(
            f"char_length(close_reason) BETWEEN 1 AND {MAX_CLOSE_REASON}", name="close_reason"
        ),
        Index("ix_reports_project_id", "project_id"),
        Index("ix_reports_state_created_at", "state", "created_at"),
        Index("ix_reports_created_at", "created_at"),
        Index(
            "ix_reports_sender_hash_created_at",
            "sender_hash",
            "created_at",
            postgresql_where=text("sender_hash IS NOT NULL"),
        ),
        Index(
            "ix_reports_fingerprint",
            "fingerprint",
            postgresql_where=text("fingerprint IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    message: Mapped[str]
    source: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(comment="Deleted when the report is closed")
    language: Mapped[str] = mapped_column(comment="That the visitor reads")
    state: Mapped[str] = mapped_column(server_default=ReportState.NEW)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    close_reason: Mapped[str | None]
    sender_hash: Mapped[bytes | None] = mapped_column(
        comment="Keyed hash of the sender's address, forgotten after a day"
    )
    fingerprint: Mapped[bytes | None] = mapped_column(
        comment="Of project, message and source, to know a report sent twice; forgotten after a day"
    )
