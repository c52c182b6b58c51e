"""Published projects. Proposals live in other tables; public queries cannot reach them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Index,
    Numeric,
    Text,
    cast,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import ActivityStatus, BudgetScope, Confidence
from app.models.base import Base, one_of

PARTIAL_DATE = r"'^\d{4}(-\d{2}(-\d{2})?)?$'"


class Project(Base):
    __tablename__ = "projects"
    __table_args__ = (
        CheckConstraint(r"identifier ~ '^MA-MD-\d{4,}$'", name="identifier"),
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug"),
        CheckConstraint("title ->> 'fr' IS NOT NULL", name="french_title"),
        CheckConstraint(one_of("activity_status", list(ActivityStatus)), name="activity_status"),
        CheckConstraint(f"start_date ~ {PARTIAL_DATE}", name="start_date"),
        CheckConstraint(f"end_date ~ {PARTIAL_DATE}", name="end_date"),
        CheckConstraint("start_first <= end_last", name="period"),
        CheckConstraint(one_of("budget_scope", list(BudgetScope)), name="budget_scope"),
        CheckConstraint(
            "num_nulls(budget_value, budget_currency, budget_scope) IN (0, 3)", name="budget"
        ),
        CheckConstraint("budget_value >= 0", name="budget_value"),
        CheckConstraint(one_of("confidence", list(Confidence)), name="confidence"),
        CheckConstraint("part_of_id <> id", name="part_of"),
        Index("ix_projects_part_of_id", "part_of_id"),
        Index(
            "ix_projects_budgets",
            "id",
            postgresql_include=["budget_scope", "start_date", "part_of_id"],
            postgresql_where=text("budget_value IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identifier: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    acronym: Mapped[str | None]
    title: Mapped[dict[str, Any]]
    title_original: Mapped[str | None]
    original_language: Mapped[str | None] = mapped_column(comment="ISO 639-1")
    description: Mapped[dict[str, Any] | None]
    objectives: Mapped[list[dict[str, Any]]]
    results: Mapped[list[dict[str, Any]]]
    activity_status: Mapped[str | None] = mapped_column(comment="IATI ActivityStatus")
    start_date: Mapped[str | None] = mapped_column(comment="YYYY, YYYY-MM or YYYY-MM-DD")
    end_date: Mapped[str | None]
    start_first: Mapped[date | None] = mapped_column(
        Computed("partial_date_first(start_date)", persisted=True)
    )
    end_last: Mapped[date | None] = mapped_column(
        Computed("partial_date_last(end_date)", persisted=True)
    )
    active_first: Mapped[date | None] = mapped_column(comment="null: in no period")
    active_last: Mapped[date | None] = mapped_column(comment="null: until today")
    residence_countries: Mapped[list[str]] = mapped_column(ARRAY(Text))
    budget_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    budget_currency: Mapped[str | None] = mapped_column(comment="ISO 4217")
    budget_scope: Mapped[str | None]
    budget_note: Mapped[str | None]
    good_practice: Mapped[bool | None] = mapped_column(comment="null: no source says either way")
    confidence: Mapped[str | None]
    uncertain: Mapped[list[dict[str, Any]]]
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    steward_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    last_confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revision: Mapped[int]
    loaded_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of the file last loaded")
    archived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    archive_reason: Mapped[str | None]


# 12 of `MA-MD-0012`. Written out, for an index serves only the expression that it was made of.
PROJECT_NUMBER = cast(func.substr(Project.identifier, literal_column("7")), BigInteger)
Index("ix_projects_number", PROJECT_NUMBER)


class FormerSlug(Base):
    """A slug that a project had before; its URL redirects."""

    __tablename__ = "former_slugs"

    slug: Mapped[str] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))


class Revision(Base):
    """Append-only: the whole document as it was published, by whom and when."""

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_created_at", "created_at"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    snapshot: Mapped[dict[str, Any]] = mapped_column(comment="A project document (JSON Schema)")
    author: Mapped[str] = mapped_column(comment="`catalogue`, or the slug of an organisation")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    approver_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submissions.id", use_alter=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
