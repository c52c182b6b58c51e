"""What people say to each other about submissions and projects. Never public."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base

MAX_COMMENT = 8000


class Comment(Base):
    """The first one of a thread has no parent, and is what gets resolved."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("num_nonnulls(submission_id, project_id) = 1", name="subject"),
        CheckConstraint(f"char_length(body) BETWEEN 1 AND {MAX_COMMENT}", name="body"),
        CheckConstraint("num_nulls(body, deleted_at) = 1", name="deleted"),
        CheckConstraint("parent_id IS NULL OR resolved_at IS NULL", name="resolved"),
        CheckConstraint("num_nulls(resolved_at, resolved_by_id) IN (0, 2)", name="resolved_by"),
        Index("ix_comments_submission_id", "submission_id"),
        Index("ix_comments_project_id", "project_id"),
        Index("ix_comments_parent_id", "parent_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    submission_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE")
    )
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str | None] = mapped_column(
        comment="Erased by its author: the row stays, so that the answers keep their place"
    )
    mentions: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    resolved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    resolved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
