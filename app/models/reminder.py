"""Reminders of projects that are due, and the links in their mails."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import ReminderStep
from app.models.base import Base, one_of


class ReminderLink(Base):
    """Lets its holder answer, without signing in, for the projects of one mail."""

    __tablename__ = "reminder_links"
    __table_args__ = (Index("ix_reminder_links_user_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    token_hash: Mapped[bytes] = mapped_column(unique=True, comment="SHA-256 of a random token")
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Reminder(Base):
    """Someone was asked about a project; each is asked once in a step of a round."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint(
            "project_id", "since", "step", "user_id", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint(one_of("step", list(ReminderStep)), name="step"),
        CheckConstraint("(step = 'analysts') = (user_id IS NULL)", name="analysts"),
        CheckConstraint("num_nulls(user_id, link_id) IN (0, 2)", name="link"),
        Index("ix_reminders_link_id", "link_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    since: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        comment="The round: when the project was last confirmed, else when it was first published",
    )
    step: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    link_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("reminder_links.id", ondelete="CASCADE")
    )
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class DraftPass(Base):
    """Lets the holder of a link write one draft, and do nothing else, for a few hours."""

    __tablename__ = "draft_passes"
    __table_args__ = (
        Index("ix_draft_passes_link_id", "link_id"),
        Index("ix_draft_passes_submission_id", "submission_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    token_hash: Mapped[bytes] = mapped_column(unique=True, comment="SHA-256 of a random token")
    link_id: Mapped[UUID] = mapped_column(ForeignKey("reminder_links.id", ondelete="CASCADE"))
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
