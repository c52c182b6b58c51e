"""People who may sign in, and the organisations that they act for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Language, UserRole
from app.models.base import Base, one_of


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(one_of("role", list(UserRole)), name="role"),
        CheckConstraint(one_of("language", list(Language)), name="language"),
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint("anonymised_at IS NULL OR password_hash IS NULL", name="anonymised"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    email: Mapped[str | None] = mapped_column(
        unique=True, comment="Lower case; null once the account is anonymised"
    )
    name: Mapped[str]
    role: Mapped[str]
    language: Mapped[str]
    password_hash: Mapped[str | None] = mapped_column(comment="Argon2id")
    mail_choices: Mapped[dict[str, Any]] = mapped_column(
        server_default="{}", comment="For each event that is not left as it is by default"
    )
    last_digest_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="When the last weekly digest was put in the outbox"
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    anonymised_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Membership(Base):
    """A user acts for an organisation; its focal points are asked about its projects."""

    __tablename__ = "memberships"
    __table_args__ = (Index("ix_memberships_organisation_id", "organisation_id"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    focal_point: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
