"""Pairs of projects that have much in common, and what analysts say of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import OverlapKind, Verdict
from app.models.base import Base, one_of

MAX_NOTE = 4000


class OverlapLook(Base):
    """Derived: this project was compared with the others since its listing was made. Without the
    row it is to be compared again; a new listing takes the row and the pairs with it."""

    __tablename__ = "overlap_looks"

    project_id: Mapped[int] = mapped_column(
        ForeignKey("project_listings.project_id", ondelete="CASCADE"), primary_key=True
    )


class OverlapPair(Base):
    """Derived: two projects of the catalogue that an analyst may want to judge."""

    __tablename__ = "overlap_pairs"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        CheckConstraint(one_of("kind", list(OverlapKind)), name="kind"),
        Index("ix_overlap_pairs_second_id", "second_id"),
        Index("ix_overlap_pairs_score", "score", "first_id", "second_id"),
    )

    first_id: Mapped[int] = mapped_column(
        ForeignKey("project_listings.project_id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[int] = mapped_column(
        ForeignKey("project_listings.project_id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str]
    score: Mapped[float] = mapped_column(Numeric(4, 3, asdecimal=False), comment="0 to 1")
    months: Mapped[int] = mapped_column(comment="Together, on the day of the look")


class OverlapVerdict(Base):
    """What analysts say of two projects; what they said before is in the audit log."""

    __tablename__ = "overlap_verdicts"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        CheckConstraint(one_of("verdict", list(Verdict)), name="verdict"),
        CheckConstraint(f"char_length(note) BETWEEN 1 AND {MAX_NOTE}", name="note"),
        CheckConstraint("project_id IN (first_id, second_id)", name="project"),
        CheckConstraint("verdict <> 'duplicate' OR project_id IS NOT NULL", name="duplicate"),
        Index("ix_overlap_verdicts_second_id", "second_id"),
        Index("ix_overlap_verdicts_submission_id", "submission_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    verdict: Mapped[str]
    note: Mapped[str | None]
    project_id: Mapped[int | None] = mapped_column(
        ForeignKey("projects.id"), comment="That stays, of a duplicate; that the draft changes"
    )
    submission_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("submissions.id", ondelete="SET NULL"), comment="That the verdict opened"
    )
    judged_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    judged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    version: Mapped[int] = mapped_column(server_default="1", comment="Grows with each write")
