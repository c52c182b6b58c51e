"""What lets people and programs in. Secrets are kept as hashes only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    String,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Attempt, Language, UserRole
from app.models.base import Base, one_of

MAX_USER_AGENT = 300


class UserSession(Base):
    """One browser that is signed in."""

    __tablename__ = "user_sessions"
    __table_args__ = (Index("ix_user_sessions_user_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(unique=True, comment="SHA-256")
    user_agent: Mapped[str | None] = mapped_column(comment="So that its owner knows it again")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_used_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), comment="To a minute"
    )
    expires_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), comment="However much it is used"
    )


class ApiToken(Base):
    """Lets a program act for a user, within its scopes."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        Index("ix_api_tokens_user_id", "user_id"),
        CheckConstraint(
            "scopes <@ '{read,submit,review,manage}'::varchar[] AND cardinality(scopes) > 0",
            name="scopes",
        ),
        CheckConstraint("expires_at <= created_at + interval '366 days'", name="expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(unique=True, comment="SHA-256")
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="To a minute"
    )


class Invitation(Base):
    """Becomes a user once accepted. Sent again, it has a new link and the old one ends."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(one_of("role", list(UserRole)), name="role"),
        CheckConstraint(one_of("language", list(Language)), name="language"),
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint(
            "(token_hash IS NOT NULL) = (accepted_at IS NULL AND revoked_at IS NULL)", name="open"
        ),
        CheckConstraint("(token_hash IS NULL) = (email IS NULL)", name="email_forgotten"),
        Index(
            "ix_invitations_email_open",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    email: Mapped[str | None] = mapped_column(comment="Null once it is accepted or revoked")
    role: Mapped[str]
    language: Mapped[str]
    token_hash: Mapped[bytes | None] = mapped_column(
        unique=True, comment="SHA-256; null once it is accepted or revoked"
    )
    invited_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id"), comment="null: a command"
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class InvitationMembership(Base):
    """An organisation that the invited one will act for."""

    __tablename__ = "invitation_memberships"

    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    focal_point: Mapped[bool] = mapped_column(server_default="false")


class PasswordReset(Base):
    """A link to set a new password; its use deletes it."""

    __tablename__ = "password_resets"
    __table_args__ = (Index("ix_password_resets_user_id", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(unique=True, comment="SHA-256")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CredentialAttempt(Base):
    """Counts guesses, without knowing who guesses: keyed hashes, forgotten after a day."""

    __tablename__ = "credential_attempts"
    __table_args__ = (
        CheckConstraint(one_of("kind", list(Attempt)), name="kind"),
        Index("ix_credential_attempts_account", "kind", "account_hash", "at"),
        Index("ix_credential_attempts_client", "kind", "client_hash", "at"),
        Index("ix_credential_attempts_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str]
    account_hash: Mapped[bytes]
    client_hash: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
