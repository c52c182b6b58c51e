"""Proposals to change the catalogue. Public queries never read these tables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Decision, ReviewOutcome, SubmissionState
from app.models.base import Base, one_of

MAX_REASON = 4000
# SQL NULL stands for "nothing there": a JSON null never occurs in a value of a field.
_VALUE = JSONB(none_as_null=True)


class Submission(Base):
    """A set of field changes to one project, or of a new one."""

    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint(one_of("state", list(SubmissionState)), name="state"),
        CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="submitted_at"
        ),
        CheckConstraint(
            "(state IN ('approved', 'rejected')) = (decided_at IS NOT NULL)", name="decided_at"
        ),
        CheckConstraint("state <> 'approved' OR project_id IS NOT NULL", name="approved"),
        ForeignKeyConstraint(
            ["project_id", "restored_revision"],
            ["revisions.project_id", "revisions.number"],
            name="fk_submissions_restored_revision",
        ),
        Index("ix_submissions_project_id", "project_id"),
        Index("ix_submissions_author_id", "author_id"),
        Index("ix_submissions_organisation_id", "organisation_id"),
        Index("ix_submissions_state_submitted_at", "state", "submitted_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    number: Mapped[int] = mapped_column(Identity(), unique=True, comment="Short name for people")
    project_id: Mapped[int | None] = mapped_column(
        ForeignKey("projects.id"), comment="null: proposes a new project, until it is accepted"
    )
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), comment="For which the author acts; null: the ministry"
    )
    state: Mapped[str] = mapped_column(server_default=SubmissionState.DRAFT)
    version: Mapped[int] = mapped_column(server_default="1", comment="Grows with each write")
    size: Mapped[int] = mapped_column(server_default="0", comment="How many changes it has")
    regions: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default="{}", comment="Of the locations that it changes"
    )
    note: Mapped[str | None] = mapped_column(comment="Of the author, to the reviewer")
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("reports.id"))
    restored_revision: Mapped[int | None]
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    published_revision: Mapped[int | None] = mapped_column(comment="That its acceptance made")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class FieldChange(Base):
    """One path of a project document: what it was, what is proposed, and what became of it."""

    __tablename__ = "field_changes"
    __table_args__ = (
        UniqueConstraint("submission_id", "path"),
        CheckConstraint(one_of("decision", list(Decision)), name="decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("edited IS FALSE OR decision = 'accepted'", name="edited"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(comment="`title.fr`, `budget`, `participations[uuid]`…")
    base: Mapped[Any | None] = mapped_column(_VALUE, comment="Live value when it was proposed")
    proposed: Mapped[Any | None] = mapped_column(_VALUE, comment="null: remove, or not known")
    source: Mapped[dict[str, Any] | None] = mapped_column(
        _VALUE, comment="url, title, evidence, accessed_at of the source that bears it out"
    )
    proposed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id"), comment="Who wrote it last; may not decide on it"
    )
    decision: Mapped[str | None]
    reason: Mapped[str | None]
    accepted: Mapped[Any | None] = mapped_column(
        _VALUE, comment="What was published, where the reviewer edited it"
    )
    edited: Mapped[bool] = mapped_column(server_default="false", comment="By the reviewer")
    seen: Mapped[Any | None] = mapped_column(
        _VALUE, comment="Live value that the reviewer saw when deciding"
    )
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Review(Base):
    """What a reviewer answered to a submission as a whole."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(one_of("outcome", list(ReviewOutcome)), name="outcome"),
        Index("ix_reviews_submission_id", "submission_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str]
    message: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
